/** The marks of the database: every source of a figure leaves one, and a whole check computes exactly what is marked. */
import { randomUUID } from 'node:crypto'
import {
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  DummyDriver,
  sql,
} from 'kysely'
import { Client, Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withScope } from '#server/database/connect.ts'
import { smallBook, type SmallBook } from '../../../tests/small-books.ts'
import { HOME, smallCounty, TODAY, TOWN_A, TOWN_B, type SmallCounty } from '../../../tests/small-county.ts'
import { checkToday } from '../findings.ts'
import { areasOn } from '../services.ts'
import { FACT_COLUMNS, factsQuery, refreshFacts } from './facts.ts'

const SYSTEM = { user: 'system', role: 'system', national: 'on', door: 'test' }

/** Named like a column of something that is read; no figure reads the table. */
const NAMESAKES = ['account', 'area', 'audit']

let county: SmallCounty
let admin: Pool
let coop: SmallBook
let body: Record<'coop' | 'rival' | 'firm' | 'village' | 'apart', string>

beforeAll(async () => {
  county = await smallCounty()
  admin = new Pool({ ...county.database.admin, max: 2 })
  coop = await smallBook(county)
  const firm = { name: '禾丰农资有限公司', body_kind: '公司', legal_representative: '陈某' }
  body = {
    coop: coop.body,
    rival: await county.addBody(TOWN_A, { name: '乙种植专业合作社' }),
    firm: await county.addBody(TOWN_B, firm),
    village: await county.addBody(VILLAGE, { name: '丁种植专业合作社' }),
    apart: await county.addBody(TOWN_B, { name: '戊种植专业合作社' }),
  }
  for (const of of ['coop', 'rival'] as const)
    await officer(of, { post: '理事长', person: '张某', hash: 'aa01' })
  await officer('coop', { post: '理事', person: '陈某', hash: 'aa02' })
  await coop.post(PAID)
  await check()
})
afterAll(async () => {
  await admin.end()
  await county.database.close()
})

const VILLAGE = `${TOWN_B}201`
const PAID = [
  { account: '211', debit: 100n, party: '禾丰农资有限公司' },
  { account: '102', credit: 100n },
]

const officer = (
  of: 'coop' | 'rival',
  who: { post: string; person: string; hash: string },
  more: { id?: string; version?: number } = {},
) =>
  county.add(
    'officer',
    {
      organ: '理事会',
      post: who.post,
      person: who.person,
      since: '2020-01-01',
      id_number_hash: `\\x${who.hash}`,
    },
    { body: body[of], area: TOWN_A, day: '2020-01-01', ...more },
  )

/** A check of everything; gives how many bodies were judged. */
const check = (day = TODAY): Promise<number> =>
  withScope(county.db, SYSTEM, async (trx) =>
    checkToday(trx, await areasOn(trx, county.services, day), { day }),
  )

const factNames = FACT_COLUMNS.map((one) => one.name).filter((name) => name !== 'loss_amount')

/** What is kept, and what would come out if everything were computed anew. */
async function keptAndAnew(day = TODAY): Promise<{ kept: unknown; anew: unknown }> {
  return withScope(county.db, SYSTEM, async (trx) => {
    const names = sql.raw(['body', 'area', ...factNames].join(', '))
    const kept = await sql`select ${names} from body_fact order by body`.execute(trx)
    const anew = await sql`select ${names} from (${factsQuery({ day })}) f order by body`.execute(trx)
    return { kept: kept.rows, anew: anew.rows }
  })
}

/** Which bodies a whole check computes: a figure that is wrong everywhere is right again in these alone. */
async function computed(day = TODAY): Promise<string[]> {
  await admin.query('update body_fact set loss_amount = -77')
  await check(day)
  const { rows } = await admin.query<{ body: string }>(
    'select body from body_fact where loss_amount is distinct from -77',
  )
  const { kept, anew } = await keptAndAnew(day)
  expect(kept).toEqual(anew)
  const names = new Map(Object.entries(body).map(([name, id]) => [id, name]))
  return rows.map((one) => names.get(one.body) ?? one.body).toSorted()
}

