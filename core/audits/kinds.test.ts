import { expect, test } from 'vitest'
import { AUDIT_KINDS, auditClause, type AuditKind } from './kinds.ts'

const kinds = Object.keys(AUDIT_KINDS) as AuditKind[]

test('where no plan binds the cooperative an audit stands on the law, whatever its kind', () => {
  expect(new Set(kinds.map((kind) => auditClause(kind, false)))).toEqual(new Set(['cooperative-law#第45条']))
})

test('the plan for party-led cooperatives asks for every audit but the own one of the supervisors', () => {
  const other = kinds.filter((kind) => !auditClause(kind, true).startsWith('party-led-2022#'))
  expect(other).toEqual(['internal'])
})
