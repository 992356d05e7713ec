/** A wrong current password at the change of a password counts like one at the door: an open session is no place to guess. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PASSWORD, signIn, testApp, type Person, type TestApp } from '../../tests/app.ts'

const NEXT = 'Mai@2026xiang'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

interface Refused {
  problems: { code: string }[]
}

/** Asks for a new password and tells the first problem, or `done`. */
async function change(person: Person, current: string, next = NEXT): Promise<string> {
  const { status, body } = await person.post<Refused>('/api/session/password', { current, next })
  return status === 200 ? 'done' : (body.problems[0]?.code ?? String(status))
}

const wait = (minutes: number) => app.setNow(new Date(app.services.clock.now().getTime() + minutes * 60_000))

test('four wrong current passwords leave the account open, and the right one then changes it', async () => {
  const person = await signIn(app, 'zhen1')
  for (let n = 0; n < 4; n += 1) expect(await change(person, 'falsch')).toBe('password-current-wrong')
  expect(await change(person, PASSWORD)).toBe('done')
  await signIn(app, 'zhen1', NEXT)
})

test('the fifth wrong current password locks the change and the door, even for the right one, until the time is over', async () => {
  const person = await signIn(app, 'zhen2')
  for (let n = 0; n < 5; n += 1) expect(await change(person, 'falsch')).toBe('password-current-wrong')
  expect(await change(person, PASSWORD)).toBe('sign-in-locked')
  await expect(signIn(app, 'zhen2')).rejects.toThrow('sign-in-locked')
  wait(29)
  expect(await change(person, PASSWORD)).toBe('sign-in-locked')
  wait(1)
  expect(await change(await signIn(app, 'zhen2'), PASSWORD)).toBe('done')
})

test('wrong ones at the door and wrong current ones are counted together, and the limit that is set holds', async () => {
  const security = await signIn(app, 'anquan')
  const changes = [{ name: 'attemptsMax', value: 3 }]
  await security.post('/api/security-settings', { changes, ground: '等保测评整改意见' })
  const person = await signIn(app, 'cun')
  for (let n = 0; n < 2; n += 1) await expect(signIn(app, 'cun', 'falsch')).rejects.toThrow('sign-in-wrong')
  const third = await person.post('/api/session/password', { current: 'falsch', next: NEXT })
  expect(third.says).toContain('连续错 3 次将锁定 30 分钟')
  await expect(signIn(app, 'cun')).rejects.toThrow('sign-in-locked')
})

test('a new password that breaks the rules does not count while the current one is right', async () => {
  const person = await signIn(app, 'lingdao')
  for (let n = 0; n < 6; n += 1) expect(await change(person, PASSWORD, 'kurz')).toBe('password-short')
  expect(await change(person, PASSWORD)).toBe('done')
})

test('the log of sign-ins keeps every wrong one with its address, and nothing that was typed', async () => {
  const { rows } = await app.database.owner.query<{ address: string; whole: string }>(
    `select address, row_to_json(l)::text as whole from sign_in_log l
     where username = 'zhen2' and outcome = 'wrong'`,
  )
  expect(rows).toHaveLength(5)
  for (const row of rows) {
    expect(row.address).toBe('127.0.0.1')
    expect(row.whole).not.toContain('falsch')
  }
})

test('one address asks 30 times a minute and not once more', async () => {
  const ask = async () =>
    (
      await app.server.inject({
        method: 'POST',
        url: '/api/session/password',
        payload: { current: 'falsch', next: NEXT },
        remoteAddress: '10.1.1.1',
      })
    ).statusCode
  const answers: number[] = []
  for (let n = 0; n < 31; n += 1) answers.push(await ask())
  expect(answers).toEqual([...Array.from({ length: 30 }, () => 401), 429])
})
