import { expect, test } from 'vitest'
import { NO_PAPER } from '../ui/paper.ts'
import { emptyDraft, measuresOf, missingOf } from './case-draft.ts'

const draft = emptyDraft({ owner: null, dueOn: null, measures: [] })

test('an empty draft misses everything that the action needs, by its name', () => {
  expect(missingOf(draft, ['owner', 'dueOn', 'measures', 'note', 'files'])).toEqual([
    '责任人',
    '整改期限',
    '整改措施',
    '说明',
    '佐证材料',
  ])
})

test('what the action does not need is not missed', () => {
  expect(missingOf(draft, [])).toEqual([])
})

test('a sign-off on paper wants its signer, its day and the photographed sheet', () => {
  expect(missingOf({ ...draft, paper: NO_PAPER }, [])).toEqual(['签批人', '签批日期', '签字盖章的整改单照片'])
  const signed = { ...draft, paper: { signer: '王某', signedOn: '2023-03-20' }, files: ['f1'] }
  expect(missingOf(signed, [])).toEqual([])
})

test('measures without words are left out, empty owners and days travel as null', () => {
  expect(
    measuresOf([
      { says: ' 补报年报 ', owner: '', dueOn: undefined },
      { says: ' ', owner: '李某', dueOn: '2023-04-01' },
    ]),
  ).toEqual([{ says: '补报年报', owner: null, dueOn: null }])
})
