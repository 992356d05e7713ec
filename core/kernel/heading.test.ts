import { expect, test } from 'vitest'
import { f } from './field.ts'
import { headingForms, headingOf, isRowNumberHeading, SUBJECT_HEADINGS, subjectRole } from './heading.ts'

test('a heading is known without line breaks, spaces, brackets, numbering and marks', () => {
  expect(headingForms(' 成员出资\n总额（万元）')).toEqual([
    '成员出资总额(万元)',
    '成员出资总额',
    '成员出资总额万元',
  ])
  expect(headingForms('1.合作社名称*')).toEqual(['合作社名称'])
  expect(headingForms('（一）经营 收入：')).toContain('经营收入')
  expect(headingForms('按交易量（额）返还金额')).toEqual([
    '按交易量(额)返还金额',
    '按交易量返还金额',
    '按交易量额返还金额',
  ])
})

test('a unit behind the heading does not make it another', () => {
  for (const heading of ['注册资本:万元', '注册资本/万元', '注册资本万元', '注册资本，单位：元'])
    expect(headingForms(heading)).toContain('注册资本')
})

test('the columns of the body are known under all usual headings', () => {
  const role = (heading: string) => subjectRole(headingForms(heading))?.role ?? null
  expect(
    [
      '合作社名称',
      '农民专业合作社 名称',
      '统一社会信用代码',
      '统一社会信用代码（18位）',
      '行标识',
      '住所',
    ].map(role),
  ).toEqual(['name', 'name', 'code', 'code', 'key', null])
  for (const kind of ['name', 'code', 'key'] as const) {
    expect(SUBJECT_HEADINGS[kind].map(role)).toEqual(SUBJECT_HEADINGS[kind].map(() => kind))
  }
})

test('our own headings rank first', () => {
  expect([subjectRole(['合作社名称'])?.rank, subjectRole(['统一社会信用代码'])?.rank]).toEqual([0, 0])
  expect(subjectRole(['名称'])!.rank).toBeGreaterThan(5)
})

test('a column that only counts rows is no stranger', () => {
  expect(['序号', ' 序 号 ', 'No.', '编码'].map(isRowNumberHeading)).toEqual([true, true, true, false])
})

test('our headings carry the unit and are read back without it', () => {
  expect([
    headingOf(f.money('经费')),
    headingOf(f.count('成员数', { unit: '户' })),
    headingOf(f.text('备注')),
  ]).toEqual(['经费（元）', '成员数（户）', '备注'])
  expect(headingForms(headingOf(f.money('经费')))).toContain('经费')
})
