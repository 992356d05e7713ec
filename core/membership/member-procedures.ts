import { memberChange, memberDeath, memberJoining, memberLeaving } from './member-cases.ts'
import { memberResettlement } from './resettlement-case.ts'

/** The procedures of members. */
export const memberProcedures = [memberJoining, memberLeaving, memberDeath, memberChange, memberResettlement]
