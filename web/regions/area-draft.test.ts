import { expect, test } from 'vitest'
import type { ListedArea } from '#contract/regions/area-changes.ts'
import { askedOf, missingIn, newDraft, type Draft } from './area-draft.ts'

const area = (code: string, name: string): ListedArea => ({
  code,
  name,
  level: code.length === 9 ? 'township' : 'village',
  township: null,
  from: null,
  nameFrom: null,
  to: null,
  formerNames: [],
  heirs: [],
})
const TOWN = area('990101101', '麦川镇')
const UPPER = area('990101101201', '上村')
const LOWER = area('990101101202', '下村')
const draft = (act: Draft['act'], more: Partial<Draft> = {}): Draft => ({
  ...newDraft(act, { area: act === 'add' ? null : TOWN, villages: [], today: '2026-03-20' }),
  ground: '批复',
  ...more,
})

test('a merger sends the township to its heir, villages under their new codes or up into it', () => {
  const merged = draft('merge', {
    villages: [UPPER, LOWER],
    heirs: [{ isNew: false, code: '990101102', name: '柳河镇' }],
    codes: { [UPPER.code]: '990101102301' },
  })
  expect(missingIn(merged)).toBeNull()
  expect(askedOf(merged)).toMatchObject({
    kind: 'merge',
    ends: [TOWN.code, UPPER.code, LOWER.code],
    adds: [{ code: '990101102301', name: '上村' }],
    moves: [
      { from: TOWN.code, to: '990101102' },
      { from: UPPER.code, to: '990101102301' },
      { from: LOWER.code, to: '990101102' },
    ],
  })
})

test('one that ends without an heir sends nothing anywhere', () => {
  expect(askedOf(draft('merge', { villages: [UPPER] }))).toMatchObject({
    kind: 'end',
    ends: [TOWN.code, UPPER.code],
    moves: [],
    adds: [],
  })
})

test('a split makes what is new and sends each village where it was said', () => {
  const heirs = [
    { isNew: true, code: '990101103', name: '东镇' },
    { isNew: false, code: '990101102', name: '柳河镇' },
  ]
  const open = draft('split', { villages: [UPPER], heirs })
  expect(missingIn(open)).toBe('请选上村归哪个乡镇')
  const split = {
    ...open,
    takers: { [UPPER.code]: '990101103' },
    codes: { [UPPER.code]: '990101103201' },
    picks: { a: '990101102' },
  }
  expect(missingIn(split)).toBeNull()
  expect(askedOf(split)).toMatchObject({
    adds: [
      { code: '990101103', name: '东镇' },
      { code: '990101103201', name: '上村' },
    ],
    moves: [{ from: UPPER.code, to: '990101103201' }],
    picks: { a: '990101102' },
  })
})

test('what is missing is said: code, name, ground; a code has 9 or 12 digits', () => {
  expect(missingIn(draft('add'))).toContain('代码')
  expect(
    ['99010110', '990101103', '9901011032', '990101101299'].map((code) =>
      missingIn(draft('add', { code, name: '新镇' })),
    ),
  ).toEqual([expect.stringContaining('代码'), null, expect.stringContaining('代码'), null])
  expect(missingIn(draft('rename', { name: ' ' }))).toBe('请填写名称')
  expect(missingIn(draft('rename', { name: '麦田镇', ground: '' }))).toBe('请写明依据')
  expect(missingIn(draft('merge', { villages: [UPPER], codes: { [UPPER.code]: '12' } }))).toBe(
    '上村的新代码应为 12 位数字',
  )
})