describe('every source is marked', () => {
  test('whatever the figures are computed from, however deep in functions, leaves a mark with every write', async () => {
    const marking = await admin.query<{ name: string; events: string }>(`
      select c.relname as name, string_agg(case when t.tgtype & 4 > 0 then 'i' else '' end || case when t.tgtype & 8 > 0 then 'd' else '' end
        || case when t.tgtype & 16 > 0 then 'u' else '' end, '' order by t.tgname) as events
      from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
      where p.proname in ('mark_touched', 'mark_beyond', 'mark_many_beyond') and t.tgenabled = 'O' group by 1`)
    const marked = new Set(
      marking.rows
        .filter((one) => /i/.test(one.events) && /d/.test(one.events) && /u/.test(one.events))
        .map((one) => one.name),
    )
    const sources = await sourcesOf(factsText())
    expect(sources).toContain('share_event')
    // A version is folded into the current table of its register with every insert.
    const folded = (name: string): boolean =>
      name.endsWith('_version') && marked.has(name.replace(/_version$/, ''))
    const bare = sources.filter((name) => !marked.has(name) && !folded(name) && !NAMESAKES.includes(name))
    expect(bare, 'select watch_facts(…) of these in a migration, or mark what they say of others').toEqual([])
  })

  test('a row that comes, goes to another body, or goes away marks those bodies alone', async () => {
    const { rows } = await admin.query<{ name: string }>(`
      select distinct c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
      where p.proname = 'mark_touched' order by 1`)
    expect(rows.length).toBeGreaterThan(30)
    const client = await admin.connect()
    try {
      for (const { name } of rows) {
        await client.query('begin')
        await strip(client, name)
        const [one, other] = [randomUUID(), randomUUID()]
        const seen: string[][] = []
        for (const write of [
          `insert into ${name} (home, body) values ('${HOME}', '${one}')`,
          `update ${name} set body = '${other}' where body = '${one}'`,
          `delete from ${name} where body = '${other}'`,
        ]) {
          await client.query('delete from fact_mark')
          await client.query(write)
          const marks = await client.query<{ body: string }>('select distinct body from fact_mark')
          seen.push(marks.rows.map((row) => row.body).toSorted())
        }
        await client.query('rollback')
        expect({ name, seen }).toEqual({ name, seen: [[one], [one, other].toSorted(), [other]] })
      }
    } finally {
      client.release()
    }
  })
})

describe('a whole check computes what was touched, and it comes out as if all had been computed', () => {
  test('nothing after nothing, and nothing after what was taken back', async () => {
    expect(await computed()).toEqual([])
    await expect(
      withScope(county.db, SYSTEM, async (trx) => {
        await sql`insert into dossier_action (home, body, number, action, on_day, actor_name)
          values (${HOME}, ${body.coop}, 1, 'accept', ${TODAY}, '县')`.execute(trx)
        throw new Error('taken back')
      }),
    ).rejects.toThrow('taken back')
    expect(await computed()).toEqual([])
  })

  test('a record, an earlier one that is entered later, a voucher, a paper of the dossier', async () => {
    const of = { body: body.apart, area: TOWN_B, id: randomUUID() }
    await county.add(
      'member_summary',
      { as_of: '2023-01-01', members: 4, farmers: 4 },
      { ...of, day: '2023-02-01' },
    )
    expect(await computed()).toEqual(['apart'])
    await county.add(
      'member_summary',
      { as_of: '2022-01-01', members: 9 },
      { ...of, day: '2022-01-01', version: 2 },
    )
    expect(await computed()).toEqual(['apart'])
    await coop.post(PAID, { on: '2023-03-16' })
    expect(await computed()).toEqual(['coop'])
  })

  test('what others read of it: an officer elsewhere, a representative, a link, a name, a move', async () => {
    const id = await officer('rival', { post: '经理', person: '张某', hash: 'aa01' })
    expect(await computed()).toEqual(['coop', 'rival'])
    await officer('rival', { post: '经理', person: '李某', hash: 'aa03' }, { id, version: 2 })
    expect(await computed()).toEqual(['coop', 'rival'])
    const turn = (of: 'firm' | 'apart', values: Record<string, unknown>, area = TOWN_B) => {
      versions[of] += 1
      return county.add(
        'body',
        { ...FIRM, ...values },
        { body: body[of], id: body[of], area, day: '2015-01-02', version: versions[of] },
      )
    }
    const versions = { firm: 1, apart: 1 }
    await turn('firm', { legal_representative: '王某' })
    expect(await computed()).toEqual(['coop', 'firm'])
    await county.add(
      'body_link',
      { relation: '社企联合', other: body.firm, since: '2023-01-01' },
      { body: body.coop, area: TOWN_A, day: '2023-01-01' },
    )
    expect(await computed()).toEqual(['coop'])
    await turn('firm', { legal_representative: '王某', name: '禾丰新农资有限公司' })
    expect(await computed()).toEqual(['coop', 'firm'])
    await turn('apart', { name: '戊种植专业合作社', body_kind: '农民专业合作社' }, VILLAGE)
    expect(await computed()).toEqual(['apart'])
  })

  test('the households of a village, and who a user is', async () => {
    await admin.query(
      `insert into village_households (home, id, area, version, effective_on, year, households)
       values ($1, gen_random_uuid(), $2, 1, '2023-01-01', 2023, 120)`,
      [HOME, VILLAGE],
    )
    expect(await computed()).toEqual(['apart', 'village'])
    await admin.query(`update app_user set last_sign_in = now() where username = 'kuaiji'`)
    expect(await computed()).toEqual([])
    await admin.query(`update app_user set role = 'chair' where username = 'kuaiji'`)
    expect(await computed()).toEqual(['coop'])
    const { rows } = await admin.query<{ n: string }>(
      `select chair_payments::text as n from body_fact where body = $1`,
      [body.coop],
    )
    expect(rows).toEqual([{ n: '2' }])
  })

  test('everything on another day, and with another program', async () => {
    const all = Object.keys(body).toSorted()
    expect(await computed('2023-03-21')).toEqual(all)
    expect(await computed('2023-03-21')).toEqual([])
    expect(await computed()).toEqual(all)
    await admin.query(`update fact_program set program = 'another'`)
    expect(await computed()).toEqual(all)
    expect(await computed()).toEqual([])
  })
})

