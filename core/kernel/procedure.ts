import { done, failed, type Outcome } from '../values/outcome.ts'
import { refused, type Problem } from '../values/problem.ts'

/** What a person has to give with an action. */
export const NEEDS = ['note', 'owner', 'unit', 'dueOn', 'measures', 'files'] as const
export type Need = (typeof NEEDS)[number]

export interface State {
  label: string
  /** Nothing follows. */
  final?: boolean
}

export interface Action {
  label: string
  /** What pressing the button does, in one sentence; said before it is pressed. */
  happens?: string
  from: readonly string[]
  to: string
  roles: readonly string[]
  needs: readonly Need[]
  /** Where it sets a deadline: so many working days after it are proposed; whoever acts may set another day. */
  dueInWorkingDays?: number
  /** The deadline is of another matter than the one that the item had, which is then not offered again. */
  freshDue?: boolean
  /** May not be done by the person who last did this other action: four eyes. */
  notByWhoDid?: string
  /** Conditions of the world that have to hold, by name, each with what is said where it does not. */
  conditions?: Readonly<Record<string, string>>
  /** May be taken on paper: signed and sealed, photographed, recorded by somebody other than the signer. */
  onPaper?: boolean
}

/** The life of a record: states, who may move it, on what condition, with which papers. Actions are appended, state is the fold. */
export interface Procedure {
  id: string
  label: string
  answers: readonly string[]
  initial: string
  states: Readonly<Record<string, State>>
  actions: Readonly<Record<string, Action>>
}

/** Declares a procedure. */
export function procedure(id: string, declared: Omit<Procedure, 'id'>): Procedure {
  return { id, ...declared }
}

/** One action of the log. */
export interface Done {
  action: string
  by: string
  /** Set where somebody stood in: in whose place. */
  inPlaceOf?: string | null
  /** Set where it was signed on paper: who signed. */
  signer?: string | null
}

/** The state after all actions, in order; an action that does not fit stops the fold (the log is damaged). */
export function stateAfter(of: Procedure, log: readonly Pick<Done, 'action'>[]): string {
  return log.reduce((state, { action }) => {
    const step = of.actions[action]
    if (!step?.from.includes(state)) throw new Error(`${of.id}: ${action} does not follow ${state}`)
    return step.to
  }, of.initial)
}

export interface Try {
  action: string
  log: readonly Done[]
  actor: { username: string; role: string; inPlaceOf?: string | null }
  given: Readonly<Partial<Record<Need, unknown>>>
  /** Names of the conditions that hold. */
  holds: readonly string[]
  paper?: { signer: string } | null
}

/** The state that the action leads to, or everything that stands against it. */
export function tryAction(of: Procedure, attempt: Try): Outcome<string> {
  const step = of.actions[attempt.action]
  if (!step) return failed(refused('action-unknown', `${of.label}没有“${attempt.action}”这一步`))
  const problems = [
    ...standAgainst(of, step, attempt),
    ...missing(step, attempt),
    ...paperFaults(step, attempt),
  ]
  const [first, ...rest] = problems
  return first ? failed(first, ...rest) : done(step.to)
}

/** The actions that the state allows, each with why this person may not take it, if so. */
export function offeredActions(
  of: Procedure,
  seen: Omit<Try, 'action' | 'given' | 'paper'>,
): {
  action: string
  label: string
  needs: readonly Need[]
  dueInWorkingDays: number | null
  refusedBecause: string | null
}[] {
  const state = stateAfter(of, seen.log)
  return Object.entries(of.actions)
    .filter(([, step]) => step.from.includes(state))
    .map(([action, step]) => {
      const against = standAgainst(of, step, { ...seen, action, given: {} })
      return {
        action,
        label: step.label,
        needs: step.needs,
        dueInWorkingDays: step.dueInWorkingDays ?? null,
        refusedBecause: against[0]?.says ?? null,
      }
    })
}

