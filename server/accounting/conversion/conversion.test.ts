/** The old books taken over: draft, refusals all at once, the signed conversion, its paper; attacked by plain SQL. */
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WireConversionDraft } from '#contract/accounting/conversion.ts'
import { readOldTrial } from '#core/accounting/old-trial.ts'
import { trialBalance } from '#server/accounting/balances.ts'
import type { OpenBook } from '#server/accounting/close-month.ts'
import { reverseVoucher } from '#server/accounting/reverse-voucher.ts'
import { takeStock } from '#server/accounting/cash/take-stock.ts'
import { findBook, namesOf } from '#server/accounting/store.ts'
import type { Outcome } from '#core/values/outcome.ts'
import { withScope } from '#server/database/connect.ts'
import { keepFile } from '#server/files/content.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { must } from '../../../tests/must.ts'
import { smallBook, type SmallBook } from '../../../tests/small-books.ts'
import { HOME, outcomeAs, smallCounty, TOWN_A, type SmallCounty } from '../../../tests/small-county.ts'
import { convertBooks, findConversion, findDraft, memberNames, saveDraft } from './convert-books.ts'
import { conversionPaper, oldBooksTemplate } from './workbooks.ts'

let county: SmallCounty
let book: SmallBook
let paper: string
beforeAll(async () => {
  county = await smallCounty()
  book = await smallBook(county)
  paper = await within((trx) =>
    keepFile(
      trx,
      {
        home: HOME,
        area: TOWN_A,
        body: book.body,
        name: '对照表.jpg',
        type: 'image/jpeg',
        bytes: Buffer.from('x'),
      },
      county.services.keys,
    ),
  )
})
afterAll(() => county.database.close())

const within = <T>(work: (trx: Kysely<unknown>) => Promise<T>): Promise<T> =>
  withScope(county.db, book.accountant.scope, (trx) => work(trx as unknown as Kysely<unknown>))
const raw = (statement: string) => within((trx) => sql.raw(statement).execute(trx))
const of = () => ({ home: HOME, body: book.body, area: TOWN_A })

const draftOf = (): WireConversionDraft => {
  const [first, second] = book.members as [string, string]
  const line = (old: string, account: string, more: object) => ({
    old,
    account,
    debit: '',
    credit: '',
    ...more,
  })
  const balance = (code: string, debit: string, credit = '') => ({ code, name: '', debit, credit })
  return {
    balances: [
      balance('102', '500'),
      balance('113', '50'),
      balance('161', '60'),
      balance('211', '', '30'),
      balance('301', '', '400'),
      balance('322', '', '80'),
      balance('332', '', '100'),
    ],
    parts: [
      line('113', '113', { party: '某公司', debit: '30' }),
      line('113', '114', { member: second, debit: '20' }),
      line('161', '161', { note: '商标', debit: '100' }),
      line('161', '162', { note: '商标', credit: '40' }),
      line('211', '213', { credit: '10' }),
      line('211', '211', { party: '农资店', credit: '20' }),
      line('301', '301', { member: first, item: '成员增加出资', credit: '400' }),
    ],
  }
}
const convert = (more: Partial<Parameters<typeof convertBooks>[2]> = {}) =>
  outcomeAs(county.db, book.accountant.scope, async (trx) =>
    convertBooks(trx, (await findBook(trx, book.body)) as OpenBook, {
      ...draftOf(),
      chair: '理事长某',
      supervisor: '监事某',
      paper,
      ...more,
    }),
  )
const ends = async () =>
  Object.fromEntries(
    (await within((trx) => trialBalance(trx, { home: HOME, body: book.body, month: '2023-01-01' }))).map(
      (row) => [row.account, row.end],
    ),
  )

test('a draft is saved over the one it goes on from and is there for whoever goes on', async () => {
  const first = await within((trx) => saveDraft(trx, of(), { balances: [], parts: [], was: null }))
  const was = first!.toISOString()
  expect(await within((trx) => saveDraft(trx, of(), { ...draftOf(), was }))).toBeInstanceOf(Date)
  expect((await within((trx) => findDraft(trx, of())))?.content).toEqual(draftOf())
  const { rows } = await within((trx) => sql`select from conversion_draft`.execute(trx))
  expect(rows).toHaveLength(1)
})

test('who goes on from a draft that another one has replaced saves nothing', async () => {
  const stands = (await within((trx) => findDraft(trx, of())))!
  const before = new Date(stands.saved_at.getTime() - 1).toISOString()
  for (const was of [null, before])
    expect(await within((trx) => saveDraft(trx, of(), { balances: [], parts: [], was }))).toBeUndefined()
  expect(await within((trx) => findDraft(trx, of()))).toEqual(stands)
  expect(stands.saved).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d$/)
})

test('what is unsplit, unbalanced or signed by one person is refused at once, and nothing is posted', async () => {
  const draft = draftOf()
  const refused = await convert({
    ...draft,
    balances: draft.balances.map((one) => (one.code === '102' ? { ...one, debit: '499.99' } : one)),
    parts: draft.parts.slice(1),
    supervisor: '理事长某 ',
  })
  expect(refused.ok ? [] : refused.problems.map((one) => one.code)).toEqual([
    'conversion-unsplit',
    'conversion-unbalanced',
    'stock-signers',
  ])
  expect(await ends()).toEqual({})
})

