/** Which process serves the pages of a data folder: a second start beside it says so instead of becoming a second product. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import { isSigned, signature, withLock } from './lock.ts'

/** Two who start at one moment: the second waits until the first is written down. */
const LOCK_MS = 10_000

export interface Serving {
  /** Writes down where it listens, so that whoever starts it again is told. */
  tell: (address: string) => void
  /** Strikes it out. */
  release: () => void
}

/** Problem `already-running` where a living process serves this data folder; null where none does. */
export function servedAlready(folder: string): Problem | null {
  const note = noteOf(folder)
  if (!existsSync(note)) return null
  const [who = '', address = ''] = readFileSync(note, 'utf8').split('\n')
  if (!isSigned(who)) return null
  const where = address === '' ? '正在启动，请稍等' : `请用浏览器打开 ${address}`
  return refused(
    'already-running',
    `禾社已经在用这个数据文件夹（${folder}）运行，不用再启动：${where}。要换端口或重新启动，先在原来的窗口按 Ctrl+C 停下。`,
  )
}

/** Writes this process down as the one that serves this data folder. Problem `already-running` where another does. */
export async function claimServing(folder: string): Promise<Outcome<Serving>> {
  const note = noteOf(folder)
  mkdirSync(path.dirname(note), { recursive: true })
  const write = (address: string): void => writeFileSync(note, `${signature()}\n${address}`)
  const other = await withLock(`${note}.lock`, LOCK_MS, async () => {
    const standing = servedAlready(folder)
    if (standing === null) write('')
    return { standing }
  })
  if (other !== undefined && other.standing !== null) return failed(other.standing)
  const release = (): void => {
    process.off('exit', release)
    rmSync(note, { force: true })
  }
  process.once('exit', release)
  return done({ tell: write, release })
}

function noteOf(folder: string): string {
  return path.join(folder, 'run', 'serving')
}
