/** Every route of the server, those of bytes included, called with ids of another place: nothing of it may come back. */
import { sql } from 'kysely'
import { z } from 'zod'
import { dossierAcceptance } from '#core/registry/dossier-acceptance.ts'
import { itemProcedures } from '#core/reporting/procedures.ts'
import { registers } from '#core/reporting/registers.ts'
import { problemCase } from '#core/supervision/problem-case.ts'
import { unzip, zipDirectory } from '#server/files/zip.ts'
import type { Person, TestApp } from './app.ts'
import { sampleOf, type Foreign } from './matrix-body.ts'
import type { Tried } from './matrix-sql.ts'
import { asSystem, outside, type Bounds, type Table } from './matrix-tables.ts'

const procedures = [problemCase, dossierAcceptance]

type Route = TestApp['routes'][number]

/** What belongs to sign-in itself, and the shell of the pages. */
const APART = /^\/api\/(session|welcome|health)|^\/(?!api\/)|\*/
const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gi

export const routesToTry = (app: TestApp): Route[] =>
  app.routes.filter(({ method, url }) => method !== 'HEAD' && method !== 'OPTIONS' && !APART.test(url))

export interface Secrets {
  /** Ids of rows outside, and the names of bodies there. */
  ids: ReadonlySet<string>
  names: readonly string[]
  /** One id outside per table. */
  samples: readonly Foreign[]
  /** An item outside of every procedure of the common tables. */
  items: readonly ForeignItem[]
}

export interface ForeignItem extends Foreign {
  procedure: string
}

/** What a person of these bounds must never be shown. */
export async function secretsOf(
  app: TestApp,
  of: { bounds: Bounds; tables: readonly Table[] },
): Promise<Secrets> {
  const ids = new Set<string>()
  const samples: Foreign[] = []
  const withId = of.tables.filter(({ columns }) => columns.some(({ name }) => name === 'id'))
  const { rows } = await asSystem(app.database.db, (trx) =>
    sql<{ ids: string[] | null; area: string | null }>`${sql.join(
      withId
        .filter(({ name }) => name !== 'audit' && !name.endsWith('_version'))
        .map((table) => {
          const area = table.columns.some(({ name }) => name === 'area') ? sql`max(t.area)` : sql`null`
          return sql`(select array_agg(t.id::text order by t.id) as ids, ${area} as area from ${sql.table(table.name)} t where ${outside(table, of)})`
        }),
      sql` union all `,
    )}`.execute(trx),
  )
  for (const row of rows) {
    for (const id of row.ids ?? []) ids.add(id)
    const first = row.ids?.[0]
    if (first !== undefined) samples.push({ id: first, area: row.area ?? '990101103' })
  }
  const body = of.tables.find(({ name }) => name === 'body')!
  const named = await asSystem(app.database.db, (trx) =>
    sql<{ name: string }>`select t.name from body t where ${outside(body, of)}`.execute(trx),
  )
  const items = of.tables.find(({ name }) => name === 'procedure_item')!
  const opened = await asSystem(app.database.db, (trx) =>
    sql<ForeignItem>`
      select distinct on (t.procedure) t.procedure, t.id, t.area, t.version from procedure_item t
      where ${outside(items, of)} order by t.procedure, t.id`.execute(trx),
  )
  return { ids, names: named.rows.map(({ name }) => name), samples, items: opened.rows }
}

interface Attempt {
  person: Person
  route: Route
  foreign: Foreign & { procedure?: string }
  body: z.ZodType | undefined
  register: string
}

/** The whole of one person: every route with an id of every kind. `kinds` bounds how many kinds of ids are tried per route. */
export async function tryRoutes(
  app: TestApp,
  of: {
    who: string
    person: Person
    secrets: Secrets
    schemas: ReadonlyMap<string, z.ZodType>
    kinds: number
  },
): Promise<Tried> {
  const tried: Tried = { attempts: 0, wrong: [] }
  for (const [index, route] of routesToTry(app).entries()) {
    const { samples: all, items } = of.secrets
    const many = route.url.includes(':') || route.method !== 'GET'
    const body = of.schemas.get(`${route.method} ${route.url}`)
    const samples = pick(all, { count: many ? of.kinds : 1, from: index })
    const acts = body !== undefined && takesAction(body)
    const steps: (Foreign & { procedure?: string })[] = route.url.includes(':procedure')
      ? items.flatMap((item) => (acts ? stepsOf(item) : [item]))
      : acts
        ? withActions(samples)
        : samples
    for (const [turn, foreign] of steps.entries()) {
      const register = registers[(index + turn) % registers.length]!.id
      tried.attempts += 1
      const fault = await faultOf(app, { person: of.person, route, foreign, body, register }, of.secrets)
      if (fault !== '') tried.wrong.push(`${of.who} ${route.method} ${route.url}: ${fault}`)
    }
  }
  return tried
}

