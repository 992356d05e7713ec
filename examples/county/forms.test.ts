import { expect, test } from 'vitest'
import { cellText, EMPTY, type Sheet } from '#core/kernel/cell.ts'
import { headingOf } from '#core/kernel/heading.ts'
import { parseRow } from '#core/kernel/rows.ts'
import { readSheet } from '#core/kernel/sheet.ts'
import { registers } from '#core/reporting/registers.ts'
import { exampleBodies } from './bodies.ts'
import { EXAMPLE } from './days.ts'
import { recordsOf } from './example-body.ts'
import { withMischief } from './form-mischief.ts'
import { fillForm, withEdits } from './forms.ts'
import { text } from './written.ts'

const bodies = exampleBodies(EXAMPLE)
const askable = registers.filter((one) => one.askable)
const asked = bodies.filter((one) => one.kind === '农民专业合作社' && one.story === null).slice(0, 12)

/** A form as it is handed out: hidden key, name, and the columns of one register, all open. */
function formOf(register: (typeof askable)[number]): Sheet {
  const headings = ['行标识', '合作社名称', ...Object.values(register.fields).map(headingOf)]
  const rows = asked.map((one) => [
    text(`row-${one.no}`),
    text(one.name),
    ...headings.slice(2).map(() => EMPTY),
  ])
  return {
    name: register.label,
    hidden: false,
    rows: [[text('填报表')], headings.map((one) => text(one)), ...rows],
  }
}

test('a filled form holds what is true, whatever the clerk’s way of writing it', () => {
  for (const register of askable) {
    const form = formOf(register)
    const edits = fillForm([form], { bodies, registers: askable, seed: 5 })
    const [filled] = withEdits([form], edits)
    const reading = readSheet(filled!, [register])
    if (!reading.ok) throw new Error(register.id)
    for (const row of reading.value.rows.map((one) => parseRow(reading.value, one))) {
      const body = asked.find((one) => one.name === row.subject.name)!
      const told = Object.entries(row.values).filter(([, value]) => value !== null && value !== undefined)
      const truth = recordsOf(body, register.id)
      const holds = truth.some((record) => told.every(([key, value]) => record[key] === value))
      expect([register.id, body.name, told.length === 0 || holds]).toEqual([register.id, body.name, true])
    }
  }
})

test('cells that hold something are left alone, and some stay empty where the clerk does not know', () => {
  const form = formOf(askable[0]!)
  const all = fillForm([form], { bodies, registers: askable, seed: 5 })
  const again = fillForm(withEdits([form], all), { bodies, registers: askable, seed: 5 })
  expect(again).toEqual([])
  const some = fillForm([form], { bodies, registers: askable, seed: 5, leave: 30 })
  expect(some.length).toBeLessThan(all.length)
  expect(some.length).toBeGreaterThan(0)
})

test('mischief changes what it says and nothing else', () => {
  const form = formOf(askable[0]!)
  const rows = { first: 2, last: form.rows.length - 1, name: 1 }
  const names = (sheet: Sheet): string[] => sheet.rows.slice(2).map((row) => cellText(row[1]))
  const before = names(form)
  expect(names(withMischief(form, 'reorder', rows)).toSorted()).toEqual(before.toSorted())
  expect(names(withMischief(form, 'reorder', rows))).not.toEqual(before)
  expect(names(withMischief(form, 'delete', rows))).toEqual(before.slice(0, -1))
  expect(names(withMischief(form, 'add', rows))).toHaveLength(before.length + 1)
  expect(names(withMischief(form, 'alter', rows))[0]).toBe(`${before[0]}（新）`)
  const turned = withMischief(form, 'columns', rows)
  expect(cellText(turned.rows[1]?.at(-2))).toBe('合作社名称')
  expect(cellText(turned.rows[2]?.at(-2))).toBe(before[0])
})
