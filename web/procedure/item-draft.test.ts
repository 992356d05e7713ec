import { expect, test } from 'vitest'
import { NO_PAPER } from '../ui/paper.ts'
import { emptyItemDraft, itemBodyOf, missingOfItem } from './item-draft.ts'

const item = { owner: null, dueOn: null, unit: null, helpers: [] }
const draft = emptyItemDraft(item, { onPaper: false, proposedDue: undefined })

test('an empty draft misses everything that the action needs, by its name', () => {
  expect(missingOfItem(draft, ['note', 'owner', 'unit', 'dueOn', 'files'])).toEqual([
    '牵头单位',
    '责任人',
    '期限',
    '说明',
    '佐证材料',
  ])
  expect(missingOfItem(draft, [])).toEqual([])
  expect(missingOfItem({ ...draft, paper: NO_PAPER }, [])).toHaveLength(3)
})

test('what an action calls its fields is what is missing, with what its own part lacks, all at once', () => {
  const asks = { files: '报告原件', dueOn: '最后一天', missing: () => ['结论'] }
  expect(missingOfItem(draft, ['dueOn', 'files'], asks)).toEqual(['最后一天', '报告原件', '结论'])
  expect(missingOfItem({ ...draft, dueOn: '2026-04-01', files: ['f'] }, ['dueOn', 'files'], asks)).toEqual([
    '结论',
  ])
})

test('only what the action asks for travels', () => {
  const filled = { ...draft, owner: '王', dueOn: '2026-04-01', lead: 'u', note: ' 已办 ' }
  expect(itemBodyOf(filled, { action: 'progress', needs: ['note'] }, 3)).toEqual({
    action: 'progress',
    version: 3,
    note: '已办',
  })
  expect(itemBodyOf(filled, { action: 'assign', needs: ['unit', 'dueOn'] }, 0)).toMatchObject({
    unit: { lead: 'u', helpers: [] },
    dueOn: '2026-04-01',
  })
})
