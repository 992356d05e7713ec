import { expect, test } from 'vitest'
import { faultsOf, stateAfter, tryAction } from '../kernel/procedure.ts'
import { surplusPlan } from './surplus-plan.ts'

const log = (...actions: string[]) => actions.map((action) => ({ action, by: 'kuaiji' }))
const attempt = (action: string, done: string[], given = {}) =>
  tryAction(surplusPlan, {
    action,
    log: log(...done),
    actor: { username: 'kuaiji', role: 'accountant' },
    given,
    holds: [],
  })

test('a plan goes from its freezing over the meeting to the books, each step after the one before', () => {
  expect(faultsOf(surplusPlan)).toEqual([])
  expect(stateAfter(surplusPlan, log('layOpen', 'call', 'vote', 'post'))).toBe('posted')
  expect(attempt('post', ['layOpen', 'call'])).toMatchObject({ ok: false })
  expect(attempt('vote', ['layOpen', 'call'])).toMatchObject({ problems: [{ code: 'missing-files' }] })
  expect(attempt('vote', ['layOpen', 'call'], { files: ['f'] })).toMatchObject({ value: 'resolved' })
})

test('what the meeting approved is locked: it can only be posted', () => {
  expect(attempt('withdraw', ['layOpen', 'call', 'vote'], { note: '再想想' })).toMatchObject({ ok: false })
  expect(attempt('withdraw', ['layOpen'], { note: '再想想' })).toMatchObject({ value: 'withdrawn' })
})
