/** The books: posting through the use case against a bare balanced insert, and a trial balance among many lines. */
import { withScope } from '#server/database/connect.ts'
import { trialBalance } from '#server/accounting/balances.ts'
import { openBook, postVoucher } from '#server/accounting/post-voucher.ts'
import { must } from '../must.ts'
import { bodyId, HOME, SYSTEM, type Bench } from './county.ts'
import { byTurns, median, type Line } from './measure.ts'

/** Vouchers of two lines that each of the bodies gets. */
export interface BooksSize {
  books: number
  vouchersEach: number
}

export async function benchBooks(bench: Bench, size: BooksSize): Promise<Line[]> {
  await fillBooks(bench, size)
  return [...(await benchPosting(bench)), ...(await benchBalance(bench, size))]
}

async function benchPosting({ database, root }: Bench): Promise<Line[]> {
  const body = bodyId(1)
  const { rows } = await root.query<{ area: string }>('select area from body where id = $1', [body])
  const book = { home: HOME, body, area: rows[0]!.area }
  const lines = [
    { account: '102', debit: 300_00n },
    { account: '501', credit: 200_00n },
    { account: '502', credit: 100_00n },
  ]
  const post = () =>
    withScope(database.app, SYSTEM, async (trx) =>
      must(await postVoucher(trx, { ...book, on: '2024-06-15', summary: '销售产品', lines })),
    )
  await root.query(`
    create table if not exists bench_voucher (id bigint generated always as identity primary key, body uuid, day date, summary text);
    create table if not exists bench_line (voucher bigint references bench_voucher, line int, account text, debit bigint, credit bigint, primary key (voucher, line))`)
  const taken = await byTurns(
    5,
    { take: () => median(50, post) },
    { take: () => median(50, () => postBare(root, body)) },
  )
  return [
    {
      what: '记一张三行的凭证（查对、连号、月度累计、留痕）',
      milliseconds: taken.milliseconds,
      floor: { what: '插入三行借贷相等的空表', milliseconds: taken.floor },
      floors: taken.floors,
      worked: taken.worked,
      goal: { floors: 2 },
      stood: 4,
    },
  ]
}

async function postBare(root: Bench['root'], body: string): Promise<void> {
  await root.query('begin')
  await root.query({
    name: 'bare voucher',
    text: `with v as (insert into bench_voucher (body, day, summary) values ($1, '2024-06-15', '销售产品') returning id)
      insert into bench_line select id, l.line, l.account, l.debit, l.credit from v,
        (values (1, '102', 30000, 0), (2, '501', 0, 20000), (3, '502', 0, 10000)) l (line, account, debit, credit)`,
    values: [body],
  })
  await root.query('commit')
}

async function benchBalance({ database, root }: Bench, size: BooksSize): Promise<Line[]> {
  const lines = size.books * size.vouchersEach * 2
  const asked = { home: HOME, body: bodyId(2), month: '2024-12-01' }
  const one = await median(50, () => withScope(database.app, SYSTEM, (trx) => trialBalance(trx, asked)))
  const own = await median(10, () =>
    root.query(
      'select account, sum(debit - credit) from voucher_line where home = $1 and body = $2 group by 1',
      [HOME, asked.body],
    ),
  )
  const rolled = await median(3, () =>
    root.query(`select account, sum(debit - credit) from account_month where home = '${HOME}' group by 1`),
  )
  const summed = await median(1, () =>
    root.query(`select account, sum(debit - credit) from voucher_line where home = '${HOME}' group by 1`),
  )
  return [
    {
      what: `一社余额表，全库 ${lines} 行分录`,
      milliseconds: one,
      floor: { what: '只加总这一社的分录', milliseconds: own },
      goal: { most: 5 },
    },
    {
      what: `全县 ${size.books} 社按科目合计（月度累计）`,
      milliseconds: rolled,
      floor: { what: '逐行加总全部分录', milliseconds: summed },
      goal: { floors: 0.1 },
    },
  ]
}

/** Lays the journal in past the triggers, with the sums that they would have kept. */
export async function fillBooks({ database, root }: Bench, size: BooksSize): Promise<void> {
  const body = `('01900000-0000-7000-8000-' || lpad(to_hex(b), 12, '0'))::uuid`
  const held = await root.query('select from book limit 1')
  if (held.rowCount !== 0) return
  await withScope(database.app, SYSTEM, async (trx) => {
    const { rows } = await root.query<{ area: string }>('select area from body where id = $1', [bodyId(1)])
    must(await openBook(trx, { home: HOME, body: bodyId(1), area: rows[0]!.area, startedOn: '2024-01-01' }))
  })
  await root.query('begin; set local session_replication_role = replica')
  await root.query(
    `insert into book (home, body, area, started_on)
      select home, id, area, '2024-01-01' from body where id <> $1 and id <= $2`,
    [bodyId(1), bodyId(size.books)],
  )
  const each = `generate_series(2, ${size.books}) b, generate_series(1, ${size.vouchersEach}) v`
  const voucher = `('01900003-0000-7000-8000-' || lpad(to_hex(b * 100000 + v), 12, '0'))::uuid`
  const day = `date '2024-01-01' + v % 360`
  await root.query(`
    insert into voucher (home, id, body, area, year, number, day, summary, actor, door)
    select '${HOME}', ${voucher}, ${body}, '${HOME}101', 2024, v, ${day}, '销售产品', 'bench', 'bench' from ${each}`)
  await root.query(`
    insert into voucher_line (home, voucher, line, body, area, day, account, debit, credit)
    select '${HOME}', ${voucher}, l, ${body}, '${HOME}101', ${day},
      (array['101','102','121','151','501','521','523','322'])[1 + (v + l * 3) % 8],
      case l when 1 then 100 + v else 0 end, case l when 2 then 100 + v else 0 end
    from ${each}, generate_series(1, 2) l`)
  await root.query(`
    insert into account_month (home, body, account, month, phase, area, debit, credit)
    select home, body, account, date_trunc('month', day)::date, 'current', min(area), sum(debit), sum(credit)
    from voucher_line group by 1, 2, 3, 4`)
  await root.query('commit')
  await root.query('vacuum analyze')
}
