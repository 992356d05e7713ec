import { expect, it } from 'vitest'
import { f } from '#core/kernel/field.ts'
import { register } from '#core/kernel/register.ts'
import { changedFields, readTyped } from './typed.ts'

const ledger = register('ledger', {
  label: '台账',
  fields: {
    name: f.text('名称', { max: 10 }),
    amount: f.money('金额', { optional: true }),
    people: f.count('人数', { optional: true, unit: '名' }),
    idNumber: f.secret('身份证号', 'idNumber', { optional: true }),
  },
})

it('asks for a required field that is empty, at its field', () => {
  expect(readTyped(ledger, {}).problems).toEqual([
    { code: 'field-required', severity: 'refused', says: '请填写“名称”', place: { field: 'name' } },
  ])
})

it('reads an amount as people type it', () => {
  expect(readTyped(ledger, { name: '甲', amount: '3万元' }).values).toEqual({
    name: '甲',
    amount: '30000.00',
  })
  expect(readTyped(ledger, { name: '甲', amount: '1,200.5' }).values['amount']).toBe('1200.50')
})

it('refuses an amount that is none and says so at its field', () => {
  const read = readTyped(ledger, { name: '甲', amount: '很多' })
  expect(read.problems[0]).toMatchObject({ severity: 'refused', place: { field: 'amount' } })
})

it('sends only what differs from before, so that a masked number stays as it is', () => {
  const before = { name: '甲', idNumber: '990***********001X', people: 5 }
  expect(readTyped(ledger, { ...before, people: '6' }, before).values).toEqual({ people: 6 })
})

it('sends null where a value was taken away', () => {
  expect(readTyped(ledger, { name: '甲', people: null }, { name: '甲', people: 5 }).values).toEqual({
    people: null,
  })
})

it('names the fields that were touched', () => {
  expect(changedFields({ name: '乙', amount: null }, { name: '甲' })).toEqual(['name'])
})
