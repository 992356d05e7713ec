/** Which kinds of things wait for which role. */
import type { Kind } from './inbox-store.ts'

/** What of the inbox a role gets. */
export interface Person {
  waiting: readonly Kind[]
  sent: readonly Kind[]
  handouts: boolean
  /** Minds parameters and the calendar. */
  settings: boolean
}

export const NOTHING: Person = { waiting: [], sent: [], handouts: false, settings: false }

const KEEPS_BOOKS: Person = {
  ...NOTHING,
  waiting: [
    'joiningRequests',
    'vouchersOpen',
    'tradesUnconfirmed',
    'meetingMissing',
    'householdsAsk',
    'casesAssigned',
    'missingItems',
  ],
  sent: ['reportedByMe'],
}

/** By role; who has no task is not here. */
export const PEOPLE: Readonly<Record<string, Person>> = {
  county: {
    waiting: ['questions', 'imports', 'casesProposed', 'casesReported', 'casesLate', 'unknown'],
    sent: ['assignedByMe', 'assignedAndReported', 'returnedByMe'],
    handouts: true,
    settings: true,
  },
  township: {
    waiting: [
      'questions',
      'ownImports',
      'casesProposed',
      'casesMine',
      'casesInArea',
      'casesReported',
      'notAccepted',
    ],
    sent: ['reportedByMe', 'assignedByMe', 'returnedByMe'],
    handouts: true,
    settings: false,
  },
  village: { ...NOTHING, waiting: ['casesMine', 'ownImports'], sent: ['reportedByMe'] },
  chair: KEEPS_BOOKS,
  accountant: KEEPS_BOOKS,
  counsellor: { ...NOTHING, waiting: ['casesMine', 'unchecked'], sent: ['reportedByMe'] },
  admin: { ...NOTHING, settings: true },
}
