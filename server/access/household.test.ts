/** The households' door over the whole server: codes, PINs, locks, and that nothing tells one refusal from another. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { IssuedCode } from '#contract/membership/household-codes.ts'
import { checkPin } from '#core/access/household.ts'
import { catchUp } from '#server/daily.ts'
import { withScope } from '#server/database/connect.ts'
import { toldApart } from '../../tests/alike.ts'
import { signIn, testApp, type Person, type TestApp } from '../../tests/app.ts'
import { enterHousehold, householdPerson, knock, PIN, printCodes } from '../../tests/household-door.ts'

let app: TestApp
let clerk: Person
let body = ''
let codes: IssuedCode[] = []
beforeAll(async () => {
  app = await testApp()
  clerk = await signIn(app, 'kuaiji')
  const ledgers = await clerk.get<{ rows: { body: string }[] }>('/api/shares')
  body = ledgers.body.rows[0]!.body
  codes = await printCodes(clerk, { body })
})
afterAll(() => app.close())

const DAY = 24 * 60 * 60 * 1000
const again = (code: IssuedCode, pin: string) => knock(app, 'session', { code: code.code, pin })
const first = (code: IssuedCode, more: { number?: string; pin?: string } = {}) =>
  knock(app, 'first', { code: code.code, number: code.number, pin: PIN, ...more })
const reprint = async (code: IssuedCode) =>
  (await printCodes(clerk, { body, members: [code.member], replace: true }))[0]!
const states = async () => {
  const found = await clerk.get<{ rows: { member: string; state: string }[] }>(`/api/households/${body}`)
  return new Map(found.body.rows.map((one) => [one.member, one.state]))
}
const owner = async <T>(statement: string) => {
  const client = await app.database.owner.connect()
  try {
    return (await client.query(statement)).rows as T[]
  } finally {
    client.release()
  }
}

describe('The code of a slip', () => {
  test('is eight digits, different for each household, and read from the drawing of its link', () => {
    expect(codes.length).toBeGreaterThan(20)
    expect(new Set(codes.map((one) => one.code)).size).toBe(codes.length)
    expect(codes.every((one) => /^\d{4} \d{4}$/.test(one.code))).toBe(true)
    expect(codes[0]!.link).toMatch(/\/m\/#\d{8}\.\S+$/)
  })

  test('sets a PIN once: who comes second with it is refused, and the PIN opens ever after', async () => {
    const code = codes[0]!
    expect((await first(code)).status).toBe(200)
    expect(await first(code, { pin: '907153' })).toMatchObject({ status: 401, code: 'household-first-wrong' })
    expect((await again(code, PIN)).status).toBe(200)
    expect((await again(code, '907153')).status).toBe(401)
  })

  test('wants the number of the member beside it, with or without leading zeros', async () => {
    expect(await first(codes[1]!, { number: '9999' })).toMatchObject({
      status: 401,
      code: 'household-first-wrong',
    })
    expect((await first(codes[1]!, { number: `0${codes[1]!.number}` })).status).toBe(200)
  })

  test('holds for 30 days and not for 31', async () => {
    const [kept, late] = [codes[2]!, codes[3]!]
    await owner(`update household_access set code_ends_on = '2026-03-20' where member = '${kept.member}'`)
    await owner(`update household_access set code_ends_on = '2026-03-19' where member = '${late.member}'`)
    expect((await first(kept)).status).toBe(200)
    expect(await first(late)).toMatchObject({ status: 401, code: 'household-first-wrong' })
    const issued = await clerk.post<{ endsOn: string }>(`/api/households/${body}/codes`, {
      members: [late.member],
      replace: false,
    })
    expect(issued.body.endsOn).toBe('2026-04-19')
  })

  test('is kept when others are printed, unless it is to be replaced; the new one ends PIN and sessions', async () => {
    const code = codes[4]!
    const person = await enterHousehold(app, code)
    expect((await printCodes(clerk, { body, members: [code.member] })).length).toBe(0)
    expect((await person.get('/api/household/money')).status).toBe(200)
    const next = await reprint(code)
    expect((await person.get('/api/household/money')).status).toBe(401)
    expect((await again(code, PIN)).status).toBe(401)
    expect((await again(next, PIN)).status).toBe(401)
    expect((await first(next)).status).toBe(200)
  })

  test('and the PIN stand nowhere in clear, and no transaction of a person reads their digests', async () => {
    const trail = await withScope(
      app.database.db,
      { user: 'system', role: 'system', national: 'on' },
      (trx) =>
        sql<{
          says: string
        }>`select after::text as says from audit where subject = 'household_access'`.execute(trx),
    )
    const tables = ['household_secret', 'household_access', 'household_attempt', 'household_session']
    const kept = await Promise.all(tables.map((one) => owner(`select t::text as says from ${one} t`)))
    expect(trail.rows.length).toBeGreaterThan(20)
    const held = JSON.stringify([trail.rows, kept])
    expect(held).toContain('$argon2id$')
    const digits = codes[0]!.code.replace(' ', '')
    expect(held.includes(digits) || held.includes(codes[0]!.code) || held.includes(PIN)).toBe(false)
    for (const table of ['household_secret', 'household_session', 'household_attempt'])
      await expect(sql`select from ${sql.table(table)}`.execute(app.database.db)).rejects.toThrow(
        'permission denied',
      )
  })
})

describe('Five wrong PINs', () => {
  test('lock the household even for the right one, until a new slip is printed', async () => {
    const code = codes[5]!
    const person = await enterHousehold(app, code)
    for (let tries = 1; tries <= 4; tries += 1)
      expect(await again(code, '907153')).toMatchObject({ status: 401, code: 'household-wrong' })
    expect((await again(code, PIN)).status).toBe(200)
    for (let tries = 1; tries <= 5; tries += 1)
      expect((await again(code, '907153')).code).toBe('household-wrong')
    expect(await again(code, PIN)).toMatchObject({ status: 401, code: 'household-locked' })
    expect((await person.get('/api/household/money')).status).toBe(401)
    expect((await states()).get(code.member)).toBe('locked')
    app.setNow(new Date(app.services.clock.now().getTime() + 40 * DAY))
    expect((await again(code, PIN)).code).toBe('household-locked')
    app.setNow(new Date(app.services.clock.now().getTime() - 40 * DAY))
    const next = await reprint(code)
    expect((await states()).get(code.member)).toBe('issued')
    expect((await first(next)).status).toBe(200)
    expect((await states()).get(code.member)).toBe('entered')
  })

  test('sent at once are five: the sixth is not even looked at', async () => {
    const code = codes[6]!
    await enterHousehold(app, code)
    const answers = await Promise.all(Array.from({ length: 12 }, () => again(code, '907153')))
    expect(answers.filter((one) => one.code === 'household-wrong').length).toBeLessThanOrEqual(5)
    expect((await again(code, PIN)).code).toBe('household-locked')
  })

  test('with a wrong number lock an unused code as well', async () => {
    const code = codes[7]!
    for (let tries = 1; tries <= 5; tries += 1) await first(code, { number: `77${tries}` })
    expect((await first(code)).code).toBe('household-locked')
  })
})

describe('A guesser', () => {
  test('learns nothing: a code that nobody has answers like one that somebody has, also when both are locked', async () => {
    const used = codes[8]!
    await enterHousehold(app, used)
    const nobody: IssuedCode = { ...used, code: '0000 0001' }
    for (const door of [first, (one: IssuedCode) => again(one, '907153')]) {
      const [one, other] = [await door(used), await door(nobody)]
      expect({ ...one, csrf: '' }).toEqual({ ...other, csrf: '' })
    }
    for (let tries = 1; tries <= 4; tries += 1)
      await Promise.all([again(used, '907153'), again(nobody, '907153')])
    expect([await again(used, '907153'), await again(nobody, '907153')].map((one) => one.code)).toEqual([
      'household-locked',
      'household-locked',
    ])
  })

  test('is answered after the same time whether somebody has the code or nobody', async () => {
    const known = codes.slice(9, 20)
    for (const code of known) await enterHousehold(app, code)
    const { ratio, milliseconds, statements } = await toldApart(known.length - 1, [
      (round) => knock(app, 'session', { code: known[round]!.code, pin: '907153' }),
      (round) => knock(app, 'session', { code: String(90_000_000 + round), pin: '907153' }),
    ])
    console.log(`household: ${milliseconds.map((one) => one.toFixed(1)).join(' and ')} ms of the processor`)
    expect(ratio).toBeLessThan(1.5)
    expect(statements[0]).toEqual(statements[1])
  })

  test('of one address is stopped after 20 wrong attempts in a quarter of an hour, and others are not', async () => {
    const address = '10.77.0.1'
    const answers: string[] = []
    for (let at = 0; at < 19; at += 1)
      answers.push(
        (await knock(app, 'session', { code: String(80_000_000 + at), pin: '907153', address })).code,
      )
    expect(new Set(answers)).toEqual(new Set(['household-wrong']))
    // The limit of calls a minute stands beside it: 20.
    expect((await knock(app, 'session', { code: '80000099', pin: '907153', address })).status).toBe(401)
    expect((await knock(app, 'session', { code: '80000098', pin: '907153', address })).status).toBe(429)
    await owner(`insert into household_attempt (at, code_hash, door, outcome, address)
      select '${app.services.clock.now().toISOString()}'::timestamptz, sha256(n::text::bytea), 'again', 'wrong', '10.77.0.2' from generate_series(1, 20) n`)
    expect((await knock(app, 'session', { code: codes[0]!.code, pin: PIN, address: '10.77.0.2' })).code).toBe(
      'household-busy',
    )
    expect((await again(codes[0]!, PIN)).status).toBe(200)
  })

  test('who tries codes from everywhere closes the door of first entries for the hour, not the door of those who have a PIN', async () => {
    await owner(`insert into household_attempt (at, code_hash, door, outcome, address)
      select '${app.services.clock.now().toISOString()}'::timestamptz, sha256(n::text::bytea), 'first', 'wrong', '10.78.0.' || n % 200 from generate_series(1, 300) n`)
    expect((await first(codes[21]!)).code).toBe('household-busy')
    expect((await again(codes[0]!, PIN)).status).toBe(200)
    await owner("delete from household_attempt where address like '10.78.%'")
    expect((await first(codes[21]!)).status).toBe(200)
  })
})

describe('A session of a household', () => {
  test('is a cookie that no script reads and no other site sends, and ends after half an hour of silence or at leaving', async () => {
    const entered = await again(codes[0]!, PIN)
    expect(entered.cookie).toMatch(/^heshe_household=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    const person = householdPerson(app, entered)
    expect((await person.get('/api/household/session')).status).toBe(200)
    const bare = await app.server.inject({
      method: 'POST',
      url: '/api/household/entries',
      headers: { cookie: person.cookie },
      payload: { kind: 'confirm', about: 'money' },
    })
    expect(bare.statusCode).toBe(403)
    app.setNow(new Date(app.services.clock.now().getTime() + 31 * 60_000))
    expect((await person.get('/api/household/session')).status).toBe(401)
    const other = householdPerson(app, await again(codes[0]!, PIN))
    const left = await app.server.inject({
      method: 'DELETE',
      url: '/api/household/session',
      headers: { cookie: other.cookie, 'x-heshe-csrf': other.csrf },
    })
    expect(left.statusCode).toBe(200)
    expect((await other.get('/api/household/session')).status).toBe(401)
  })

  test('opens no path of the office, and a session of the office none of a household', async () => {
    const person = householdPerson(app, await again(codes[0]!, PIN))
    for (const url of [
      '/api/session',
      '/api/shares',
      `/api/shares/${body}`,
      '/api/inbox',
      '/api/household-entries',
    ])
      expect((await person.get(url)).status, url).toBe(401)
    expect((await clerk.get('/api/household/money')).status).toBe(401)
  })

  test('and codes are printed by the cooperative, its village, township and county, and by nobody else', async () => {
    for (const [username, status] of [
      ['xian', 200],
      ['kuaiji', 200],
      ['guanli', 403],
      ['shenjiren', 403],
    ] as const) {
      const person = await signIn(app, username).catch(() => undefined)
      if (person)
        expect(
          (
            await person.post(`/api/households/${body}/codes`, {
              members: [codes[0]!.member],
              replace: false,
            })
          ).status,
          username,
        ).toBe(status)
    }
  })
})

describe('Changing the PIN', () => {
  const NEXT = '739150'
  const change = (person: Person, old: string, pin: string) => person.post('/api/household/pin', { old, pin })
  const code = (answer: { body: unknown }) =>
    (answer.body as { problems?: { code: string }[] }).problems?.[0]?.code ?? ''

  test('wants the old one, opens with the new one alone, leaves this telephone in and sends the others out', async () => {
    const held = codes[22]!
    const person = await enterHousehold(app, held)
    const other = householdPerson(app, await again(held, PIN))
    expect(await change(person, PIN, NEXT)).toMatchObject({ status: 200 })
    expect((await person.get('/api/household/money')).status).toBe(200)
    expect((await other.get('/api/household/money')).status).toBe(401)
    expect([(await again(held, PIN)).code, (await again(held, NEXT)).status]).toEqual([
      'household-wrong',
      200,
    ])
    const system = { user: 'system', role: 'system', national: 'on' }
    const trail = await withScope(app.database.db, system, (trx) =>
      sql`select actor from audit where action = 'changePin' and record = ${held.member}`.execute(trx),
    )
    expect(trail.rows).toEqual([{ actor: `household:${held.member}` }])
  })

  test('refuses a weak one, the same one and one of the digits of the code, and counts none of them as wrong', async () => {
    const held = codes[23]!
    const person = await enterHousehold(app, held)
    const digits = held.code.replace(' ', '')
    expect(code(await change(person, PIN, '12345'))).toBe('pin-form')
    expect(code(await change(person, PIN, '123456'))).toBe('pin-simple')
    expect(code(await change(person, PIN, PIN))).toBe('pin-same')
    const [inCode] = [digits.slice(0, 6), digits.slice(1, 7), digits.slice(2)].filter(
      (one) => checkPin(one, '').length === 0,
    )
    if (inCode !== undefined) expect(code(await change(person, PIN, inCode))).toBe('pin-in-code')
    for (let tries = 1; tries <= 4; tries += 1)
      expect(code(await change(person, '907153', NEXT))).toBe('household-old-wrong')
    expect((await change(person, PIN, NEXT)).status).toBe(200)
  })

  test('with five wrong old ones locks the household, those tried at the door counted in', async () => {
    const held = codes[24]!
    const person = await enterHousehold(app, held)
    for (let tries = 1; tries <= 2; tries += 1) await again(held, '907153')
    for (let tries = 1; tries <= 3; tries += 1)
      expect(code(await change(person, '907153', NEXT))).toBe('household-old-wrong')
    expect((await change(person, PIN, NEXT)).status).toBe(401)
    expect((await again(held, PIN)).code).toBe('household-locked')
  })

  test('is done by the household itself from its own page, once of two at a time, and by nobody from within a transaction', async () => {
    const held = codes[25]!
    const person = await enterHousehold(app, held)
    const strange = householdPerson(app, { cookie: person.cookie, csrf: 'other' })
    expect((await change(strange, PIN, NEXT)).status).toBe(403)
    expect((await change(clerk, PIN, NEXT)).status).toBe(401)
    const both = await Promise.all([change(person, PIN, NEXT), change(person, PIN, '640382')])
    expect(both.map((one) => one.status).toSorted()).toEqual([200, 422])
    const scope = { user: `household:${held.member}`, role: 'household', door: 'mobile' }
    for (const call of [
      sql`select household_change_pin('990101', ${held.member}::uuid, '', '', '{}', '\\x00', now())`,
      sql`select * from household_try_change('990101', ${held.member}::uuid, 5, now())`,
    ])
      await expect(withScope(app.database.db, scope, (trx) => call.execute(trx))).rejects.toThrow(
        'door of sign-in',
      )
  })
})

describe('Attempts', () => {
  const kept = async () =>
    (
      await owner<{ address: string }>("select address from household_attempt where agent = '旧' order by id")
    ).map((one) => one.address)
  const keep = (days: Record<string, number>) =>
    owner(`insert into household_attempt (at, code_hash, door, outcome, address, agent)
      select '${app.services.clock.now().toISOString()}'::timestamptz - d.days::interval, sha256('x'), 'again', 'ok', d.name, '旧'
      from (values ${Object.entries(days)
        .map(([name, hours]) => `('${name}', '${hours} hours')`)
        .join(', ')}) d (name, days)`)

  test('go after 184 days by the office clock, or when the security administrator says; nobody else clears them', async () => {
    await keep({ under: 184 * 24 - 1, on: 184 * 24, over: 184 * 24 + 1 })
    await catchUp(app.services)
    expect(await kept()).toEqual(['under', 'on'])
    const security = await signIn(app, 'anquan')
    const set = await security.post('/api/security-settings', {
      changes: [{ name: 'attemptDays', value: 365 }],
      ground: '日志管理制度',
    })
    expect(set.status, set.says).toBe(200)
    await keep({ year: 365 * 24, more: 365 * 24 + 1 })
    await catchUp(app.services)
    expect(await kept()).toEqual(['under', 'on', 'year'])
    app.setNow(new Date(app.services.clock.now().getTime() + 186 * DAY))
    await catchUp(app.services)
    expect(await kept()).toEqual([])
    const clear = sql`select clear_household_attempts('2099-01-01')`
    for (const role of ['county', 'security', 'admin', 'household'])
      await expect(
        withScope(app.database.db, { user: 'x', role, national: 'on' }, (trx) => clear.execute(trx)),
      ).rejects.toThrow('work of the day')
  })
})
