import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dossierAcceptance } from '../registry/dossier-acceptance.ts'
import { itemProcedures } from '../reporting/procedures.ts'
import { problemCase } from '../supervision/problem-case.ts'
import {
  drawing,
  faultsOf,
  offeredActions,
  procedure,
  stateAfter,
  tryAction,
  type Done,
  type Try,
} from './procedure.ts'

const zhen = { username: 'zhen1', role: 'township' }
const reported: Done[] = [
  { action: 'assign', by: 'xian' },
  { action: 'report', by: 'zhen1' },
]
const codes = (attempt: Partial<Try>): string[] => {
  const tried = tryAction(problemCase, {
    action: 'signOff',
    log: reported,
    actor: zhen,
    given: { note: '已改' },
    holds: ['mended'],
    ...attempt,
  })
  return tried.ok ? [tried.value] : tried.problems.map((one) => one.code)
}

test('every declared procedure is whole: targets exist, states are reached, only final states end', () => {
  for (const each of [problemCase, dossierAcceptance, ...itemProcedures])
    expect(faultsOf(each), each.id).toEqual([])
})

test('faults of a declaration are all told', () => {
  const broken = procedure('broken', {
    label: '',
    answers: [],
    initial: 'a',
    states: { a: { label: '甲' }, b: { label: '乙' }, c: { label: '丙', final: true } },
    actions: { go: { label: '走', from: ['a'], to: 'd', roles: [], needs: [], notByWhoDid: 'nothing' } },
  })
  expect(faultsOf(broken)).toHaveLength(5)
})

test('the state is the fold of the actions', () => {
  expect(stateAfter(problemCase, [])).toBe('proposed')
  expect(stateAfter(problemCase, reported)).toBe('reported')
  expect(() => stateAfter(problemCase, [{ action: 'signOff' }])).toThrow(/does not follow/)
})

test('who stands in for a colleague answers for both: neither confirms in the other’s name what was done in his own', () => {
  const by = (username: string, inPlaceOf: string | null = null) => ({
    username,
    role: 'township',
    inPlaceOf,
  })
  const log = (one: string, inPlaceOf: string | null = null): Done[] => [
    { action: 'assign', by: 'xian' },
    { action: 'report', by: one, inPlaceOf },
  ]
  expect(codes({ log: log('daiban'), actor: by('daiban', 'ligang') })).toEqual(['action-four-eyes'])
  expect(codes({ log: log('daiban', 'ligang'), actor: by('daiban') })).toEqual(['action-four-eyes'])
  expect(codes({ log: log('ligang'), actor: by('daiban', 'ligang') })).toEqual(['action-four-eyes'])
  expect(codes({ log: log('daiban', 'ligang'), actor: by('ligang') })).toEqual(['action-four-eyes'])
  expect(codes({ log: log('daiban', 'ligang'), actor: by('zhen2') })).toEqual(['closed'])
  expect(codes({ log: log('zhen2'), actor: by('daiban', 'ligang') })).toEqual(['closed'])
})

test('whoever reported may not sign off; another person may', () => {
  expect(codes({})).toEqual(['action-four-eyes'])
  expect(codes({ actor: { username: 'zhen2', role: 'township' } })).toEqual(['closed'])
})

test('a case does not close while the check still finds the problem', () => {
  expect(codes({ actor: { username: 'xian', role: 'county' }, holds: [] })).toEqual(['condition-mended'])
})

test('all that stands against an action is told at once', () => {
  expect(codes({ actor: { username: 'zhen1', role: 'auditor' }, holds: [], given: {} })).toEqual([
    'action-not-yours',
    'condition-mended',
    'action-four-eyes',
    'missing-note',
  ])
})

test('a paper sign-off wants a photograph, and its recorder may not be its signer', () => {
  const by = {
    actor: { username: 'zhen1', role: 'township' },
    log: [reported[0]!, { action: 'report', by: 'chair1' }],
  }
  expect(codes({ ...by, paper: { signer: '王主任' } })).toEqual(['paper-photo-missing'])
  expect(codes({ ...by, paper: { signer: '王主任' }, given: { note: '已改', files: ['f'] } })).toEqual([
    'closed',
  ])
  expect(codes({ ...by, paper: { signer: 'zhen1' }, given: { note: '已改', files: ['f'] } })).toEqual([
    'paper-recorder-is-signer',
  ])
})

test('four eyes count the signer on paper, not who recorded it', () => {
  const log: Done[] = [reported[0]!, { action: 'report', by: 'zhen2', signer: 'zhen1' }]
  expect(codes({ log })).toEqual(['action-four-eyes'])
})

test('offered actions carry the reason why this person may not take them', () => {
  const offered = offeredActions(problemCase, { log: reported, actor: zhen, holds: ['mended'] })
  expect(offered.map((one) => one.action)).toEqual(['sendBack', 'signOff'])
  expect(offered[0]?.refusedBecause).toBeNull()
  expect(offered[1]?.refusedBecause).toContain('另一人')
  // What nobody may do yet is told first: another person could not do it either.
  const [, early] = offeredActions(problemCase, { log: reported, actor: zhen, holds: [] })
  expect(early?.refusedBecause).toContain('复查还没有通过')
})

test('no walk through the allowed actions ever leaves the declared states', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 30 }), (choices) => {
      const log: Done[] = []
      for (const choice of choices) {
        const state = stateAfter(problemCase, log)
        const steps = Object.entries(problemCase.actions).filter(([, step]) => step.from.includes(state))
        if (steps.length === 0) break
        log.push({ action: steps[choice % steps.length]![0], by: 'x' })
      }
      expect(problemCase.states).toHaveProperty(stateAfter(problemCase, log))
    }),
  )
})

test('a procedure draws itself', () => {
  expect(drawing(dossierAcceptance)).toContain('open --> accepted: 接收备案')
})

test('a step that proposes a deadline offers its working days, and has to ask for the deadline', () => {
  const offered = offeredActions(problemCase, {
    log: [],
    actor: { username: 'xian', role: 'county' },
    holds: [],
  })
  expect(offered.find((one) => one.action === 'assign')?.dueInWorkingDays).toBe(20)
  expect(offered.find((one) => one.action === 'dismiss')?.dueInWorkingDays).toBeNull()
  const assign = problemCase.actions['assign']!
  const blind = { ...problemCase, actions: { ...problemCase.actions, assign: { ...assign, needs: [] } } }
  expect(faultsOf(blind)).toContain('assign proposes a deadline and does not ask for one')
})