function standAgainst(of: Procedure, step: Action, attempt: Try): Problem[] {
  const state = stateAfter(of, attempt.log)
  const problems: Problem[] = []
  if (!step.from.includes(state))
    problems.push(refused('action-not-now', `现在是“${of.states[state]?.label}”，不能“${step.label}”`))
  if (!step.roles.includes(attempt.actor.role))
    problems.push(refused('action-not-yours', `“${step.label}”不由您的岗位办理`))
  // What nobody may do yet comes before who may not do it: a signature on paper does not help there.
  for (const [name, says] of Object.entries(step.conditions ?? {}))
    if (!attempt.holds.includes(name)) problems.push(refused(`condition-${name}`, says))
  const other = step.notByWhoDid && attempt.log.findLast((one) => one.action === step.notByWhoDid)
  if (other && responsible(attempt).some((one) => answeredFor(other).includes(one)))
    problems.push(
      refused(
        'action-four-eyes',
        `“${step.label}”须由另一人办理，不能由“${of.actions[other.action]?.label}”的同一人办理`,
      ),
    )
  return problems
}

/**
 * Who answers for the act: the signer where it was signed on paper, else whoever is signed in and, where he stands in for
 * a colleague, the colleague too: neither may confirm in the other's name what he did in his own.
 */
function responsible({ paper, actor }: Try): string[] {
  return paper ? [paper.signer] : [actor.username, actor.inPlaceOf].filter(isName)
}

function answeredFor({ signer, by, inPlaceOf }: Done): string[] {
  return isName(signer) ? [signer] : [by, inPlaceOf].filter(isName)
}

const isName = (one: string | null | undefined): one is string => one !== null && one !== undefined

const NEED_SAYS: Record<Need, string> = {
  note: '请填写说明',
  owner: '请指定责任人',
  unit: '请指定牵头单位',
  dueOn: '请填写完成期限',
  measures: '请至少填写一条整改措施',
  files: '请上传佐证材料',
}

function missing(step: Action, attempt: Try): Problem[] {
  return step.needs
    .filter((need) => isEmpty(attempt.given[need]))
    .map((need) => refused(`missing-${need}`, NEED_SAYS[need], { field: need }))
}

function isEmpty(given: unknown): boolean {
  return given === undefined || given === null || given === '' || (Array.isArray(given) && given.length === 0)
}

function paperFaults(step: Action, attempt: Try): Problem[] {
  if (!attempt.paper) return []
  const problems: Problem[] = []
  if (!step.onPaper) problems.push(refused('paper-not-allowed', `“${step.label}”不能用纸质签批`))
  if (attempt.paper.signer.trim() === attempt.actor.username)
    problems.push(refused('paper-recorder-is-signer', '代录人不能就是签批人；本人签批请直接在系统中办理'))
  if (isEmpty(attempt.given.files))
    problems.push(refused('paper-photo-missing', '请上传签字盖章的纸质单照片', { field: 'files' }))
  return problems
}

/** What is wrong with a declaration: a target that does not exist, a state nobody reaches, a state without a way out. */
export function faultsOf(of: Procedure): string[] {
  const faults: string[] = []
  const actions = Object.entries(of.actions)
  for (const [name, step] of actions) {
    for (const state of [...step.from, step.to])
      if (!of.states[state]) faults.push(`${name} names the state ${state}, which is not declared`)
    if (step.dueInWorkingDays !== undefined && !step.needs.includes('dueOn'))
      faults.push(`${name} proposes a deadline and does not ask for one`)
    if (step.notByWhoDid && !of.actions[step.notByWhoDid])
      faults.push(`${name} names the action ${step.notByWhoDid}, which is not declared`)
  }
  const reached = new Set([of.initial])
  for (let size = 0; size !== reached.size;) {
    size = reached.size
    for (const [, step] of actions) if (step.from.some((state) => reached.has(state))) reached.add(step.to)
  }
  for (const [state, { final }] of Object.entries(of.states)) {
    const exits = actions.some(([, step]) => step.from.includes(state) && step.to !== state)
    if (!reached.has(state)) faults.push(`the state ${state} is never reached`)
    if (!final && !exits) faults.push(`the state ${state} has no way out`)
    if (final && exits) faults.push(`the state ${state} is final and has a way out`)
  }
  return faults
}

/** The drawing of a procedure for the documentation (Mermaid). */
export function drawing(of: Procedure): string {
  const steps = Object.values(of.actions).flatMap((step) =>
    step.from.map((from) => `  ${from} --> ${step.to}: ${step.label}`),
  )
  const names = Object.entries(of.states).map(([id, state]) => `  state "${state.label}" as ${id}`)
  return ['stateDiagram-v2', `  [*] --> ${of.initial}`, ...names, ...steps].join('\n')
}
