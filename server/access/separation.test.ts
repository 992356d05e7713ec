/** The three administrators: each has his own work, none sees county data, none helps himself; over HTTP and by raw SQL. */
import { sql, type RawBuilder } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ADMINISTRATORS, type Role } from '#core/access/role.ts'
import { withScope } from '#server/database/connect.ts'
import { PASSWORD, signIn, testApp, type Person, type TestApp } from '../../tests/app.ts'

interface User {
  id: string
  username: string
  disabled: boolean
  lockedUntil: string | null
}

let app: TestApp
let people: Record<'admin' | 'security' | 'auditAdmin' | 'county', Person>
const ids = new Map<string, string>()

beforeAll(async () => {
  app = await testApp()
  const [admin, security, auditAdmin, county] = [
    await signIn(app, 'guanli'),
    await signIn(app, 'anquan'),
    await signIn(app, 'shenjigl'),
    await signIn(app, 'xian'),
  ]
  people = { admin, security, auditAdmin, county }
  for (const one of await users()) ids.set(one.username, one.id)
})
afterAll(() => app.close())

async function users(): Promise<User[]> {
  return (await people.security.get<{ users: User[] }>('/api/users')).body.users
}

/** One statement as the application in the scope of a person of the county; 'refused' is the database's word. */
async function run(role: string, statement: RawBuilder<unknown>, user = 'somebody') {
  try {
    const scope = { user, role, area_low: '990101', area_high: '990101A', door: 'test' }
    const { rows, numAffectedRows } = await withScope(app.database.db, scope, (trx) => statement.execute(trx))
    return Number(numAffectedRows ?? rows.length)
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === '42501') return 'refused'
    return code
  }
}

