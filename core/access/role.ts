/** The roles of the road (N01). What a role may do with a register stands in the register; the rest stands here. */
export const ROLES = {
  county: '县级经办',
  township: '乡镇经办',
  village: '村级文书',
  chair: '理事长',
  accountant: '财务会计',
  counsellor: '辅导员',
  leader: '分管领导',
  auditor: '审计人员',
  admin: '系统管理员',
  security: '安全管理员',
  auditAdmin: '审计管理员',
} as const

export type Role = keyof typeof ROLES

/** What a person may see: the whole deployment, an area with all below it, or single bodies. */
export type Scope =
  | { kind: 'national' }
  | { kind: 'area'; area: string }
  | { kind: 'bodies'; bodies: readonly string[] }

/** Things that are not a record of a register, and who may do them. */
export const PERMISSIONS = {
  import: ['county', 'township', 'village', 'chair', 'accountant'],
  handOut: ['county', 'township'],
  check: ['county', 'township', 'counsellor', 'auditor', 'leader'],
  answerAddress: ['county', 'township'],
  mergeBodies: ['county', 'township'],
  handOver: ['county', 'township', 'village', 'counsellor'],
  nameSubstitute: [
    'county',
    'township',
    'village',
    'chair',
    'accountant',
    'counsellor',
    'leader',
    'security',
  ],
  acceptDossier: ['township', 'county'],
  reveal: ['county', 'township', 'chair', 'accountant'],
  manageUsers: ['security'],
  setSecurity: ['security'],
  readSignIns: ['security', 'auditAdmin'],
  readRefused: ['auditAdmin'],
  manageAreas: ['admin'],
  keepCalendar: ['admin', 'county'],
  keepUnits: ['county'],
  keepAreas: ['county'],
  confirmParameter: ['county'],
  setDisclosure: ['county', 'township'],
  divideTargets: ['county', 'township'],
  setTargets: ['county'],
  keepBooks: ['chair', 'accountant'],
  readBooks: ['county', 'township', 'chair', 'accountant', 'auditor', 'leader'],
  keepShares: ['chair', 'accountant', 'township', 'county'],
  readShares: ['county', 'township', 'village', 'chair', 'accountant', 'counsellor', 'auditor', 'leader'],
  keepTrades: ['chair', 'accountant', 'township', 'county'],
  readTrades: ['county', 'township', 'village', 'chair', 'accountant', 'counsellor', 'auditor', 'leader'],
  issueCodes: ['chair', 'accountant', 'village', 'township', 'county'],
  actForHousehold: ['village', 'township'],
  answerHousehold: ['chair', 'accountant'],
  readAudit: ['auditAdmin', 'auditor'],
  verifyAudit: ['auditAdmin'],
  holdTokens: ['county', 'township', 'accountant', 'auditor', 'admin', 'security', 'auditAdmin'],
  manageTokens: ['security'],
  operate: ['admin'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof PERMISSIONS

/** Whether a role carries a permission. */
export function may(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role)
}

/**
 * The three who run the deployment and see no data of the county (等保 2.0: 系统管理、安全管理、审计管理). The system
 * administrator minds areas and operation, the security administrator accounts, the audit administrator the trail.
 */
export const ADMINISTRATORS: readonly Role[] = ['admin', 'security', 'auditAdmin']

/** Roles that read and never write: their transactions are refused by the database itself. */
export const READ_ONLY: readonly Role[] = ['auditor', 'leader', 'auditAdmin']

/** Whether a token of this role may write: never for who only reads, nor for the three administrators. */
export function mayHoldWritingToken(role: Role): boolean {
  return !READ_ONLY.includes(role) && role !== 'admin' && role !== 'security'
}
