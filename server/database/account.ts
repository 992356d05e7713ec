/**
 * Under which account of the operating system the embedded server runs. PostgreSQL refuses to run as root,
 * so a root start hands it to an ordinary account and has to see what that account can reach.
 */
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'

export interface Account {
  name: string
  uid: number
  gid: number
}

/** Accounts that a Debian machine may have, the fittest first. */
const CANDIDATES = ['postgres', 'nobody', 'daemon']

/**
 * The account for the server: none if this process is not root (it then runs as this user), the owner of an
 * existing cluster, else the first of the candidates that the machine knows. `missing` if there is none.
 */
export function chooseAccount(cluster: string): Account | 'own' | 'missing' {
  if (process.getuid?.() !== 0) return 'own'
  const owner = statSync(cluster, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { name: String(owner.uid), uid: owner.uid, gid: owner.gid }
  for (const name of CANDIDATES) {
    const uid = numberOf('-u', name)
    const gid = numberOf('-g', name)
    if (uid !== undefined && gid !== undefined && uid !== 0) return { name, uid, gid }
  }
  return 'missing'
}

/** The user and group to give to a child process; nothing for this process's own account. */
export function identity(account: Account | 'own'): { uid?: number; gid?: number } {
  return account === 'own' ? {} : { uid: account.uid, gid: account.gid }
}

/** Whether the account can enter the folder. Tried, not computed: access lists and mounts have their say. */
export function canEnter(account: Account | 'own', folder: string): boolean {
  if (account === 'own') return true
  const run = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], {
    ...identity(account),
    cwd: '/',
    stdio: 'ignore',
  })
  return run.status === 0
}

/** Whether the account can run the program (its libraries included). */
export function canRun(account: Account | 'own', program: string): boolean {
  const run = spawnSync(program, ['--version'], {
    ...identity(account),
    cwd: '/',
    stdio: 'ignore',
    env: { LC_ALL: 'C' },
  })
  return run.status === 0
}

function numberOf(flag: string, name: string): number | undefined {
  const run = spawnSync('id', [flag, name], { encoding: 'utf8' })
  return run.status === 0 ? Number(run.stdout.trim()) : undefined
}