test('what is written while a check runs is computed by the next one', async () => {
  const writer = new Client(county.database.admin)
  await writer.connect()
  const write = `insert into dossier_action (home, body, number, action, on_day, actor_name, actor) values ($1, $2, $3, 'accept', $4, '县', 'x')`
  // Written before the check begins and committed after it has ended.
  await writer.query('begin')
  await writer.query(write, [HOME, body.apart, 1, TODAY])
  expect(await computed()).toEqual([])
  await writer.query('commit')
  expect(await computed()).toEqual(['apart'])
  // Written and committed after the check took the marks and before it ends.
  await admin.query(write, [HOME, body.rival, 1, TODAY])
  await withScope(county.db, SYSTEM, async (trx) => {
    expect(await refreshFacts(trx, { day: TODAY })).toEqual([body.rival])
    await writer.query(write, [HOME, body.rival, 2, TODAY])
  })
  expect(await computed()).toEqual(['rival'])
  await writer.end()
})

test('of named bodies, few or many, the marks of these alone are taken, each body once', async () => {
  for (const strangers of [0, 19, 20, 300]) {
    for (const of of ['coop', 'coop', 'firm'] as const)
      await admin.query(`insert into fact_mark (home, body) values ($1, $2)`, [HOME, body[of]])
    const named = [body.coop!, ...Array.from({ length: strangers }, () => randomUUID())]
    const taken = await withScope(county.db, SYSTEM, (trx) =>
      sql<{ body: string }>`select body from take_fact_marks(${named}::uuid[], null) body`.execute(trx),
    )
    expect(taken.rows.map((one) => one.body)).toEqual([body.coop])
    expect(await computed()).toEqual(['firm'])
  }
})

test('two checks at once take a mark once: the one that waits takes what the other gives back, and neither waits for ever', async () => {
  const marks = `insert into fact_mark (home, body) select $1, b from unnest($2::uuid[]) b, generate_series(1, 40) n order by md5(n || b::text)`
  const lay = () => admin.query(marks, [HOME, Object.values(body)])
  const take = `select take_fact_marks(null, null) as body`
  const other = await admin.connect()
  const settings = `select set_config('app.role', 'system', true), set_config('app.national', 'on', true)`
  const taken = () =>
    withScope(
      county.db,
      SYSTEM,
      async (trx) => (await sql.raw<{ body: string }>(take).execute(trx)).rows.length,
    )
  for (const [end, left] of [
    ['commit', 0],
    ['rollback', Object.keys(body).length],
  ] as const) {
    await lay()
    await other.query(`begin; ${settings}`)
    expect((await other.query(take)).rowCount).toBe(Object.keys(body).length)
    const waits = taken()
    await other.query(end)
    expect(await waits).toBe(left)
  }
  other.release()
  for (let round = 0; round < 10; round += 1) {
    await lay()
    expect((await Promise.all([taken(), taken()])).toSorted((a, b) => a - b)).toEqual([0, 5])
  }
  expect(await computed()).toEqual([])
})

