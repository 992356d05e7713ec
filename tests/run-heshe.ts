/** Runs `heshe …` as a script does: a child process in a folder of its own, with a data folder. For tests. */
import { execFile, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { ROOT } from '#server/config.ts'

const NODE = path.join(ROOT, 'node_modules', '.bin', 'node')
const MAIN = path.join(ROOT, 'server', 'cli', 'main.ts')

export interface Ended {
  code: number
  out: string
  err: string
}

export interface Where {
  cwd: string
  data: string
  /** Where it may put what it throws away. */
  temp?: string
  /** DATABASE_URL; the embedded database if absent. */
  database?: string
  passphrase?: string
  /** Is given the running command. */
  started?: (child: ChildProcess) => void
}

/** The same program is started again and again: read once, it is kept as it was compiled. */
export const COMPILED = path.join(ROOT, 'node_modules', '.cache', 'heshe-compile')

/** Gives the code with which the command ended and what it said. */
export function runHeshe(args: readonly string[], where: Where): Promise<Ended> {
  const { cwd, data, temp, started, database = '', passphrase = '' } = where
  const env = {
    ...process.env,
    HESHE_DATA: data,
    DATABASE_URL: database,
    HESHE_BACKUP_PASSPHRASE: passphrase,
    NODE_COMPILE_CACHE: COMPILED,
    ...(temp && { TMPDIR: temp }),
  }
  return new Promise((resolve) => {
    const child = execFile(NODE, [MAIN, ...args], { cwd, env, maxBuffer: 1 << 26 }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err })
    })
    started?.(child)
  })
}
