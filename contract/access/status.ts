import { z } from 'zod'
import { endpoint } from '../kernel.ts'

const run = z.object({ at: z.string(), says: z.string() })
export const statusLine = z.object({
  tone: z.enum(['good', 'warning', 'bad']),
  says: z.string(),
  todo: z.string(),
})

/** What runs, how full it is, when it was last backed up. Sizes in bytes, moments as ISO text. */
export const readStatus = endpoint({
  method: 'GET',
  path: '/api/status',
  response: z.object({
    lines: z.array(statusLine),
    program: z.object({ version: z.string(), node: z.string(), upSince: z.string() }),
    database: z.object({
      kind: z.string(),
      version: z.string(),
      upSince: z.string(),
      bytes: z.number(),
      lastMigration: z.object({ name: z.string(), at: z.string() }),
    }),
    disk: z.object({ free: z.number(), total: z.number() }),
    files: z.object({ count: z.number(), bytes: z.number() }),
    tables: z.array(z.object({ name: z.string(), label: z.string(), rows: z.number(), bytes: z.number() })),
    work: z.array(z.object({ name: z.string(), waiting: z.number(), says: z.string() })),
    backup: z.object({
      folder: z.string(),
      hour: z.number(),
      daily: z.number(),
      weekly: z.number(),
      keys: z.enum(['ready', 'none', 'stale']),
      lastDone: run.nullable(),
      lastFailed: run.nullable(),
      files: z.array(z.object({ name: z.string(), bytes: z.number() })),
    }),
    chain: z.object({ pending: z.number(), checkedAt: z.string().nullable(), broken: z.number() }),
    daily: run.nullable(),
  }),
})

/** Where and when backups are made by themselves. */
export const setBackup = endpoint({
  method: 'PATCH',
  path: '/api/status/backup',
  body: z.object({ folder: z.string().max(500), hour: z.int() }),
  response: z.object({}),
})

/** The passphrase with which the keys in backups are closed; it is kept nowhere. */
export const setBackupPassphrase = endpoint({
  method: 'POST',
  path: '/api/status/backup/passphrase',
  body: z.object({ passphrase: z.string().max(200) }),
  response: z.object({}),
})

/** Makes a backup now. */
export const backUp = endpoint({
  method: 'POST',
  path: '/api/status/backup',
  response: z.object({ file: z.string() }),
})