describe('Accounts', () => {
  test('are the security administrator’s alone', async () => {
    const one = ids.get('zhen1')!
    for (const who of ['admin', 'auditAdmin', 'county'] as const) {
      expect((await people[who].get('/api/users')).status, who).toBe(403)
      expect((await people[who].post(`/api/users/${one}/password`)).status, who).toBe(403)
      expect((await people[who].patch(`/api/users/${one}`, { disabled: true })).status, who).toBe(403)
      expect((await people[who].post(`/api/users/${one}/unlock`)).status, who).toBe(403)
    }
    expect((await people.security.get('/api/audit')).status).toBe(403)
    expect((await people.admin.get('/api/audit')).status).toBe(403)
  })

  test('a one-time password lets in, has to be changed, and ends the sessions that stood', async () => {
    const before = await signIn(app, 'cun')
    const { body } = await people.security.post<{ oneTimePassword: string }>(
      `/api/users/${ids.get('cun')}/password`,
    )
    expect((await before.get('/api/session')).status).toBe(401)
    const after = await signIn(app, 'cun', body.oneTimePassword)
    expect((await after.get<{ mustChangePassword: boolean }>('/api/session')).body.mustChangePassword).toBe(
      true,
    )
    expect((await after.get('/api/registers/body')).status).toBe(403)
    await after.post('/api/session/password', { current: body.oneTimePassword, next: 'Mai@2026xiang' })
  })

  test('nobody changes his own account, over HTTP or by SQL', async () => {
    const own = ids.get('anquan')!
    for (const answer of [
      await people.security.patch(`/api/users/${own}`, { name: '改名' }),
      await people.security.patch(`/api/users/${own}`, { role: 'county' }),
      await people.security.post(`/api/users/${own}/password`),
      await people.security.post(`/api/users/${own}/unlock`),
    ])
      expect(answer.status, answer.says).toBe(403)
    expect(await run('security', sql`update app_user set area = '99' where id = ${own}`, 'anquan')).toBe(0)
    expect(
      await run('security', sql`insert into app_grant values (${own}, 'area', '990101')`, 'anquan'),
    ).toBe('refused')
    expect(
      await run('security', sql`select set_password(${own}, 'x', true, clock_timestamp())`, 'anquan'),
    ).toBe('refused')
  })

  test('an administrator is not made of a person of the county, nor the other way round', async () => {
    for (const [who, role] of [
      ['zhen1', 'admin'],
      ['guanli', 'county'],
    ] as const) {
      const answer = await people.security.patch(`/api/users/${ids.get(who)}`, { role })
      expect(answer.status).toBe(422)
      expect(
        await run('security', sql`update app_user set role = ${role} where id = ${ids.get(who)}`, 'anquan'),
      ).toBe('HA002')
    }
  })

  test('the last administrator of each kind stays, also when two remove each other at once', async () => {
    for (const who of ['guanli', 'shenjigl']) {
      const answer = await people.security.patch(`/api/users/${ids.get(who)}`, { disabled: true })
      expect([answer.status, answer.says]).toEqual([
        422,
        '这是最后一位能登录的同类管理员，不能停用；请先建好接任的账号',
      ])
    }
    const made = await people.security.post<{ user: User }>('/api/users', {
      username: 'anquan2',
      name: '二号安全',
      role: 'security',
      area: '990101',
      bodies: [],
    })
    const off = (id: string, by: string) =>
      run('security', sql`update app_user set disabled = true where id = ${id}`, by)
    const both = await Promise.all([off(ids.get('anquan')!, 'anquan2'), off(made.body.user.id, 'anquan')])
    expect(both.toSorted()).toEqual([1, 'HA001'])
    await run(
      'system',
      sql`update app_user set disabled = false where username in ('anquan', 'anquan2')`,
      'system',
    )
    people.security = await signIn(app, 'anquan')
  })

  test('a locked account is unlocked, and the trail keeps who did it', async () => {
    for (let n = 0; n < 5; n += 1)
      await expect(signIn(app, 'zhen2', 'falsch')).rejects.toThrow('sign-in-wrong')
    await expect(signIn(app, 'zhen2')).rejects.toThrow('sign-in-locked')
    expect((await users()).find((one) => one.username === 'zhen2')?.lockedUntil).not.toBeNull()
    expect((await people.security.post(`/api/users/${ids.get('zhen2')}/unlock`)).status).toBe(200)
    await signIn(app, 'zhen2', PASSWORD)
    const { body } = await people.auditAdmin.get<{ entries: { action: string }[] }>(
      `/api/audit?record=${ids.get('zhen2')}`,
    )
    expect(body.entries[0]).toMatchObject({ action: '解锁' })
  })

  test('a fourth session ends the oldest one', async () => {
    const stood: Person[] = []
    for (let second = 1; second <= 4; second += 1) {
      app.setNow(new Date(app.services.clock.now().getTime() + 1000))
      stood.push(await signIn(app, 'lingdao'))
    }
    expect(await Promise.all(stood.map(async (one) => (await one.get('/api/session')).status))).toEqual([
      401, 200, 200, 200,
    ])
  })
})

