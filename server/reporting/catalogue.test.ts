/** The catalogue of requirements holds together, both ways, and says what does not. */
import { expect, test } from 'vitest'
import { must } from '../../tests/must.ts'
import { catalogueLines, makeCatalogue, productCatalogue, type Declared } from './catalogue.ts'

const SMALL: Declared = {
  registers: [{ id: 'body', answers: ['A01'] }],
  procedures: [{ id: 'problem_case', answers: [] }],
  documents: [],
  requirements: '| A01 | 名录 | 有一份名录 | C |\n| A02 | 档案 | 有档案 | T |\n',
  answers: 'report:dossier: [A02]',
}
const codes = (given: Partial<Declared>) => {
  const made = makeCatalogue({ ...SMALL, ...given })
  return made.ok ? [] : made.problems.map((one) => one.code)
}

test('the product answers rows that are there, by things that are there', async () => {
  const { rows, things } = must(await productCatalogue())
  expect(rows).toHaveLength(169)
  expect(new Set(rows.map((one) => one.id)).size).toBe(169)
  const answered = rows.filter((one) => one.answeredBy.length > 0)
  expect(answered.length).toBeGreaterThan(30)
  for (const one of answered)
    for (const thing of one.answeredBy) expect(things.find(({ id }) => id === thing)?.rows).toContain(one.id)
  expect(rows.find((one) => one.id === 'N05')?.answeredBy).toContain('page:/clashes')
  const silent = things.filter((one) => one.rows.length === 0 && /^(register|rule|report)/.test(one.id))
  expect(silent).toEqual([])
})

test('a row or a thing that is not there is told, wherever it is named', () => {
  expect(codes({})).toEqual([])
  expect(codes({ registers: [{ id: 'body', answers: ['A03'] }] })).toEqual(['catalogue-row'])
  expect(codes({ answers: 'report:nothing: [A01]' })).toEqual(['catalogue-thing'])
  expect(codes({ answers: 'report:dossier: [Z99]' })).toEqual(['catalogue-row'])
  expect(codes({ answers: 'report:dossier: A01' })).toEqual(['catalogue-shape'])
})

test('the lines tell the open rows, the answered ones with what answers them, and things that name none', () => {
  const lines = catalogueLines(must(makeCatalogue({ ...SMALL, answers: 'report:dossier: [A01]' })))
  expect(lines[0]).toBe('要求 2 行：已有回应 1 行，还没有 1 行')
  expect(lines).toContain('  A01  名录  ←  register:body、report:dossier')
  expect(lines).toContain('  procedure:problem_case')
})
