/** What is wrong, doubled or unclear in the five documents, and what the product makes of it. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { openSlots, policyInForce } from '#core/kernel/in-force.ts'
import type { PolicyDocument } from '#core/kernel/policy.ts'
import { registers } from '#core/reporting/registers.ts'
import { knownParts } from '#server/supervision/policy-known.ts'
import { loadPolicies } from '#server/supervision/policy-loader.ts'
import { must } from './must.ts'

const { documents } = must(
  await loadPolicies(
    path.resolve(import.meta.dirname, '../policy'),
    knownParts(registers.map((one) => one.id)),
  ),
)
const find = (id: string): PolicyDocument => documents.find((one) => one.id === id)!
const clause = (id: string, name: string) => find(id).clauses.find((one) => one.id === name)!

it('trap 1: the demonstration cooperatives stated and their sum are both kept, and the gap is told', () => {
  expect(clause('shuocheng-2021', '一(三)').question).toMatch(/123家.*97家.*相差26家/)
})

it('trap 5: a text that repeats itself has each clause once; the star without a note is a question', () => {
  const ids = find('ningbo-2023').clauses.map((one) => one.id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toHaveLength(19)
  expect(clause('ningbo-2023', '一(三)').question).toContain('星号')
})

it('trap 7: whose dividends count is asked, not guessed in silence', () => {
  expect(clause('heshui-2023', '三·第二阶段1').question).toMatch(/二〇二二年.*不清楚/)
})

/** Traps 3 and 8 as they work stand in server/supervision/clash.test.ts; here what the documents say. */
it('trap 8: the benchmark rate of loans that is no more is a clash without a floor, with three rates to choose from', () => {
  expect(clause('heshui-2023', '三·第三阶段3').question).toMatch(/取代.*确认/)
  const one = find('heshui-2023').clashes.find((each) => each.id.endsWith('benchmark-rate'))
  expect(one?.floor).toBeNull()
  expect(one?.options.every((option) => option.sets?.parameter === 'trusteeship_rate_basis')).toBe(true)
  expect(find('heshui-2023').parameters.find((each) => each.id === 'trusteeship_rate_basis')?.confirmed).toBe(
    false,
  )
})

it('trap 12: a model document with open slots binds nowhere until each of them is filled', () => {
  const model = find('party-led-2022')
  const filled = { issuer: '虚构县委', number: '虚委发〔2026〕1号', villages: '62', towns: '虚构镇' }
  const adoption = { document: model.id, area: '990101', number: null, from: '2026-01-01', to: null }
  const inForce = (slots: Record<string, string>, area = '990101') =>
    policyInForce(
      { documents, adoptions: [{ ...adoption, slots }], overrides: [] },
      { area, day: '2026-11-26' },
    ).documents.some((one) => one.document.id === model.id)
  expect(inForce(filled)).toBe(true)
  expect(inForce(filled, '620422')).toBe(false)
  for (const slot of model.slots) {
    expect(inForce({ ...filled, [slot.id]: '' })).toBe(false)
    expect(inForce({ ...filled, [slot.id]: 'xx' })).toBe(false)
  }
  expect(openSlots(model, { ...filled, villages: '0' }).map((one) => one.id)).toEqual(['villages'])
  expect(openSlots(model, { ...filled, villages: '1' })).toEqual([])
})

it('trap 13: a number that the web page had lost is told beside its cleaned reading', () => {
  const { number, note } = find('shuocheng-2021')
  expect(number).toBe('朔区政办发〔2021〕11号')
  expect(note).toContain('〔202111')
})

const stages = (id: string) =>
  parse(readFileSync(path.resolve(import.meta.dirname, '../policy/plans', id, 'stages.yaml'), 'utf8')) as {
    id: string
    from: string
    to: string
  }[]

it('trap 6: stages may overlap, and both their days count', () => {
  const [, second, third, fourth] = stages('heshui-2023')
  expect(second!.from).toBe(third!.from)
  expect(second!.to < third!.to).toBe(true)
  expect(fourth!.from).toBe(third!.to)
  expect(find('heshui-2023').term).toEqual({ from: '2023-03-15', to: fourth!.to })
})

it('trap 10: a stage may begin before the term', () => {
  expect(stages('nanchuan-2021')[0]!.from < find('nanchuan-2021').term!.from).toBe(true)
})