const takesAction = (body: z.ZodType): boolean => body instanceof z.ZodObject && 'action' in body.shape

/** Every step of the item's own procedure. */
function stepsOf(item: ForeignItem): ForeignItem[] {
  const { actions } = itemProcedures.find(({ id }) => id === item.procedure)!
  return Object.keys(actions).map((action) => ({ ...item, action }))
}

/** Every step of every procedure that has tables of its own, on ids that take turns. */
function withActions(samples: readonly Foreign[]): Foreign[] {
  const actions = procedures.flatMap((one) => Object.keys(one.actions))
  return samples.flatMap((foreign) => actions.map((action) => ({ ...foreign, action })))
}

function pick<T>(all: readonly T[], of: { count: number; from: number }): T[] {
  const count = Math.min(of.count, all.length)
  return Array.from({ length: count }, (_, index) => all[(of.from * count + index) % all.length]!)
}

async function faultOf(app: TestApp, one: Attempt, secrets: Secrets): Promise<string> {
  const { person, route, foreign } = one
  const path = route.url
    .replace(':register', one.register)
    .replace(':procedure', foreign.procedure ?? 'policy_task')
    .replace(':area', foreign.area)
    .replaceAll(/:(id|body)/g, foreign.id)
    .replaceAll(/:\w+/g, '1')
  const search = `?area=${foreign.area}&body=${foreign.id}&within=${foreign.area}&month=2025-12&q=${encodeURIComponent('合作社')}`
  callers += 1
  const answer = await app.server.inject({
    method: route.method as 'GET',
    url: route.method === 'GET' ? path + search : path,
    headers: { cookie: person.cookie, 'x-heshe-csrf': person.csrf },
    // The limit of calls is counted per address.
    remoteAddress: `10.9.${Math.floor(callers / 1000) % 250}.1`,
    ...(route.method !== 'GET' && one.body && { payload: sampleOf(one.body, foreign) as object }),
  })
  if (answer.statusCode >= 500) return `answers ${answer.statusCode}`
  // What was sent comes back in the words of a refusal; that tells nothing.
  if (answer.statusCode >= 400) return ''
  return shown(textOf(answer.rawPayload), secrets)
}

let callers = 0

function shown(text: string, secrets: Secrets): string {
  const id = text.match(UUID)?.find((found) => secrets.ids.has(found))
  if (id !== undefined) {
    const at = text.indexOf(id)
    return `shows the id ${id} in …${text.slice(Math.max(0, at - 250), at + 60)}…`
  }
  const name = secrets.names.find((found) => text.includes(found))
  return name === undefined ? '' : `shows ${name}`
}

/** The words of an answer; those of a workbook or a paper stand in its zip. */
function textOf(bytes: Buffer): string {
  const entries = bytes.subarray(0, 2).toString() === 'PK' ? zipDirectory(bytes) : undefined
  if (!entries) return bytes.toString()
  return entries.map((entry) => textOf(Buffer.from(unzip(bytes, entry) ?? []))).join('\n')
}

/** A digest of every table beyond the bounds: the same before and after, or something there was changed. */
export async function digestOutside(
  app: TestApp,
  of: { bounds: Bounds; tables: readonly Table[] },
): Promise<Map<string, string>> {
  const { rows } = await asSystem(app.database.db, (trx) =>
    sql<{ name: string; digest: string }>`${sql.join(
      of.tables
        .filter(({ name }) => name !== 'file_chunk')
        .map(
          (
            table,
          ) => sql`(select ${table.name}::text as name, count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as digest
            from ${sql.table(table.name)} t where ${outside(table, of)})`,
        ),
      sql` union all `,
    )}`.execute(trx),
  )
  return new Map(rows.map((row) => [row.name, row.digest]))
}
