/** Kin, one hand, posts elsewhere and payments to related parties of one cooperative, computed by hand beside it. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FactValue } from '#core/kernel/literal.ts'
import { postVoucher } from '#server/accounting/post-voucher.ts'
import { reverseVoucher } from '#server/accounting/reverse-voucher.ts'
import { withScope } from '#server/database/connect.ts'
import { must } from '../../../tests/must.ts'
import { smallBook, type SmallBook } from '../../../tests/small-books.ts'
import { HOME, smallCounty, TOWN_A, TOWN_B, type SmallCounty } from '../../../tests/small-county.ts'
import { factsQuery, toFactValues } from './facts.ts'

let county: SmallCounty
let coop: SmallBook
beforeAll(async () => {
  county = await smallCounty()
  coop = await smallBook(county)
})
afterAll(() => county.database.close())

const SYSTEM = { user: 'system', role: 'system', national: 'on', door: 'test' }

async function factsOn(
  day: string,
  of: { body?: string; scope?: Readonly<Record<string, string>> } = {},
): Promise<Record<string, FactValue | null>> {
  const { rows } = await withScope(county.db, of.scope ?? SYSTEM, (trx) =>
    sql<Record<string, unknown>>`${factsQuery({ day, bodies: [of.body ?? coop.body] })}`.execute(trx),
  )
  return toFactValues(rows[0] ?? {})
}

const officer = (
  post: string,
  person: string,
  more: { body?: string; area?: string; until?: string; hash?: string } = {},
) =>
  county.add(
    'officer',
    {
      organ: '理事会',
      post,
      person,
      since: '2020-01-01',
      ...(more.until !== undefined && { until: more.until }),
      ...(more.hash !== undefined && { id_number_hash: `\\x${more.hash}` }),
    },
    { body: more.body ?? coop.body, area: more.area ?? TOWN_A, day: '2020-01-01' },
  )
const kin = (person: string, relation: string, other?: string) =>
  county.add(
    'officer_kin',
    { person, relation, declared_on: '2023-01-01', ...(other !== undefined && { other }) },
    { body: coop.body, area: TOWN_A, day: '2023-01-01' },
  )

test('kinship is unknown until it is declared, none once every supervisor said so, and counted in pairs once', async () => {
  await officer('理事长', '成员甲', { hash: 'aa01' })
  await officer('监事', '成员乙')
  expect(await factsOn('2023-03-01')).toMatchObject({ kin_supervisors: null, kin_accountants: null })
  await kin('成员乙', '没有亲属')
  expect(await factsOn('2022-12-31')).toMatchObject({ kin_supervisors: null })
  expect(await factsOn('2023-01-01')).toMatchObject({ kin_supervisors: 0 })
  await kin('成员甲', '兄弟姐妹', '成员乙')
  await kin('成员乙', '兄弟姐妹', '成员甲')
  expect(await factsOn('2023-03-01')).toMatchObject({ kin_supervisors: 1 })
})

test('an accountant in post or an agency within its term keeps the books; one hand is counted by person', async () => {
  expect(await factsOn('2023-03-01')).toMatchObject({ accountant_kept: false, one_hand_money: null })
  await county.add(
    'bookkeeping_agency',
    { agency: '禾丰代账公司', since: '2023-01-01', until: '2023-06-30' },
    { body: coop.body, area: TOWN_A, day: '2023-01-01' },
  )
  expect(await factsOn('2023-06-30')).toMatchObject({ accountant_kept: true })
  expect(await factsOn('2023-07-01')).toMatchObject({ accountant_kept: false })
  await officer('财务会计', '成员丙', { until: '2023-08-31' })
  expect(await factsOn('2023-07-01')).toMatchObject({
    accountant_kept: true,
    one_hand_money: 0,
    kin_accountants: null,
  })
  await officer('出纳', '成员丙')
  await kin('成员丙', '父母子女', '成员甲')
  expect(await factsOn('2023-08-31')).toMatchObject({ one_hand_money: 1, kin_accountants: 1 })
  expect(await factsOn('2023-09-01')).toMatchObject({ one_hand_money: null })
})

test('a post in another cooperative is found wherever it lies, also by who does not see it, and as a number alone', async () => {
  expect(await factsOn('2023-03-01')).toMatchObject({ rival_posts: 0 })
  const elsewhere = await county.addBody(TOWN_B, { name: '丁种植专业合作社' })
  await officer('经理', '成员甲', { body: elsewhere, area: TOWN_B, hash: 'aa01', until: '2023-05-31' })
  await officer('成员代表', '成员甲', { body: elsewhere, area: TOWN_B, hash: 'aa01' })
  expect(await factsOn('2023-05-31')).toMatchObject({ rival_posts: 1 })
  expect(await factsOn('2023-06-01')).toMatchObject({ rival_posts: 0 })
  const { scope } = coop.accountant
  expect(await factsOn('2023-05-31', { scope })).toMatchObject({ rival_posts: 1 })
  const { rows } = await withScope(county.db, scope, async (trx) => {
    await sql`select * from rival_posts(array['990101'], array[${coop.body}::uuid], '2023-05-31')`.execute(
      trx,
    )
    return sql`select id from body where id = ${elsewhere}::uuid`.execute(trx)
  })
  expect(rows).toEqual([])
})

test('payments to kin, to linked bodies and to firms of officers; those that the chair wrote alone; reversed ones are gone', async () => {
  await county.addBody(TOWN_B, { name: '戊农资有限公司', legal_representative: '成员甲', body_kind: '公司' })
  const linked = await county.addBody(TOWN_B, { name: '己运输有限公司', body_kind: '公司' })
  await county.add(
    'body_link',
    { relation: '社企联合', other: linked, since: '2023-01-01' },
    { body: coop.body, area: TOWN_A, day: '2023-01-01' },
  )
  const pay = (party: string, on: string) =>
    coop.post(
      [
        { account: '211', debit: 100n, party },
        { account: '102', credit: 100n },
      ],
      { on },
    )
  await pay('外人商行', '2023-03-01')
  expect(await factsOn('2023-03-31')).toMatchObject({ related_payments: 0, chair_payments: 0 })
  await pay('戊农资有限公司', '2023-03-02')
  const wrong = await pay('己运输有限公司', '2023-03-03')
  await pay('成员乙', '2023-03-04')
  expect(await factsOn('2023-03-31')).toMatchObject({ related_payments: 3 })
  // The same figure for who does not see the other bodies.
  expect(await factsOn('2023-03-31', { scope: coop.accountant.scope })).toMatchObject({ related_payments: 3 })
  await withScope(county.db, coop.accountant.scope, async (trx) =>
    must(await reverseVoucher(trx, { id: wrong.id, on: '2023-03-05', reason: '记错' } as never)),
  )
  expect(await factsOn('2023-03-31')).toMatchObject({ related_payments: 2 })
  expect(await factsOn('2024-03-02')).toMatchObject({ related_payments: 1 })
})

test('a payment that the chair wrote himself counts, one of the accountant does not', async () => {
  const chair = await county.person('lishizhang', 'chair', { bodies: [coop.body] })
  const { area } = (
    await withScope(county.db, chair.scope, (trx) =>
      sql<{ area: string }>`select area from body where id = ${coop.body}::uuid`.execute(trx),
    )
  ).rows[0]!
  await withScope(county.db, chair.scope, async (trx) =>
    must(
      await postVoucher(trx, {
        home: HOME,
        body: coop.body,
        area,
        on: '2023-04-01',
        summary: '付农资款',
        lines: [
          { account: '211', debit: 100n, party: '外人商行' },
          { account: '102', credit: 100n },
        ],
      }),
    ),
  )
  expect(await factsOn('2023-03-31')).toMatchObject({ chair_payments: 0 })
  expect(await factsOn('2023-04-01')).toMatchObject({ chair_payments: 1 })
})

test('a cooperative without books, officers or agency is unknown in all of it', async () => {
  const bare = await county.addBody(TOWN_A, { name: '庚种植专业合作社' })
  expect(await factsOn('2023-03-01', { body: bare })).toMatchObject({
    kin_supervisors: null,
    one_hand_money: null,
    rival_posts: null,
    chair_payments: null,
    related_payments: null,
    accountant_kept: null,
  })
})
