/** A data folder with a county in it, imports by the real command that can be killed, and what has to hold afterwards. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { COUNTY, exampleAreas } from '#examples/county/areas.ts'
import { scaleCsv } from '#examples/county/scale.ts'
import { ROOT } from '#server/config.ts'
import { openDatabase, withScope, type Database } from '#server/database/connect.ts'
import { migrate } from '#server/database/migrate.ts'
import { writeDeployment } from '#server/deployment.ts'
import { addAreas } from '#server/regions/store.ts'
import { must } from '../must.ts'
import { COMPILED } from '../run-heshe.ts'

export const ALL = { user: 'test', role: 'system', national: 'on', door: 'test' }
const LIST_ROWS = 1000
const DAY = '2026-03-20'
const NODE = path.join(ROOT, 'node_modules', '.bin', 'node')
const MAIN = path.join(ROOT, 'server', 'cli', 'main.ts')

export interface Deployed {
  data: string
  work: string
  remove: () => void
}

/** Makes the data folder of the fictional county, without one body in it, and leaves it closed. */
export async function deploy(): Promise<Deployed> {
  const work = mkdtempSync(path.join(os.tmpdir(), 'heshe-kill-'))
  const database = await openIn(path.join(os.tmpdir(), `heshe-kill-data-${path.basename(work)}`))
  must(await migrate(database.owner))
  await withScope(database.app, ALL, async (trx) => {
    await writeDeployment(trx, { area: COUNTY.code, areaName: COUNTY.name, demo: false })
    await addAreas(trx, exampleAreas, 'test')
  })
  await database.close()
  const data = database.dataDir
  const remove = (): void => [work, data].forEach((one) => rmSync(one, { recursive: true, force: true }))
  return { data, work, remove }
}

/** Opens the data folder as the product does, waiting for the disk. */
export async function openIn(data: string): Promise<Database<unknown>> {
  return must(await openDatabase<unknown>({ dataDir: data, onLost: () => undefined }))
}

/** A list that differs from the others in what it says of the same bodies; gives the file's name. */
export function writeList(work: string, seed: number, size = LIST_ROWS): string {
  const name = `名录_${size}_${seed}.csv`
  writeFileSync(path.join(work, name), [...scaleCsv({ seed, day: DAY, size })].join(''))
  return name
}

export interface Import {
  child: ChildProcess
  /** The code with which it ended, null where it was killed, and what it said. */
  ended: Promise<{ code: number | null; out: string; err: string }>
}

/** `heshe import FILE --register cooperative --json`, as a process of its own. */
export function startImport({ data, work }: Pick<Deployed, 'data' | 'work'>, file: string): Import {
  const words = [MAIN, 'import', file, '--register', 'cooperative', '--as-of', DAY, '--json']
  const env = { ...process.env, NODE_COMPILE_CACHE: COMPILED, HESHE_DATA: data, DATABASE_URL: '' }
  const child = spawn(NODE, words, { cwd: work, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let err = ''
  child.stdout.on('data', (text: Buffer) => (out += text.toString()))
  child.stderr.on('data', (text: Buffer) => (err += text.toString()))
  const { promise, resolve } = Promise.withResolvers<{ code: number | null; out: string; err: string }>()
  child.once('close', (code) => resolve({ code, out, err }))
  return { child, ended: promise }
}

/** Whether somebody else is in a transaction that has written. */
export async function isWriting(database: Database<unknown>): Promise<boolean> {
  const { rows } = await sql<{ busy: boolean }>`
    select exists (select from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()
      and backend_type = 'client backend' and backend_xid is not null) as busy`.execute(database.app)
  return rows[0]!.busy
}

/** Waits until the server has noticed that its client is dead. */
export async function waitUntilQuiet(database: Database<unknown>): Promise<void> {
  for (let turn = 0; turn < 1200; turn += 1) {
    const { rows } = await sql<{ busy: boolean }>`
      select exists (select from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()
        and backend_type = 'client backend' and xact_start is not null) as busy`.execute(database.app)
    if (!rows[0]!.busy) return
    await pause(50)
  }
  throw new Error('a transaction of a dead process stands open')
}

/** The process of the embedded server of this folder. */
export function serverProcess(data: string): number {
  const pid = Number(readFileSync(path.join(data, 'postgresql', 'postmaster.pid'), 'utf8').split('\n')[0])
  const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  if (!words.includes(data)) throw new Error(`process ${pid} is not the server of ${data}`)
  return pid
}

export interface Held {
  /** Files of the imports that stand, oldest first. */
  files: string[]
  versions: number
  bodies: number
}

/** What stands, and every sentence that does not hold of it; an empty list is what has to be. */
export async function inspect(database: Database<unknown>): Promise<{ held: Held; wrong: string[] }> {
  const { rows } = await withScope(database.app, ALL, (trx) =>
    sql<{ imports: { file: string; state: string; rows: number; written: number; versions: number }[] }>`
      select coalesce(jsonb_agg(jsonb_build_object('file', i.file_name, 'state', i.state, 'versions',
          (select count(*) from body_version v where v.source ->> 'import' = i.id::text), 'rows', r.all, 'written', r.written)
          order by i.uploaded_at), '[]') as imports
      from import i cross join lateral (select count(*) as all, count(record) as written from import_row w
        where w.home = i.home and w.import = i.id) r`.execute(trx),
  )
  const counted = await withScope(database.app, ALL, (trx) =>
    sql<
      Record<
        'bodies' | 'versions' | 'orphans' | 'unlike' | 'gaps' | 'audit' | 'search' | 'facts' | 'verdicts',
        number
      >
    >`
      select (select count(*) from body)::int as bodies, (select count(*) from body_version)::int as versions,
        (select count(*) from body_version v where not exists
          (select from import i where i.id::text = v.source ->> 'import'))::int as orphans,
        (select count(*) from body b full join body_at('9999-12-31') v on v.home = b.home and v.id = b.id
          where b.id is null or v.id is null or to_jsonb(b) - 'version' <>
            to_jsonb(v) - array['version', 'recorded_at', 'actor', 'door', 'reason', 'source'])::int as unlike,
        (select count(*) from (select v.home, v.id from body_version v join body b on b.home = v.home and b.id = v.id
          group by v.home, v.id, b.version having count(*) <> max(v.version) or max(v.version) <> b.version) g)::int as gaps,
        (select count(*) from audit where subject = 'body')::int as audit,
        (select count(*) from body_search)::int as search,
        (select count(*) from body_fact)::int as facts, (select count(*) from body_verdict)::int as verdicts`.execute(
      trx,
    ),
  )
  const { imports } = rows[0]!
  const found = counted.rows[0]!
  const wrong = imports
    .filter((one) => one.state !== 'done' || one.rows === 0 || one.written !== one.versions)
    .map((one) => `half done: ${JSON.stringify(one)}`)
  const say = (bad: boolean, says: string): number => (bad ? wrong.push(says) : 0)
  say(found.orphans > 0, `${found.orphans} versions of an import that does not stand`)
  say(found.unlike > 0, `${found.unlike} records are not the fold of their versions`)
  say(found.gaps > 0, `${found.gaps} records with a gap in their versions`)
  say(found.audit !== found.versions, `${found.audit} lines of the trail for ${found.versions} versions`)
  for (const what of ['search', 'facts', 'verdicts'] as const)
    say(found[what] !== found.bodies, `${found[what]} rows of ${what} for ${found.bodies} bodies`)
  const { bodies, versions } = found
  return { held: { files: imports.map((one) => one.file), bodies, versions }, wrong }
}
