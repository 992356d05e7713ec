import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planAreaChange, type AskedChange, type Known, type Subject } from './area-change.ts'

const HOME = '990101'
const standing = [
  { code: '990101101', name: '麦川镇', from: null },
  { code: '990101102', name: '柳河镇', from: '2024-01-01' },
  { code: '990101101201', name: '上村', from: null },
  { code: '990101101202', name: '下村', from: null },
]
const subject = (id: string, area: string, kind: Subject['kind'] = 'body'): Subject => ({
  kind,
  id,
  label: '合作社',
  name: `${id}社`,
  area,
})
const known = (subjects: readonly Subject[] = []): Known => ({
  home: HOME,
  today: '2026-03-20',
  standing,
  subjects,
})
const asked = (more: Partial<AskedChange> = {}): AskedChange => ({
  day: '2026-03-20',
  ends: [],
  adds: [],
  renames: [],
  moves: [],
  picks: {},
  ...more,
})
const codes = (more: Partial<AskedChange>, subjects: readonly Subject[] = []): string[] => {
  const outcome = planAreaChange(known(subjects), asked(more))
  return outcome.ok ? [] : outcome.problems.map((one) => one.code)
}
const plan = (more: Partial<AskedChange>, subjects: readonly Subject[] = []) => {
  const outcome = planAreaChange(known(subjects), asked(more))
  if (!outcome.ok) throw new Error(outcome.problems.map((one) => one.says).join())
  return outcome.value
}
/** 麦川镇 is merged into 柳河镇, its villages under new codes. */
const MERGED: Partial<AskedChange> = {
  ends: ['990101101', '990101101201', '990101101202'],
  adds: [
    { code: '990101102301', name: '上村' },
    { code: '990101102302', name: '下村' },
  ],
  moves: [
    { from: '990101101', to: '990101102' },
    { from: '990101101201', to: '990101102301' },
    { from: '990101101202', to: '990101102302' },
  ],
}

test('a township is merged with its villages: everything goes where it was sent, and the heirs are kept', () => {
  const planned = plan(MERGED, [subject('甲', '990101101'), subject('乙', '990101101202')])
  expect(planned.moved.map(({ id, to }) => [id, to])).toEqual([
    ['甲', '990101102'],
    ['乙', '990101102302'],
  ])
  expect(planned.closed.map(({ name, heirs }) => [name, heirs])).toEqual([
    ['麦川镇', ['990101102']],
    ['上村', ['990101102301']],
    ['下村', ['990101102302']],
  ])
})

test('a village left without its township is refused by name; sent to the township itself it is not', () => {
  expect(codes({ ends: ['990101101'], moves: [{ from: '990101101', to: '990101102' }] })).toEqual([
    'area-orphans',
  ])
  const folded = { ...MERGED, adds: [], moves: MERGED.moves!.map((one) => ({ ...one, to: '990101102' })) }
  expect(codes(folded)).toEqual([])
})

test('nothing is sent anywhere by itself: what has no destination is named and the change refused', () => {
  const outcome = planAreaChange(known([subject('甲', '990101101201')]), asked({ ends: ['990101101201'] }))
  expect(outcome.ok ? '' : outcome.problems[0]!.says).toBe('“上村”的合作社“甲社”还没有写明归到哪里')
  expect(codes({ ends: ['990101101201'] })).toEqual([])
})

test('a split sends each one where it was picked to, before where the rest goes', () => {
  const split: Partial<AskedChange> = {
    ends: ['990101101201'],
    adds: [
      { code: '990101101301', name: '上东村' },
      { code: '990101101302', name: '上西村' },
    ],
    picks: { 甲: '990101101301', 乙: '990101101302' },
  }
  const three = ['甲', '乙', '丙'].map((id) => subject(id, '990101101201'))
  expect(codes(split, three)).toEqual(['area-homeless'])
  const whole = { ...split, moves: [{ from: '990101101201', to: '990101101302' }] }
  expect(plan(whole, three).moved.map((one) => one.to)).toEqual([
    '990101101301',
    '990101101302',
    '990101101302',
  ])
  expect(plan(whole, three).closed[0]!.heirs).toEqual(['990101101301', '990101101302'])
})

test('the day is not after today and not before the area stood', () => {
  const rename = (day: string) => codes({ day, renames: [{ code: '990101102', name: '柳溪镇' }] })
  expect([rename('2026-03-21'), rename('2026-03-20'), rename('2024-01-01')]).toEqual([
    ['area-change-day'],
    [],
    [],
  ])
  expect(rename('2023-12-31')).toEqual(['area-change-day'])
})

test('codes and names are checked: of another county, of no level, taken, nameless, the same', () => {
  const add = (code: string, name = '新设镇') => codes({ adds: [{ code, name }] })
  expect(add('990101103')).toEqual([])
  expect([add('990102103'), add('99010110'), add('990101')]).toEqual([
    ['area-code-here'],
    ['area-code-here'],
    ['area-code-here'],
  ])
  expect([add('990101101'), add('990101103', ' '), add('990101103', '柳河镇')]).toEqual([
    ['area-code-taken'],
    ['area-name-missing'],
    ['area-name-taken'],
  ])
  expect(add('990101109201')).toEqual(['area-orphans'])
  expect(codes({ renames: [{ code: '990101101', name: '麦川镇' }] })).toEqual(['area-name-same'])
  expect(codes({ renames: [{ code: '990101999', name: '无名镇' }] })).toContain('area-unknown')
  expect(codes({ ends: ['990101999'] })).toEqual(['area-unknown'])
  expect(codes({})).toEqual(['area-change-empty'])
})

test('what stays is not moved as a whole, nothing goes two ways or to where nothing stands', () => {
  const move = (from: string, to: string) => ({ from, to })
  expect(
    codes({ adds: [{ code: '990101103', name: '新镇' }], moves: [move('990101102', '990101103')] }),
  ).toEqual(['area-move-from'])
  const ends = ['990101101201']
  expect(codes({ ends, moves: [move(ends[0]!, '990101102'), move(ends[0]!, '990101101')] })).toEqual([
    'area-move-from',
  ])
  expect(codes({ ends, moves: [move(ends[0]!, '990101201')] })).toEqual(['area-move-to'])
  expect(codes({ ends, moves: [move(ends[0]!, ends[0]!)] })).toEqual(['area-move-to'])
})

test('whatever is planned, every subject of an ended area has one destination that stands, and none is lost', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.uuid(), fc.constantFrom(...MERGED.ends!)), { maxLength: 20 }),
      fc.array(fc.constantFrom('990101102', '990101102301'), { minLength: 20, maxLength: 20 }),
      (rows, targets) => {
        const subjects = rows.map(([id, area]) => subject(id, area))
        const picks = Object.fromEntries(
          rows.filter((_, at) => at % 2 === 0).map(([id], at) => [id, targets[at]!]),
        )
        const planned = plan({ ...MERGED, picks }, subjects)
        expect(planned.moved.map((one) => one.id)).toEqual(subjects.map((one) => one.id))
        const stands = ['990101102', ...MERGED.adds!.map((one) => one.code)]
        for (const one of planned.moved) {
          expect(stands).toContain(one.to)
          if (picks[one.id] !== undefined) expect(one.to).toBe(picks[one.id])
        }
      },
    ),
  )
})
