import { expect, test } from 'vitest'
import {
  may,
  mayHoldWritingToken,
  PERMISSIONS,
  READ_ONLY,
  ROLES,
  type Permission,
  type Role,
} from './role.ts'

test('an auditor reads the audit trail and may neither import nor hand out', () => {
  expect(may('auditor', 'readAudit')).toBe(true)
  expect(may('auditor', 'import')).toBe(false)
  expect(may('auditor', 'handOut')).toBe(false)
})

test('roles that only read hold no permission that changes anything', () => {
  const reading: Permission[] = [
    'readBooks',
    'readShares',
    'readTrades',
    'check',
    'readAudit',
    'verifyAudit',
    // Who signed in: a list that nobody can change.
    'readSignIns',
    'readRefused',
    'holdTokens',
    // One's own post for some days: it changes nothing that the county keeps.
    'nameSubstitute',
  ]
  for (const role of READ_ONLY)
    for (const permission of Object.keys(PERMISSIONS) as Permission[])
      if (!reading.includes(permission)) expect(may(role, permission), `${role} ${permission}`).toBe(false)
})

test('every permission names roles that exist', () => {
  for (const roles of Object.values(PERMISSIONS)) for (const role of roles) expect(ROLES).toHaveProperty(role)
})

test('a token writes only for roles that write in the registers themselves', () => {
  const writing = Object.keys(ROLES).filter((role) => mayHoldWritingToken(role as Role))
  expect(writing).toEqual(['county', 'township', 'village', 'chair', 'accountant', 'counsellor'])
})