describe('The database', () => {
  const HIDDEN = [
    sql`select password_hash from app_user`,
    sql`select * from app_user_password`,
    sql`select * from app_session`,
    sql`select * from account_to_verify(null, 'xian')`,
    sql`select last_passwords(id, 5) from app_user where username = 'xian'`,
    sql`select * from find_session('\\x00', '2026-03-20')`,
    sql`select open_session(id, '\\x00', 'x', clock_timestamp(), '', '', 9) from app_user where username = 'xian'`,
    sql`update app_user set password_hash = 'x' where username = 'xian'`,
    sql`update app_user set locked_until = null`,
    sql`delete from app_user`,
    sql`update app_user_password set password_hash = 'x'`,
    sql`update sign_in_log set outcome = 'ok'`,
    sql`delete from sign_in_log`,
    sql`delete from setting`,
  ]
  const roles: readonly Role[] = [...ADMINISTRATORS, 'county', 'township', 'chair', 'auditor', 'leader']

  test('shows no hash and no token to the transaction of any person, and lets nobody write them', async () => {
    for (const role of roles)
      for (const [index, statement] of HIDDEN.entries())
        expect(await run(role, statement), `${role} ${index}`).toBe('refused')
  })

  test('lets only the security administrator touch accounts and grants, and only within his county', async () => {
    const one = ids.get('zhen1')!
    const account = (area: string) => sql`insert into app_user
      (id, username, name, role, area, password_hash, password_set_at, must_change)
      values (gen_random_uuid(), ${`neu${area}`}, '新', 'county', ${area}, 'x', clock_timestamp(), true)`
    for (const role of roles.filter((name) => name !== 'security')) {
      expect(await run(role, sql`update app_user set disabled = true`), role).toBe(0)
      expect(await run(role, account('990101')), role).toBe('refused')
      expect(await run(role, sql`insert into app_grant values (${one}, 'area', '9901')`), role).toBe(
        'refused',
      )
      expect(await run(role, sql`delete from app_grant`), role).toBe(0)
      expect(await run(role, sql`select * from app_grant`), role).toBe(0)
      expect(await run(role, sql`select * from account_states()`), role).toBe(0)
      expect(await run(role, sql`select unlock_account(${one})`), role).toBe('refused')
    }
    expect(await run('security', account('990102'))).toBe('refused')
    expect(await run('security', sql`insert into app_grant values (${one}, 'area', '9901')`)).toBe('refused')
    expect(await run('security', sql`insert into app_grant values (${one}, 'national', 'on')`)).toBe(
      'refused',
    )
    expect(await run('security', sql`insert into app_grant values (${one}, 'area', '990101102')`)).toBe(1)
  })

  test('lets only the system administrator change settings and areas', async () => {
    for (const role of roles) {
      const may = role === 'admin'
      expect(await run(role, sql`update setting set value = value`), role).toBe(may ? 3 : 0)
      expect(await run(role, sql`insert into setting (name, value) values (${role}, 'x')`), role).toBe(
        may ? 1 : 'refused',
      )
      expect(await run(role, sql`update area set name = name where code = '990101101'`), role).toBe(
        may ? 1 : 0,
      )
      expect(
        await run(
          role,
          sql`insert into adoption (document, area, from_day, ground) values ('x', '990101', '2026-01-01', 'x')`,
        ),
        role,
      ).toBe(role === 'county' ? 1 : 'refused')
      // What is in force next door is not theirs to say.
      expect(
        await run(
          role,
          sql`insert into adoption (document, area, from_day, ground) values ('x', '990102', '2026-01-01', 'x')`,
        ),
        role,
      ).toBe('refused')
    }
  })

  test('shows no administrator a row of county data; the trail tells the audit administrator no values', async () => {
    for (const role of ADMINISTRATORS)
      for (const table of ['body', 'body_version', 'member', 'finding', 'import', 'file', 'area_mapping'])
        expect(await run(role, sql`select 1 from ${sql.table(table)}`, 'xian'), `${role} ${table}`).toBe(0)
    const told = sql`select from audit_seen where area <> '00'`
    expect(await run('auditAdmin', told)).toBeGreaterThan(100)
    expect(await run('auditAdmin', sql`select from audit where area <> '00'`)).toBe(0)
    expect(
      await run(
        'auditAdmin',
        sql`select from audit_seen a, jsonb_each_text(a.after) v where a.area <> '00' and v.value <> '＊'`,
      ),
    ).toBe(0)
    expect(await run('security', sql`select from audit_seen`)).toBe(0)
    expect(await run('admin', sql`select from audit_seen`)).toBe(0)
    const { body } = await people.auditAdmin.get<{ entries: { after: object }[] }>('/api/audit?subject=body')
    expect(new Set(Object.values(body.entries[0]!.after))).toEqual(new Set(['＊']))
  })
})
