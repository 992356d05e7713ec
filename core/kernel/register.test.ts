import { expect, test } from 'vitest'
import { registers } from '../reporting/registers.ts'
import { f } from './field.ts'
import { register } from './register.ts'

test('what a declaration does not say takes the usual value', () => {
  const made = register('training_session', { label: '培训台账', fields: { heldOn: f.date('培训日期') } })
  expect(made).toMatchObject({
    id: 'training_session',
    belongsTo: 'body',
    key: [],
    dossier: '培训台账',
    expected: false,
  })
})

test('every register names fields that it has as its key and its effective day', () => {
  for (const one of registers) {
    for (const key of one.key) expect(one.fields, `${one.id}.${key}`).toHaveProperty(key)
    if (one.effective) expect(one.fields[one.effective]?.kind, one.id).toBe('date')
  }
})

test('no two registers share an id or an alias, and no field is called like a column of the kernel', () => {
  const names = registers.flatMap((one) => [one.id, ...one.alias])
  expect(new Set(names).size).toBe(names.length)
  const taken = ['home', 'id', 'body', 'area', 'version', 'ended', 'source', 'actor', 'door', 'reason']
  for (const one of registers)
    for (const key of Object.keys(one.fields)) expect(taken, `${one.id}.${key}`).not.toContain(key)
})
