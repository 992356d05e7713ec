/** heshe books: the books for other programs, and the books recomputed. */
import type { Kysely } from 'kysely'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { systemClock } from '../clock.ts'
import type { Arguments } from './arguments.ts'
import { inDeployment, inTransaction } from './database.ts'
import { writeNew } from './task.ts'

/** What the books themselves can do; put in by the index of the command line. */
export interface BookWork {
  formats: readonly string[]
  exportBooks: (
    trx: Kysely<unknown>,
    of: { body: string; format: string },
  ) => Promise<Outcome<{ text: string; vouchers: number }>>
  verifyBooks: (trx: Kysely<unknown>) => Promise<{ books: number; vouchers: number; differences: string[] }>
}

/** Exports one body's journal, or verifies all books; 1 where something differs. */
export async function runBooks(given: Arguments, work: BookWork): Promise<Outcome<0 | 1>> {
  if (given.file === 'export') return runExport(given, work)
  if (given.file === 'verify') return runVerify(work)
  return failed(refused('usage', `heshe books 后面写 export 或 verify；用法见 heshe help books。`))
}

async function runExport(given: Arguments, work: BookWork): Promise<Outcome<0 | 1>> {
  const body = given.word('body')
  const format = given.word('format') ?? 'hledger'
  if (body === undefined || !work.formats.includes(format))
    return failed(
      refused('usage', '导出要写 --body 和 --format hledger 或 beancount；用法见 heshe help books。'),
    )
  return inDeployment(systemClock, async ({ database }) => {
    const made = await inTransaction(database.app, { command: 'books export', keep: false }, (trx) =>
      work.exportBooks(trx, { body, format }),
    )
    if (!made.ok) return made
    const out = given.word('out')
    if (out === undefined) process.stdout.write(made.value.text)
    else {
      const written = writeNew(out, Buffer.from(made.value.text))
      if (!written.ok) return written
      console.error(`已写出 ${made.value.vouchers} 张凭证：${out}`)
    }
    return done(0)
  })
}

async function runVerify(work: BookWork): Promise<Outcome<0 | 1>> {
  return inDeployment(systemClock, async ({ database }) => {
    const found = await inTransaction(database.app, { command: 'books verify', keep: false }, async (trx) =>
      done(await work.verifyBooks(trx)),
    )
    if (!found.ok) return found
    const { books, vouchers, differences } = found.value
    for (const one of differences) console.log(one)
    console.log(
      differences.length === 0
        ? `${books} 本账簿、${vouchers} 张凭证，余额和编号全部重算相符。`
        : `${books} 本账簿、${vouchers} 张凭证，有 ${differences.length} 处不符。`,
    )
    return done(differences.length === 0 ? 0 : 1)
  })
}
