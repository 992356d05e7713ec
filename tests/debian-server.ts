/** A throw-away cluster on the PostgreSQL that the system's packages bring: the floor of the SQL that the product may use. */
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { chooseAccount } from '#server/database/account.ts'
import { makeCluster, startCluster, stopCluster, type Cluster } from '#server/database/cluster.ts'

const PACKAGES = '/usr/lib/postgresql'

/** Starts it, on a socket of its own, under an account that may run it; prefers version 15. */
export async function startDebianServer(): Promise<Outcome<{ url: string; close: () => Promise<void> }>> {
  const versions = existsSync(PACKAGES)
    ? readdirSync(PACKAGES).filter((name) => existsSync(path.join(PACKAGES, name, 'bin', 'postgres')))
    : []
  const version = versions.find((name) => name === '15') ?? versions.toSorted().at(-1)
  if (version === undefined)
    return failed(
      refused('debian-missing', '没有找到 Debian 的 PostgreSQL，请执行 tests/prepare.sh --long。'),
    )
  const data = mkdtempSync(path.join(os.tmpdir(), 'heshe-debian-'))
  // Under root the server's own account has to pass through.
  chmodSync(data, 0o711)
  const folder = path.join(data, 'postgresql')
  const account = chooseAccount(folder)
  if (account === 'missing')
    return failed(refused('debian-account', '没有可用来运行 PostgreSQL 的普通账号。'))
  const cluster: Cluster = {
    folder,
    log: path.join(data, 'postgresql.log'),
    account,
    binaries: { native: path.join(PACKAGES, version), copied: false },
    durable: false,
    password: '',
  }
  const made = makeCluster(cluster)
  if (!made.ok) return made
  const started = await startCluster(cluster)
  if (!started.ok) return started
  console.log(`PostgreSQL ${version}`)
  const close = async (): Promise<void> => {
    await stopCluster(cluster, started.value)
    rmSync(data, { recursive: true, force: true })
  }
  return done({
    url: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(started.value.host)}`,
    close,
  })
}
