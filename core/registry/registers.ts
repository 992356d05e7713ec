import type { Register } from '../kernel/register.ts'
import { boardRegisters } from './board.ts'
import { body } from './body.ts'
import { grantRegisters } from './grant.ts'
import { bodyLink, bodyTag, certificate, document, guarantee, mutualCredit, officer } from './papers.ts'
import { annualReport, dividendSummary, fiveHaves, memberSummary, operatingStatus, survey } from './sheets.ts'

/** The registers of this module in the order of the dossier. The whole list stands where modules meet: core/reporting/registers.ts. */
export const registryRegisters: readonly Register[] = [
  body,
  officer,
  memberSummary,
  operatingStatus,
  annualReport,
  survey,
  fiveHaves,
  dividendSummary,
  bodyTag,
  bodyLink,
  document,
  certificate,
  mutualCredit,
  guarantee,
  ...boardRegisters,
  ...grantRegisters,
]
