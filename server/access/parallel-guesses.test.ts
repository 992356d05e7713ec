/** Guesses that are sent at once are counted like those one after the other: no more are looked at than lock the account. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withScope } from '#server/database/connect.ts'
import { PASSWORD, testApp, type TestApp } from '../../tests/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

async function knock(username: string, password: string): Promise<string> {
  const answer = await app.server.inject({
    method: 'POST',
    url: '/api/session',
    payload: { username, password },
    remoteAddress: `10.0.0.${username.length}`,
  })
  return answer.statusCode === 200
    ? 'in'
    : (answer.json<{ problems: { code: string }[] }>().problems[0]?.code ?? '')
}

const tally = (answers: readonly string[]) =>
  Object.fromEntries(
    [...new Set(answers)].toSorted().map((one) => [one, answers.filter((two) => two === one).length]),
  )

test.each(['zhen1', 'niemand'])(
  'of twenty at once for %s five are looked at and fifteen find it locked',
  async (username) => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => knock(username, `Geraten-${n}`)))
    expect(tally(answers)).toEqual({ 'sign-in-locked': 15, 'sign-in-wrong': 5 })
    const scope = { user: 'system', role: 'system', national: 'on', door: 'test' }
    const { rows } = await withScope(app.database.db, scope, (trx) =>
      sql<{ outcome: string }>`select outcome from sign_in_log where username = ${username}`.execute(trx),
    )
    expect(tally(rows.map((one) => one.outcome))).toEqual({ locked: 15, wrong: 5 })
  },
)

test('three who sign in rightly at once all come in, and what was counted before is gone', async () => {
  for (let n = 0; n < 2; n += 1) expect(await knock('fudaoyuan', 'falsch')).toBe('sign-in-wrong')
  const answers = await Promise.all(Array.from({ length: 3 }, () => knock('fudaoyuan', PASSWORD)))
  expect(tally(answers)).toEqual({ in: 3 })
  for (let n = 0; n < 4; n += 1) expect(await knock('fudaoyuan', 'falsch')).toBe('sign-in-wrong')
  expect(await knock('fudaoyuan', PASSWORD)).toBe('in')
})
