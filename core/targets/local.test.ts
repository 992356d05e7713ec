import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Target } from '../kernel/policy.ts'
import { asTarget, completed, readWanted, storedWanted } from './local.ts'

const say = (type: 'count' | 'ratio' | 'money', written: string) => {
  const read = readWanted(type, written)
  return read.ok ? storedWanted(read.value) : read.problems[0]?.code
}

describe('a figure as an officer writes it', () => {
  it.each([
    ['count', '12', '12'],
    ['count', '1,200家', '1200'],
    ['count', '0', '0'],
    ['count', '12.5', 'target-value'],
    ['count', '-1', 'target-value'],
    ['count', '60%', 'target-value'],
    ['ratio', '60％', '60/100'],
    ['ratio', '100%', '100/100'],
    ['ratio', '100.1%', 'target-value'],
    ['ratio', '0.6', 'target-value'],
    ['money', '3万元', '30000.00元'],
    ['money', '20.50', '20.50元'],
    ['money', '多', 'target-value'],
  ] as const)('%s %s is kept as %s', (type, written, kept) => expect(say(type, written)).toBe(kept))

  it('is read again from what is kept', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), (n) => {
        for (const [type, written] of [
          ['count', `${n}`],
          ['ratio', `${n}/10000000`],
          ['money', `${n}元`],
        ] as const) {
          const read = readWanted(type, written)
          if (!read.ok) throw new Error(written)
          expect(readWanted(type, storedWanted(read.value))).toEqual(read)
        }
      }),
    )
  })
})

const open: Target = {
  id: 'demonstration-2022',
  document: 'plan',
  clause: '二',
  label: '培育率',
  fact: null,
  comparator: 'at_least',
  value: { type: 'ratio', value: { num: 10n, den: 100n } },
  summed: false,
  parts: [],
  from: null,
  by: '2022-12-31',
  base: null,
  kind: 'stock',
  planned: null,
  question: '分母没有写明',
}
const answer = { target: 'plan/demonstration-2022', version: 1, fact: 'rate', source: '市局电话答复' }

test('an answer completes a target in its area and below; the nearest wins; elsewhere it stays open', () => {
  const answers = [
    { ...answer, area: '990101', base: '在册合作社' },
    { ...answer, area: '990101101', base: '正常运行的合作社' },
  ]
  const at = (area: string) => completed(open, answers, { id: answer.target, area })
  expect(at('990102').question).toBe('分母没有写明')
  expect(at('990101')).toMatchObject({ base: '在册合作社', question: null, fact: 'rate' })
  expect(at('990101102').base).toBe('在册合作社')
  expect(at('990101101001').base).toBe('正常运行的合作社')
})

test('a target of the place’s own reads like one of a document; a wrong figure is refused', () => {
  const own = {
    id: 'a',
    area: '990101',
    version: 1,
    label: '新办合作社',
    type: 'count',
    comparator: 'at_least',
    value: '5',
    kind: 'flow',
    fact: null,
    base: null,
    from: '2026-01-01',
    by: '2026-12-31',
    ground: '县政府工作要点',
  } as const
  const read = asTarget(own)
  expect(read.ok && read.value).toMatchObject({
    value: { type: 'count', value: 5 },
    document: 'own',
    by: '2026-12-31',
  })
  expect(asTarget({ ...own, value: '五' }).ok).toBe(false)
})
