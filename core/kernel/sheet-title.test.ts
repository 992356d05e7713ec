import { expect, test } from 'vitest'
import type { Cell } from './cell.ts'
import { indexFields, matchColumns } from './columns.ts'
import { f } from './field.ts'
import { headingForms } from './heading.ts'
import { register } from './register.ts'
import { titleSubject, titleUnit, withUnit } from './sheet-title.ts'

const cells = (...texts: string[]): Cell[] =>
  texts.map((text) => (text === '' ? { type: 'empty' } : { type: 'text', text }))

test('the unit above the sheet is taken where only one unit of money is named', () => {
  expect([
    titleUnit([cells('', '单位：万元')]),
    titleUnit([cells('（单位：户、万元）')]),
    titleUnit([cells('单位：元')]),
  ]).toEqual(['万元', '万元', '元'])
  expect([
    titleUnit([cells('单位：元、万元')]),
    titleUnit([cells('填报单位：合水县')]),
    titleUnit([]),
  ]).toEqual([null, null, null])
})

test('it holds for amounts whose own heading names none', () => {
  const sheet = register('sheet', {
    label: '表',
    fields: { due: f.money('应分红'), paid: f.money('已分红'), note: f.text('备注') },
  })
  const headings = ['应分红', '已分红（元）', '备注'].map((whole) => ({
    whole,
    readings: [headingForms(whole)],
  }))
  const columns = withUnit(matchColumns(sheet, indexFields(sheet), headings), '万元')
  expect(columns.map(({ unit }) => unit)).toEqual(['万元', null, null])
})

test('the body is named above the sheet, in the same cell or the next', () => {
  expect(titleSubject([cells('成员名册'), cells('合作社名称：某某专业合作社   填报日期：2023年')])).toEqual({
    name: '某某专业合作社',
    code: null,
  })
  expect(
    titleSubject([cells('合作社名称:', '', '某某专业合作社', '统一社会信用代码：', '93620422561107393J')]),
  ).toEqual({
    name: '某某专业合作社',
    code: '93620422561107393J',
  })
  expect(titleSubject([cells('2023年台账')])).toEqual({ name: null, code: null })
})

test('the title of a body’s own list names it; the title of a list of a district does not', () => {
  const named = (title: string) => titleSubject([cells('', title)]).name
  expect(named('禾丰县某某种植专业合作社成员名单')).toBe('禾丰县某某种植专业合作社')
  expect(named('某某农机合作社联合社 社员花名册')).toBe('某某农机合作社联合社')
  expect(named('某某养殖专业合作社全体成员出资清册（2025年）')).toBe('某某养殖专业合作社')
  for (const title of [
    '某某县农民专业合作社成员名册',
    '某某镇合作社社员名单',
    '全县各合作社成员汇总',
    '农民专业合作社成员',
  ])
    expect(named(title), title).toBeNull()
  expect(named('禾丰县某某种植专业合作社名录')).toBeNull()
  expect(titleSubject([cells('合作社名称：甲社'), cells('乙种植专业合作社成员名单')]).name).toBe('甲社')
})
