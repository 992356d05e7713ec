/** The keys of a deployment: random secrets made on first use, one file each, readable by this user alone. */
import { randomBytes, randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export interface Secrets {
  /** The secret of this name, 32 random bytes in base64url; made and kept if it is asked for the first time. */
  get(name: string): string
  /** The folder, to be named in messages and saved with backups. */
  folder: string
  /** With what new secrets are closed. */
  cipher: CipherName
}

export type CipherName = 'aes' | 'sm4'

/** Opens the key folder of a data folder (keys/, mode 0700, each file 0600). */
export function openSecrets(dataDir: string, cipher: CipherName = 'aes'): Secrets {
  const folder = path.join(dataDir, 'keys')
  return { folder, cipher, get: (name) => read(path.join(folder, name)) ?? make(folder, name) }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    // Unreadable is not missing: a new key in its place would lock the old data for good.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Linking fails if the name exists: of two processes that make the same secret, the first one's stands. */
function make(folder: string, name: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = path.join(folder, name)
  const draft = path.join(folder, `.${randomUUID()}`)
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return readFileSync(file, 'utf8').trim()
}
