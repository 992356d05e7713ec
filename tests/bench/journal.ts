/** The same question to hledger: from the start of the program to a trial balance of a journal of so many postings. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Line } from './measure.ts'

const ACCOUNTS = ['资产:银行存款', '资产:库存现金', '收入:经营收入', '费用:管理费用', '负债:应付款']

/** Nothing where no postings are asked for or hledger is not installed. */
export function benchJournal(postings: number, start: number): Line[] {
  if (postings === 0 || spawnSync('hledger', ['--version']).status !== 0) return []
  const folder = mkdtempSync(path.join(os.tmpdir(), 'heshe-journal-'))
  try {
    const file = path.join(folder, 'year.journal')
    writeFileSync(file, journal(postings))
    const began = performance.now()
    const { status } = spawnSync('hledger', ['-f', file, 'balance', '--flat'], { stdio: 'ignore' })
    if (status !== 0) throw new Error('hledger did not answer')
    const milliseconds = performance.now() - began
    const floor = { what: '本系统从启动到能用', milliseconds: start }
    return [
      { what: `hledger：${postings} 笔分录，从启动到余额表（越大越好，目标 50 倍）`, milliseconds, floor },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function journal(postings: number): string {
  const entries: string[] = []
  for (let index = 0; index < postings / 2; index += 1) {
    const month = String(1 + (index % 12)).padStart(2, '0')
    const [debit, credit] = [ACCOUNTS[index % 5], ACCOUNTS[(index + 1 + (index % 3)) % 5]]
    entries.push(`2024-${month}-15 销售产品\n  ${debit}  ${(index % 9973) + 1}.25\n  ${credit}\n`)
  }
  return entries.join('\n')
}
