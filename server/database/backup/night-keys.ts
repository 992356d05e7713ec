/**
 * The keys as automatic backups carry them: closed with the passphrase at the moment in which it was told, and kept closed
 * beside the keys themselves. The passphrase is kept nowhere, so nothing on this machine opens a backup but its keys do.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { wrappedKeys, type WrappedKeys } from './format.ts'
import { readKeyFiles, wrapKeys } from './keys.ts'

export const PASSPHRASE_MIN = 12

const nightKeys = z.strictObject({ of: z.string(), keys: wrappedKeys })

/** `none`: no passphrase was told yet; `stale`: keys were added since, so it has to be told again. */
export type NightKeys = { state: 'ready'; keys: WrappedKeys } | { state: 'none' | 'stale' }

/** Closes the keys with the passphrase for all backups to come. Error: backup-passphrase. */
export function setNightKeys(keyFolder: string, passphrase: string): Outcome<void> {
  if (passphrase.length < PASSPHRASE_MIN)
    return failed(refused('backup-passphrase', `备份口令至少 ${PASSPHRASE_MIN} 个字，没有改动。`))
  const file = fileOf(keyFolder)
  mkdirSync(keyFolder, { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}`
  const held = { of: fingerprintOf(keyFolder), keys: wrapKeys(keyFolder, passphrase) }
  writeFileSync(draft, JSON.stringify(held), { mode: 0o600, flush: true })
  renameSync(draft, file)
  return done(undefined)
}

/** What the next automatic backup carries. */
export function readNightKeys(keyFolder: string): NightKeys {
  const file = fileOf(keyFolder)
  if (!existsSync(file)) return { state: 'none' }
  const held = nightKeys.parse(JSON.parse(readFileSync(file, 'utf8')))
  return held.of === fingerprintOf(keyFolder) ? { state: 'ready', keys: held.keys } : { state: 'stale' }
}

function fileOf(keyFolder: string): string {
  return path.join(keyFolder, 'night-keys.json')
}

function fingerprintOf(keyFolder: string): string {
  return createHash('sha256')
    .update(JSON.stringify(readKeyFiles(keyFolder)))
    .digest('hex')
}
