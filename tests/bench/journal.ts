/** The same books to hledger: from the start of the program to the trial balance of a journal of so many postings. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, openSync, closeSync, rmSync, writeSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fillBooks } from './books.ts'
import { bodyId, HOME, PASSWORD, type Bench } from './county.ts'
import { median, type Line } from './measure.ts'
import { started } from './start.ts'

/** The book that has them all: the first one is opened by the use case and stays empty. */
const BOOK = bodyId(2)
const URL = `/api/books/${BOOK}/balances?month=2024-12`

interface Journal {
  postings: number
  folder: string
  file: string
}

/** Lays the postings into one book and writes them for hledger; null where none are asked for or hledger is not there. */
export async function layJournal(bench: Bench, postings: number): Promise<Journal | null> {
  if (postings === 0 || spawnSync('hledger', ['--version']).status !== 0) return null
  await fillBooks(bench, { books: 2, vouchersEach: postings / 2 })
  // The county stands at a day of its own, the server that will be started at today's: its password would be too old.
  await bench.root.query('update app_user set password_set_at = clock_timestamp()')
  const folder = mkdtempSync(path.join(os.tmpdir(), 'heshe-journal-'))
  const file = path.join(folder, 'year.journal')
  const opened = openSync(file, 'w')
  for (let month = 1; month <= 12; month += 1) writeSync(opened, await entriesOf(bench, month))
  closeSync(opened)
  return { postings, folder, file }
}

async function entriesOf({ root }: Bench, month: number): Promise<string> {
  const { rows } = await root.query<{ entries: string }>(
    `select string_agg(entry, E'\\n') as entries from (
      select to_char(day, 'YYYY-MM-DD') || ' ' || min(voucher::text) || E'\\n' ||
        string_agg('  ' || account || '  ' || ((debit - credit) / 100.0)::numeric(20, 2) || E'\\n', '' order by line) as entry
      from voucher_line where home = $1 and body = $2 and extract(month from day) = $3 group by voucher, day) e`,
    [HOME, BOOK, month],
  )
  return `${rows[0]?.entries ?? ''}\n`
}

/** Both give the same balance of each account, or nothing is said of their time. */
export async function benchJournal(data: string, journal: Journal | null): Promise<Line[]> {
  if (!journal) return []
  const { postings } = journal
  try {
    const theirs = askHledger(journal.file)
    let cookie = ''
    await started(data, undefined, async (base) => void (cookie = await signIn(base)))
    let warm = 0
    let ours = new Map<string, number>()
    const cold = await started(data, { path: URL, cookie }, async (base) => {
      ours = await balances(base, cookie)
      warm = await median(50, () => balances(base, cookie))
    })
    const differing = [...theirs.balances].filter(([account, end]) => ours.get(account) !== end)
    if (theirs.balances.size === 0 || differing.length > 0)
      throw new Error(`${differing.length} of ${theirs.balances.size} balances differ from hledger`)
    const floor = {
      what: 'hledger 从启动到余额表（同一本账，各科目余额相同）',
      milliseconds: theirs.milliseconds,
    }
    const times = (milliseconds: number): string => `快 ${(theirs.milliseconds / milliseconds).toFixed(1)} 倍`
    return [
      {
        what: `${postings} 笔分录：整个系统从启动到余额表，${times(cold.milliseconds)}（目标 50 倍）`,
        milliseconds: cold.milliseconds,
        floor,
        goal: { floors: 1 / 50 },
      },
      { what: `同一本账，系统开着时的余额表，${times(warm)}`, milliseconds: warm, floor },
    ]
  } finally {
    rmSync(journal.folder, { recursive: true, force: true })
  }
}

/** Time from the start of the program, and the balances in fen; accounts that come to nothing are not told. */
function askHledger(file: string): { milliseconds: number; balances: Map<string, number> } {
  const began = performance.now()
  const words = ['-f', file, 'balance', '--flat', '--no-total', '-O', 'csv']
  const { status, stdout, stderr } = spawnSync('hledger', words, { encoding: 'utf8' })
  const milliseconds = performance.now() - began
  if (status !== 0) throw new Error(`hledger: ${stderr}`)
  const rows = [...stdout.matchAll(/^"(\d+)","(-?[\d.]+)"$/gm)]
  return { milliseconds, balances: new Map(rows.map(([, account = '', yuan]) => [account, fenOf(yuan)])) }
}

async function signIn(base: string): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ username: 'xian', password: PASSWORD })
  const answer = await fetch(`${base}/api/session`, { method: 'POST', headers, body })
  if (!answer.ok) throw new Error(await answer.text())
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}

async function balances(base: string, cookie: string): Promise<Map<string, number>> {
  const answer = await fetch(base + URL, { headers: { cookie } })
  if (!answer.ok) throw new Error(await answer.text())
  const { rows } = (await answer.json()) as { rows: { account: string; end: string }[] }
  return new Map(rows.map(({ account, end }) => [account, fenOf(end)]))
}

const fenOf = (yuan = ''): number => Math.round(Number(yuan) * 100)