test('a township takes the marks of its own bodies alone', async () => {
  for (const of of ['coop', 'firm'] as const)
    await admin.query(`insert into fact_mark (home, body) values ($1, $2)`, [HOME, body[of]])
  const township = await county.person('zhen', 'township', { area: TOWN_A })
  const taken = await withScope(county.db, township.scope, (trx) => refreshFacts(trx, { day: TODAY }))
  expect(taken).toEqual([body.coop])
  const auditor = await county.person('shencha', 'auditor', { area: HOME })
  const own = await county.person('lishizhang', 'chair', { bodies: [body.firm!] })
  for (const who of [auditor.scope, own.scope, SYSTEM])
    await expect(withScope(county.db, who, (trx) => sql`delete from fact_mark`.execute(trx))).rejects.toThrow(
      /permission denied/,
    )
  // Who only reads takes no mark through the check's function either, a chair none of another body.
  for (const who of [
    auditor.scope,
    (await county.person('lishizhang2', 'chair', { bodies: [body.coop!] })).scope,
  ]) {
    const mine = await withScope(county.db, who, (trx) =>
      sql`select body from take_fact_marks(null, null) body`.execute(trx),
    )
    expect(mine.rows).toEqual([])
  }
  expect(await computed()).toEqual(['firm'])
  for (const forged of [
    sql`insert into fact_mark (home, body) values (${HOME}, ${body.coop})`,
    sql`update fact_mark set body = ${body.apart}`,
  ])
    await expect(withScope(county.db, SYSTEM, (trx) => forged.execute(trx))).rejects.toThrow(
      /permission denied/,
    )
})

const FIRM = {
  name: '禾丰农资有限公司',
  body_kind: '公司',
  registered_on: '2015-01-01',
  registration_state: '存续',
}

function factsText(): string {
  const kysely = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
  return factsQuery({ day: TODAY, bodies: [] }).compile(kysely).sql
}

/** Every table whose name stands in the text, or in that of a function or view whose name stands in it, and so on. */
async function sourcesOf(text: string): Promise<string[]> {
  const { rows } = await admin.query<{ name: string; text: string | null }>(`
    select relname as name, case when relkind = 'v' then pg_get_viewdef(oid) end as text from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')
    union all select proname, coalesce(prosrc, '') || coalesce(pg_get_function_sqlbody(oid), '') from pg_proc where pronamespace = 'public'::regnamespace`)
  const found = new Set<string>()
  const queue = [text]
  const seen = new Set<(typeof rows)[number]>()
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const words = new Set(next.toLowerCase().match(/[a-z_][a-z0-9_]*/g))
    for (const one of rows) {
      if (seen.has(one) || !words.has(one.name)) continue
      seen.add(one)
      if (one.text === null) found.add(one.name)
      else queue.push(one.text)
    }
  }
  return [...found].toSorted()
}

/** Leaves of a table its columns and the triggers that mark, so that a row needs nothing but home and body. */
async function strip(client: { query: Client['query'] }, table: string): Promise<void> {
  await client.query(`do $$
    declare one record;
    begin
      for one in select tgname from pg_trigger where tgrelid = '${table}'::regclass and not tgisinternal and tgname !~ '^zz_marks_(added|changed|removed)$' loop
        execute format('drop trigger %I on ${table}', one.tgname);
      end loop;
      for one in select conname from pg_constraint where conrelid = '${table}'::regclass and contype <> 'n' loop
        execute format('alter table ${table} drop constraint if exists %I cascade', one.conname);
      end loop;
      for one in select attname from pg_attribute where attrelid = '${table}'::regclass and attnum > 0 and attnotnull and not attisdropped and attidentity = '' loop
        execute format('alter table ${table} alter column %I drop not null', one.attname);
      end loop;
    end $$`)
}
