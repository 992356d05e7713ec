import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noted, refused, warned } from '../values/problem.ts'
import { decideRow, judgeRepeat, sameValue } from './import-plan.ts'
import { body } from './body.ts'
import { guarantee, officer } from './papers.ts'

const standing = { id: 'a', version: 1, values: { name: '甲合作社', capital: 100n, phone: '13800000000' } }

test('a row for a body that is not there yet is new', () => {
  expect(decideRow(body, { values: { name: '甲合作社' }, problems: [] }, undefined).outcome).toBe('new')
})

test('the same row again changes nothing', () => {
  const again = decideRow(body, { values: { name: '甲合作社', capital: 100n }, problems: [] }, standing)
  expect(again).toMatchObject({ outcome: 'unchanged', changes: [] })
})

test('an empty cell of a newer file erases nothing', () => {
  const newer = decideRow(
    body,
    { values: { name: '甲合作社', capital: null, phone: undefined }, problems: [] },
    standing,
  )
  expect(newer.outcome).toBe('unchanged')
  expect(newer.values).toEqual(standing.values)
})

test('a newer file says what it changed, before and after', () => {
  const newer = decideRow(body, { values: { capital: 300n }, problems: [] }, standing)
  expect(newer.outcome).toBe('changed')
  expect(newer.changes).toEqual([{ field: 'capital', before: 100n, after: 300n }])
  expect(newer.values['name']).toBe('甲合作社')
})

test('a note leaves the outcome alone, a warning warns, a refusal refuses', () => {
  const outcome = (...problems: ReturnType<typeof noted>[]) =>
    decideRow(body, { values: {}, problems }, standing).outcome
  expect(outcome(noted('n', ''))).toBe('unchanged')
  expect(outcome(noted('n', ''), warned('w', ''))).toBe('warned')
  expect(outcome(warned('w', ''), refused('r', ''))).toBe('refused')
})

test('an equal secret is no change, another one is', () => {
  const held = { ...standing, sameSecret: (_: string, value: unknown) => value === '990101198001010012' }
  const row = (idNumber: string) => decideRow(officer, { values: { idNumber }, problems: [] }, held).outcome
  expect(row('990101198001010012')).toBe('unchanged')
  expect(row('990101198001010020')).toBe('changed')
})

test('a repeated row that agrees is merged, one that contradicts is refused with both places', () => {
  const earlier = { sheet: '名录', row: 5, values: { name: '甲合作社', capital: 100n } }
  expect(judgeRepeat(body, { sheet: '名录', values: { capital: 100n, phone: '1' } }, earlier).severity).toBe(
    'noted',
  )
  const clash = judgeRepeat(body, { sheet: '补充', values: { capital: 200n } }, earlier)
  expect(clash.severity).toBe('refused')
  expect(clash.says).toContain('工作表“名录”第 5 行')
  expect(clash.says).toContain('成员出资总额')
})

test('deciding twice gives the same record: an import is idempotent', () => {
  const field = fc.constantFrom(...Object.keys(body.fields))
  const value = fc.oneof(
    fc.string(),
    fc.bigInt(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.string()),
  )
  fc.assert(
    fc.property(fc.dictionary(field, value), fc.dictionary(field, value), (before, row) => {
      const once = decideRow(body, { values: row, problems: [] }, { id: 'a', version: 1, values: before })
      const twice = decideRow(
        body,
        { values: row, problems: [] },
        { id: 'a', version: 2, values: once.values },
      )
      expect(twice.outcome).toBe('unchanged')
      expect(twice.values).toEqual(once.values)
    }),
  )
})

test('unknown is unknown, however it is written', () => {
  expect(sameValue(null, undefined)).toBe(true)
  expect(sameValue(0n, null)).toBe(false)
})

test('a row whose record would clash within itself is refused with the reason; one that changes nothing of an old clash is not', () => {
  const values = { debtor: '乙', creditor: '农商行', since: '2023-03-19', state: '已解除' }
  const made = decideRow(guarantee, { values, problems: [] }, undefined)
  expect(made).toMatchObject({ outcome: 'refused', clashes: [{ code: 'guarantee-ended-on' }] })
  const held = { id: 'a', version: 1, values: { ...values, endedOn: '2023-04-01' } }
  expect(decideRow(guarantee, { values, problems: [] }, held)).toMatchObject({ outcome: 'unchanged' })
  const old = decideRow(guarantee, { values, problems: [] }, { id: 'a', version: 1, values })
  expect(old).toMatchObject({ outcome: 'unchanged', clashes: [] })
})
