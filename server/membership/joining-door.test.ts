/** The public door over the whole server: opened by the chair alone, told alike, bounded, and in plain SQL nobody's but by receipt. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Applied, JoiningRequest, Standing, WireDoor } from '#contract/membership/joining-doors.ts'
import type { Item } from '#contract/kernel/procedures.ts'
import { DOOR_RULES, printReceipt, readPhone, readReceipt } from '#core/membership/joining-door.ts'
import { catchUp } from '#server/daily.ts'
import { withScope } from '#server/database/connect.ts'
import { toldApart } from '../../tests/alike.ts'
import { signIn, testApp, upload, type Person, type TestApp } from '../../tests/app.ts'

let app: TestApp
let chair: Person
let clerk: Person
let body = ''
let door = ''
beforeAll(async () => {
  app = await testApp()
  chair = await signIn(app, 'shezhang')
  clerk = await signIn(app, 'kuaiji')
  body = (await chair.get<{ rows: { body: string }[] }>('/api/shares')).body.rows[0]!.body
})
afterAll(() => app.close())

const FILLED = {
  person: '谷小满',
  phone: '139 0000 0001',
  village: '王家沟村二组',
  applicant: 'small',
  grows: '桑园 6 亩',
  brings: '货币 3000 元',
  consent: true,
}
const NOBODY = 'ZZZZZZZZZZ'
let addresses = 0
const ask = async (
  method: 'GET' | 'POST',
  url: string,
  more: { payload?: object; address?: string } = {},
) => {
  addresses += 1
  const answer = await app.server.inject({
    method,
    url,
    ...(more.payload && { payload: more.payload }),
    remoteAddress: more.address ?? `10.9.${Math.floor(addresses / 250)}.${addresses % 250}`,
  })
  const told = answer.json<{ problems?: { code: string }[] }>()
  return {
    status: answer.statusCode,
    code: told.problems?.[0]?.code ?? '',
    body: told as unknown,
    text: answer.body,
  }
}
const look = (code: string) => ask('GET', `/api/public/joining/${code}`)
const apply = (more: object = {}, at: { code?: string; address?: string } = {}) =>
  ask('POST', `/api/public/joining/${at.code ?? door}`, {
    payload: { ...FILLED, ...more },
    ...(at.address && { address: at.address }),
  })
const applied = async (more: object = {}) => ((await apply(more)).body as Applied).receipt
const stands = async (receipt: string) =>
  (await ask('POST', '/api/public/joining-receipts', { payload: { receipt } })).body as Standing
const withdraw = (receipt: string) =>
  ask('POST', '/api/public/joining-receipts/withdraw', { payload: { receipt } })
const requests = async () => (await clerk.get<{ rows: JoiningRequest[] }>('/api/joining-requests')).body.rows
const set = (isOpen: boolean, person = chair) =>
  person.post<WireDoor>(`/api/bodies/${body}/joining-door`, { isOpen, notice: '本社种桑养蚕' })
const owner = async <T>(statement: string) => {
  const client = await app.database.owner.connect()
  try {
    return (await client.query(statement)).rows as T[]
  } finally {
    client.release()
  }
}

describe('The door', () => {
  test('is closed until the chair opens it, and nobody else can', async () => {
    const before = (await chair.get<WireDoor>(`/api/bodies/${body}/joining-door`)).body
    expect(before).toMatchObject({ isOpen: false, poster: null, mayOpen: true })
    for (const who of ['kuaiji', 'zhen1', 'xian', 'cun'])
      expect((await set(true, await signIn(app, who))).status, who).toBe(403)
    const opened = (await set(true)).body
    expect(opened.poster?.link).toMatch(/\/m\/join\/[2-9A-Z]{10}$/)
    door = opened.poster!.link.slice(-10)
    expect((await look(door)).body).toMatchObject({ notice: '本社种桑养蚕' })
    await set(false)
    expect([await look(door), await apply()]).toMatchObject([
      { status: 404, code: 'joining-door-closed' },
      { status: 404, code: 'joining-door-closed' },
    ])
    expect((await set(true)).body.poster?.link.slice(-10)).toBe(door)
  })

  test('answers a door that never was like one that is closed, with the same statements in the same time', async () => {
    await set(false)
    expect((await look(door)).text).toBe((await look(NOBODY)).text)
    expect((await apply()).text).toBe((await apply({}, { code: NOBODY })).text)
    const { ratio, statements } = await toldApart(10, [() => look(door), () => look(NOBODY)])
    expect(ratio).toBeLessThan(2)
    expect(statements[0]).toEqual(statements[1])
    await set(true)
  })

  test('takes nothing without name, telephone, village, kind and consent', async () => {
    for (const [key, value] of Object.entries({
      person: '谷',
      phone: '12345',
      village: '',
      applicant: 'x',
      consent: false,
    }))
      expect((await apply({ [key]: value })).status, key).toBe(400)
    expect(await requests()).toEqual([])
  })

  test('takes 60 applications of an address within a day and not one more, 100 of a cooperative, from wherever', async () => {
    const one = (n: number) => apply({ person: `同址${n}` }, { address: '10.7.0.1' })
    const codes: string[] = []
    // The limit of a minute is the server's and stands before that of the day.
    for (let n = 0; n < 30; n += 1) codes.push((await one(n)).code)
    expect((await one(30)).code).toBe('too-many-requests')
    expect(codes).toEqual(codes.map(() => ''))
    await owner(
      `update joining_receipt set address_hash = (select address_hash from joining_receipt limit 1)`,
    )
    const fill = (count: number, shared: boolean) =>
      owner(`with made as (
          insert into joining_request (home, id, body, area, person, phone, village, consent, received_at, ends_on)
          select home, gen_random_uuid(), body, area, '占位', '13900000000', '某村', 'x', received_at, ends_on
          from (select * from joining_request limit 1) q, generate_series(1, ${count}) returning home, id)
        insert into joining_receipt (home, request, receipt_hash, address_hash)
        select home, id, sha256(id::text::bytea), ${shared ? '(select address_hash from joining_receipt limit 1)' : 'null'} from made`)
    await fill(29, true)
    const direct = (address: Buffer) =>
      sql<{ came: string }>`select joining_apply(${door}, sha256(gen_random_uuid()::text::bytea), ${address},
        '{"person":"直接","phone":"13900000000","consent":"x"}'::jsonb, ${app.services.clock.now()}, '2026-05-19', ${JSON.stringify(DOOR_RULES)}::jsonb) as came`
        .execute(app.database.db)
        .then(({ rows }) => rows[0]?.came)
    const [{ address_hash: mine }] = (await owner<{ address_hash: Buffer }>(
      'select address_hash from joining_receipt limit 1',
    )) as [{ address_hash: Buffer }]
    expect([await direct(mine), await direct(mine)]).toEqual(['ok', 'busy'])
    await fill(39, false)
    const other = Buffer.alloc(32, 7)
    expect([await direct(other), await direct(other)]).toEqual(['ok', 'busy'])
    expect((await apply()).code).toBe('joining-door-busy')
    await owner('delete from joining_request')
  })
})

describe('An application', () => {
  test('is known by its receipt alone: sixteen signs, kept as a digest, read however it is typed', async () => {
    const receipt = await applied()
    expect(receipt).toMatch(/^[2-9A-Z]{16}$/)
    expect(await stands(` ${printReceipt(receipt).toLowerCase()} `)).toMatchObject({
      label: '已收到',
      mayWithdraw: true,
    })
    expect(JSON.stringify(await owner('select * from joining_receipt'))).not.toContain(receipt)
    expect(readReceipt(receipt.slice(1))).toBe('')
    expect(readPhone('１３９－0000 0001')).toBe('13900000001')
    await withdraw(receipt)
  })

  test('of a wrong receipt is told like one that was never made, with the same statements in the same time', async () => {
    const receipt = await applied()
    const wrong = (typed: string) =>
      ask('POST', '/api/public/joining-receipts', { payload: { receipt: typed } })
    const other = receipt.startsWith('2') ? `3${receipt.slice(1)}` : `2${receipt.slice(1)}`
    expect(await wrong(other)).toMatchObject({ status: 404, code: 'joining-receipt-wrong' })
    expect((await wrong('')).text).toBe((await wrong(other)).text)
    expect((await withdraw(other)).text).toBe((await wrong(other)).text)
    const { ratio, statements } = await toldApart(10, [() => wrong(other), () => wrong('2'.repeat(16))])
    expect(ratio).toBeLessThan(2)
    expect(statements[0]).toEqual(statements[1])
    await withdraw(receipt)
  })

  test('that is withdrawn is gone from the cooperative, and nothing of the person is left anywhere', async () => {
    const receipt = await applied({ person: '撤回的人', phone: '13900009999' })
    expect((await requests()).map((one) => one.person)).toEqual(['撤回的人'])
    expect((await withdraw(receipt)).body).toMatchObject({ label: '已撤回', mayWithdraw: false })
    expect(await requests()).toEqual([])
    const kept = JSON.stringify(
      await owner(`select q::text from joining_request q union all select a::text from audit a`),
    )
    expect(kept).not.toContain('撤回的人')
    expect(kept).not.toContain('13900009999')
  })

  test('is taken over by one press into a case that the village checks first; the door tells how far it is', async () => {
    const receipt = await applied()
    const [request] = await requests()
    expect(request).toMatchObject({ person: '谷小满', phone: '13900000001', kind: '农民', farm: '小农户' })
    const inbox = await chair.get<{ waiting: { title: string }[] }>('/api/inbox')
    expect(inbox.body.waiting.map((one) => one.title)).toContain('网上入社申请')
    const taken = await clerk.post<{ item: string }>(`/api/joining-requests/${request!.id}/take`, {})
    expect(taken.status, taken.says).toBe(200)
    expect((await clerk.post(`/api/joining-requests/${request!.id}/take`, {})).status).toBe(409)
    const item = await clerk.get<Item>(`/api/procedures/member_joining/items/${taken.body.item}`)
    expect(item.body.payload).toMatchObject({
      person: '谷小满',
      channel: 'public',
      contribution: '货币 3000 元',
    })
    expect(item.body.actions.find((one) => one.action === 'accept')?.refusedBecause).toMatch(
      /网上申请还没有书面的/,
    )
    expect(await stands(receipt)).toMatchObject({ label: '已受理，等村里核实', mayWithdraw: true })
    expect((await withdraw(receipt)).body).toMatchObject({ label: '已要求撤回', mayWithdraw: false })
    const known = await clerk.get<{ known: string[] }>(`/api/member-joinings/${taken.body.item}`)
    expect(known.body.known[0]).toMatch(/在网上要求撤回/)
    const photo = await upload<{ id: string }>(app, clerk, {
      url: '/api/files',
      files: [{ name: '申请书.png', bytes: Buffer.from('89504e470d0a1a0a0000000d', 'hex') }],
    })
    const given = {
      action: 'withdraw',
      note: '本人不来了',
      version: item.body.version,
      files: [photo.body.id],
    }
    await clerk.post(`/api/procedures/member_joining/items/${taken.body.item}/actions`, given)
    expect(await stands(receipt)).toMatchObject({ label: '已撤回' })
  })

  test('that is declined carries the answer to who applied, and his words are gone', async () => {
    const receipt = await applied({ person: '不受理的人' })
    const [request] = await requests()
    const decline = (said: string) =>
      clerk.post('/api/joining-requests/decline', { ids: [request!.id], said })
    expect((await decline('')).status).toBe(400)
    await decline('不在本社服务的范围')
    expect((await stands(receipt)).says).toContain('不在本社服务的范围')
    expect(JSON.stringify(await owner('select q::text from joining_request q'))).not.toContain('不受理的人')
  })

  test('of several that are declined with one answer all are that can be, and those decided or taken back meanwhile are named', async () => {
    await owner('delete from joining_request')
    const receipts = [await applied({ person: '甲某' }), await applied({ person: '乙某' }), await applied()]
    const open = await requests()
    const [gone] = open.filter((one) => one.person === '甲某').map((one) => one.id)
    const ids = open.map((one) => one.id)
    const decline = (which: string[]) =>
      clerk.post('/api/joining-requests/decline', { ids: which, said: '今年不再收新成员' })
    expect((await decline([])).status).toBe(400)
    const nobody = '00000000-0000-4000-8000-000000000000'
    expect((await decline([nobody])).status).toBe(404)
    await withdraw(receipts[0]!)
    expect((await decline([gone!])).status).toBe(409)
    expect(await decline([...ids, nobody])).toMatchObject({
      status: 200,
      body: { answered: 2, late: [gone, nobody] },
    })
    expect(await requests()).toEqual([])
    expect((await decline(ids)).status).toBe(409)
    expect((await stands(receipts[0]!)).says).not.toContain('今年不再收新成员')
    for (const receipt of receipts.slice(1))
      expect((await stands(receipt)).says).toContain('今年不再收新成员')
  })

  test('that is sent again under its receipt is one application in its last words, and counts once towards the bounds', async () => {
    await owner('delete from joining_request')
    const receipt = '23456789ABCDEFGH'
    const twice = await Promise.all([apply({ receipt }), apply({ receipt: '2345-6789-abcd-efgh' })])
    expect(twice.map((one) => (one.body as Applied).receipt)).toEqual([receipt, receipt])
    await apply({ receipt, phone: '13900000002' })
    expect(await requests()).toMatchObject([{ phone: '13900000002' }])
    expect((await apply({ receipt: '短' })).status).toBe(400)
    await owner(`select set_config('app.national', 'on', true), set_config('app.role', 'system', true);
      insert into joining_door (home, body, area, code, is_open, notice)
      select home, id, area, 'ANTHER2222', true, '' from body b where takes_members(b) and id not in (select body from joining_door) limit 1`)
    expect(await apply({ receipt }, { code: 'ANTHER2222' })).toMatchObject({
      status: 409,
      code: 'joining-receipt-elsewhere',
    })
    await owner(`delete from joining_door where code = 'ANTHER2222'`)
    expect(await requests()).toMatchObject([{ phone: '13900000002' }])
    await clerk.post('/api/joining-requests/decline', { ids: [(await requests())[0]!.id], said: '不收' })
    expect((await apply({ receipt })).status).toBe(200)
    expect(JSON.stringify(await owner('select q::text from joining_request q'))).not.toContain('13900000001')
  })

  test('that has come to an end as a member is not taken back any more: the receipt says how one leaves', async () => {
    await owner('delete from joining_request')
    const receipt = await applied()
    const [request] = await requests()
    const { body: taken } = await clerk.post<{ item: string }>(
      `/api/joining-requests/${request!.id}/take`,
      {},
    )
    const standsAt = (state: string) =>
      owner(`select set_config('app.national', 'on', true), set_config('app.role', 'system', true);
        update procedure_item set state = '${state}' where id = '${taken.item}'`)
    const wantsOut = async (state: string) => {
      await standsAt(state)
      expect((await withdraw(receipt)).status).toBe(200)
      return owner('select wants_out_at is not null as out from joining_request')
    }
    for (const state of ['entered', 'admitted', 'overruled', 'declined', 'withdrawn'])
      expect(await wantsOut(state), state).toEqual([{ out: false }])
    await standsAt('entered')
    expect(await stands(receipt)).toMatchObject({ label: '已入社', mayWithdraw: false })
    expect((await stands(receipt)).says).toContain('书面提出退社')
    expect(await wantsOut('applied')).toEqual([{ out: true }])
  })

  test('that nobody answered is gone after 60 days and not after 59; its address is forgotten after two', async () => {
    await owner('delete from joining_request')
    const receipt = await applied()
    expect(await owner('select ends_on::text from joining_request')).toEqual([{ ends_on: '2026-05-19' }])
    const cleared = async (day: string) => {
      await withScope(
        app.database.db,
        { user: 'system', role: 'system', national: 'on', door: 'daily' },
        (trx) =>
          sql`select clear_joining_requests(${new Date(`${day}T12:00:00+08:00`)}, ${day}::date)`.execute(trx),
      )
      return (await owner<{ n: number }>('select count(*)::int as n from joining_request'))[0]!.n
    }
    expect(await cleared('2026-03-21')).toBe(1)
    expect(await owner('select address_hash is null as gone from joining_receipt')).toEqual([{ gone: false }])
    expect(await cleared('2026-05-19')).toBe(1)
    expect(await owner('select address_hash is null as gone from joining_receipt')).toEqual([{ gone: true }])
    expect(await cleared('2026-05-20')).toBe(0)
    expect((await ask('POST', '/api/public/joining-receipts', { payload: { receipt } })).status).toBe(404)
    await applied()
    expect(await catchUp(app.services)).toBeGreaterThanOrEqual(0)
  })
})

describe('A cooperative that was struck from the register or merged', () => {
  test('takes no more members: its door is closed whatever was set, what came is declined, not taken over', async () => {
    await owner('delete from joining_request')
    const receipt = await applied()
    const [request] = await requests()
    const makes = (change: string) =>
      owner(`select set_config('app.national', 'on', true), set_config('app.role', 'system', true);
        update body set ${change} where id = '${body}'`)
    const take = () => clerk.post(`/api/joining-requests/${request!.id}/take`, {})
    for (const change of [
      `registration_state = '注销'`,
      `registration_state = '吊销未注销'`,
      `ended = true`,
    ]) {
      await makes(change)
      expect((await apply()).code, change).toBe('joining-door-closed')
      expect(await take(), change).toMatchObject({
        status: 422,
        says: expect.stringContaining('不再吸收成员'),
      })
      const shown = await chair.get<WireDoor>(`/api/bodies/${body}/joining-door`)
      expect(shown.body, change).toMatchObject({ isOpen: false, takesMembers: false })
      expect((await set(true)).status, change).toBe(422)
      await makes(`registration_state = '存续', ended = false`)
    }
    expect((await take()).status).toBe(200)
    expect(await stands(receipt)).toMatchObject({ label: '已受理，等村里核实' })
    expect((await chair.get<WireDoor>(`/api/bodies/${body}/joining-door`)).body.isOpen).toBe(true)
  })
})

describe('Plain SQL', () => {
  const attempt = (statement: string, scope?: Record<string, string>) =>
    (scope
      ? withScope(app.database.db, scope, (trx) => sql.raw<{ n: number }>(statement).execute(trx))
      : sql.raw<{ n: number }>(statement).execute(app.database.db)
    ).then(
      ({ rows }) => (rows[0]?.n === undefined ? 'done' : String(rows[0].n)),
      (error: { code?: string }) => error.code ?? 'failed',
    )

  test('of who is not signed in reads, writes and deletes nothing but by the functions of the door', async () => {
    await applied()
    for (const table of ['joining_request', 'joining_door'])
      expect(await attempt(`select count(*)::int as n from ${table}`), table).toBe('0')
    expect(await attempt('select count(*)::int as n from joining_receipt')).toBe('42501')
    for (const statement of [
      `insert into joining_request select * from joining_request`,
      `update joining_request set person = 'x'`,
      `delete from joining_request`,
      `insert into joining_receipt select * from joining_receipt`,
      `insert into joining_door (home, body, area, code, is_open) select home, id, area, '2222222222', true from body limit 1`,
      `delete from joining_door`,
      `select decide_joining_request((select id from joining_request limit 1), null, '不行', now(), '2026-05-01')`,
      `select joining_note('990101', '990101', 'apply', 'joining_request', 'x', 'x', null)`,
      `select clear_joining_requests(now(), '2099-01-01')`,
    ])
      expect(['42501', 'done'].includes(await attempt(statement)), statement).toBe(true)
    expect(await owner('select count(*)::int as n from joining_door')).toEqual([{ n: 1 }])
    expect(
      (await owner<{ n: number }>('select count(*)::int as n from joining_request'))[0]!.n,
    ).toBeGreaterThan(0)
    expect(await attempt(`update joining_door set is_open = true`)).toBe('done')
    expect(await attempt('select count(*)::int as n from audit')).toBe('0')
  })

  test('of a person does not go through the doors from outside, nor decides elsewhere than at home', async () => {
    const scope = {
      user: 'zhen2',
      role: 'township',
      area_low: '990101104',
      area_high: '990101104A',
      national: '',
      bodies: '',
      door: 'test',
    }
    for (const statement of [
      `select * from joining_door_read('${door}')`,
      `select * from joining_receipt_read(sha256('x'))`,
      `select joining_withdraw(sha256('x'), now(), '2026-05-01')`,
      `select joining_apply('${door}', sha256('x'), sha256('x'), '{}', now(), '2026-05-01', '{}')`,
    ])
      expect(await attempt(statement, scope), statement).toBe('42501')
    const [{ id }] = (await owner<{ id: string }>(`select id from joining_request where state = 'open'`)) as [
      { id: string },
    ]
    const decide = `select decide_joining_request('${id}', null, '不行', now(), '2026-05-01')`
    expect(await attempt(decide, scope)).toBe('42501')
    const home = { ...scope, area_low: '990101', area_high: '990101A' }
    for (const role of ['village', 'auditor', 'leader', 'counsellor', 'admin', 'household']) {
      expect(await attempt(decide, { ...home, role }), role).toBe('42501')
      expect(await attempt('select count(*)::int as n from joining_request', { ...home, role }), role).toBe(
        '0',
      )
    }
    expect(await attempt('select count(*)::int as n from joining_request', home)).not.toBe('0')
    const opens = `insert into joining_door (home, body, area, code, is_open) select home, id, area, '2222222222', true from body where id <> '${body}' limit 1`
    for (const role of ['township', 'county', 'accountant'])
      expect(await attempt(opens, { ...home, role }), role).toBe('42501')
  })
})