test('the signed conversion becomes the opening balances, once', async () => {
  const posted = must(await convert())
  expect(posted.day).toBe('2022-12-31')
  expect(await ends()).toEqual({
    '102': 500_00n,
    '113': 30_00n,
    '114': 20_00n,
    '161': 100_00n,
    '162': -40_00n,
    '211': -20_00n,
    '213': -10_00n,
    '301': -400_00n,
    '322': -80_00n,
    '332': -100_00n,
  })
  const again = await convert()
  expect(again.ok ? [] : again.problems.map((one) => one.code)).toEqual(['conversion-opened'])
  const kept = await within((trx) => findConversion(trx, of()))
  expect(kept).toMatchObject({ chair: '理事长某', supervisor: '监事某', paper, content: draftOf() })
  must(await within((trx) => reverseVoucher(trx, { id: posted.id, on: '2023-01-01', reason: '漏了一户' })))
  expect(await within((trx) => findConversion(trx, of()))).toBeUndefined()
  expect((await within((trx) => namesOf(trx, of()))).opening).toBe(false)
  must(await convert())
})

test('plain SQL changes no conversion and brings in no second one', async () => {
  for (const statement of [
    `update chart_conversion set chair = '别人'`,
    `delete from chart_conversion`,
    `delete from conversion_draft`,
    `update conversion_draft set body = gen_random_uuid()`,
  ])
    await expect(raw(statement)).rejects.toThrow(/permission denied/)
  const copy = (voucher: string, more = '') =>
    raw(`insert into chart_conversion (home, id, body, area, day, content, chair, supervisor, paper, voucher)
      select home, gen_random_uuid(), body, area, day, content, '甲', '乙${more}', paper, ${voucher} from chart_conversion limit 1`)
  await expect(copy('voucher')).rejects.toThrow(/已有一次|duplicate/)
  const { id } = await book.post([
    { account: '101', debit: 1n },
    { account: '102', credit: 1n },
  ])
  await expect(copy(`'${id}'`)).rejects.toThrow(/不是这本账簿的期初凭证/)
  const reader = await county.person('zhen', 'township', { area: TOWN_A })
  const seen = await withScope(county.db, reader.scope, (trx) =>
    sql`select from chart_conversion`.execute(trx),
  )
  expect(seen.rows).toHaveLength(2)
  await expect(
    withScope(county.db, reader.scope, (trx) =>
      sql`insert into conversion_draft (home, body, area, content) values (${HOME}, ${book.body}, ${TOWN_A}, '{}')`.execute(
        trx,
      ),
    ),
  ).rejects.toThrow(/row-level security/)
})

test('the paper has the old and the new side by side with their sums; the form comes back as it is read', async () => {
  const names = await within((trx) => memberNames(trx, { ...of(), ids: book.members }))
  const bytes = await conversionPaper({
    bodyName: '甲社',
    day: '2022-12-31',
    draft: draftOf(),
    names,
    signers: null,
  })
  const sheet = must(await readWorkbook(bytes, '对照表.xlsx')).sheets[0]!
  const shown = sheet.rows.map((row) => row.map((cell) => (cell.type === 'empty' ? '' : cell.text)).join('|'))
  expect(shown.some((line) => line.startsWith('113 应收款|50.00||113 应收款|某公司|30.00'))).toBe(true)
  expect(shown.some((line) => line.includes('114 成员往来|成员乙|20.00'))).toBe(true)
  expect(shown.find((line) => line.startsWith('合计'))).toBe('合计|610.00|610.00|||650.00|650.00')
  const form = must(await readWorkbook(await oldBooksTemplate(), '模板.xlsx')).sheets[0]!
  expect(readOldTrial(form, [])).toMatchObject({ ok: false, problems: [{ code: 'old-trial-empty' }] })
})

test('of a conversion and a stock-taking signed at once one opens the book, whichever is first', async () => {
  const other = await smallBook(county, 'kuaiji2')
  const signed = { chair: '理事长某', supervisor: '监事某', paper }
  const open = async (trx: Kysely<unknown>) => (await findBook(trx, other.body)) as OpenBook
  const asOther = <T>(work: (trx: Kysely<unknown>) => Promise<Outcome<T>>) =>
    outcomeAs(county.db, other.accountant.scope, (trx) => work(trx as unknown as Kysely<unknown>))
  const balance = { name: '', debit: '', credit: '' }
  const draft = {
    balances: [
      { ...balance, code: '102', debit: '500' },
      { ...balance, code: '332', credit: '500' },
    ],
    parts: [],
  }
  const convertOther = () =>
    asOther(async (trx) => convertBooks(trx, await open(trx), { ...draft, ...signed }))
  const countOther = () =>
    asOther(async (trx) =>
      takeStock(trx, await open(trx), { items: [{ kind: 'cash', amount: '500' }], ...signed }),
    )
  for (const both of [
    [convertOther, countOther],
    [countOther, convertOther],
  ]) {
    const outcomes = await Promise.all(both.map((one) => one()))
    expect(outcomes.filter((one) => one.ok)).toHaveLength(1)
    expect(outcomes.flatMap((one) => (one.ok ? [] : one.problems.map((found) => found.code)))).toEqual([
      expect.stringMatching(/^(conversion-opened|stock-taken)$/),
    ])
    const { id } = outcomes.flatMap((one) => (one.ok ? [one.value] : []))[0]!
    must(await asOther((trx) => reverseVoucher(trx, { id, on: '2023-01-01', reason: '重来' })))
  }
})
