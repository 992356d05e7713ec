/** The SQL of forms that were handed out. All of it is appended and never changed. */
import { randomBytes, randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { Values } from '#core/kernel/field.ts'
import { readWire, wireOfValue } from '#core/kernel/kinds/table.ts'
import type { Register } from '#core/kernel/register.ts'
import type { WireValue } from '#contract/kernel.ts'
import type { Asked, HandoutPlan } from './ask.ts'

/** What a form was asked to be, kept with it. */
export interface AskedOf extends Omit<Asked, 'bodies'> {
  bodies: number | null
  /** Register → the columns of its sheet. */
  columns: Record<string, string[]>
}

export interface HandoutHead {
  home: string
  id: string
  area: string
  title: string
  dueOn: string
  formVersion: number
  asked: AskedOf
  createdAt: Date
  by: string
}

export interface NewHandout {
  home: string
  area: string
  title: string
  dueOn: string
  by: string
  asked: Asked
}

const SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Ten signs by chance (50 bits), none that is read for another: nobody guesses the key of another row. */
function rowKey(): string {
  return `H${[...randomBytes(10)].map((byte) => SIGNS[byte % 32]).join('')}`
}

const ROW_COLUMNS = sql.raw(
  'home, key, handout, number, area, body, register, name, code, village, record, known, open, wanted, must',
)

/** Keeps a form with all its lines; gives its id. A form of the same title is its next version. */
export async function keepHandout(
  trx: Kysely<unknown>,
  given: NewHandout,
  plan: HandoutPlan,
): Promise<string> {
  const { home, area, title, dueOn, by, asked } = given
  const id = randomUUID()
  const columns = Object.fromEntries(plan.columns.map(({ register, fields }) => [register.id, fields]))
  const kept: AskedOf = { ...asked, bodies: asked.bodies?.length ?? null, columns }
  await sql`
    insert into handout (home, id, area, title, due_on, form_version, asked, actor_name)
    select ${home}, ${id}, ${area}, ${title}, ${dueOn}, coalesce(max(form_version), 0) + 1, ${JSON.stringify(kept)}::jsonb, ${by}
    from handout where home = ${home} and title = ${title}`.execute(trx)
  const townships = new Map(plan.lines.map(({ body }) => [body.township, body.townshipName]))
  const named = [...townships].map(([code, name]) => ({ home, handout: id, area: code, name }))
  await sql`
    insert into handout_township (home, handout, area, name)
    select home, handout, area, name from jsonb_populate_recordset(null::handout_township, ${JSON.stringify(named)}::jsonb)`.execute(
    trx,
  )
  const rows = plan.lines.map((line, number) => ({
    home,
    key: rowKey(),
    handout: id,
    number,
    area: line.body.township,
    body: line.body.id,
    register: line.register.id,
    name: line.body.name,
    code: line.body.code,
    village: line.body.village,
    record: wireOf(line.register, line.record),
    known: wireOf(line.register, line.known),
    open: line.open,
    wanted: line.wanted,
    must: line.must,
  }))
  for (let start = 0; start < rows.length; start += 5000)
    await sql`
      insert into handout_row (${ROW_COLUMNS})
      select ${ROW_COLUMNS} from jsonb_populate_recordset(null::handout_row, ${JSON.stringify(rows.slice(start, start + 5000))}::jsonb)`.execute(
      trx,
    )
  return id
}

/** The forms that the caller may see, the newest first; or the one with this id. */
export async function findHandouts(trx: Kysely<unknown>, id?: string): Promise<HandoutHead[]> {
  const { rows } = await sql<HandoutHead>`
    select home, id, area, title, due_on as "dueOn", form_version as "formVersion", asked, created_at as "createdAt", actor_name as by
    from handout where ${id === undefined ? sql`true` : sql`id::text = ${id}`} order by created_at desc limit 100`.execute(
    trx,
  )
  return rows
}

/** Whether the caller sees the form of this township: his own, or that of one whose place his has taken. */
export async function seesForm(
  trx: Kysely<unknown>,
  of: { handout: string; area: string },
): Promise<boolean> {
  const { rows } = await sql`
    select from handout_township where handout = ${of.handout} and area = ${of.area}`.execute(trx)
  return rows.length > 0
}

/** A line as it was issued. */
export interface IssuedLine {
  home: string
  key: string
  handout: string
  area: string
  body: string
  register: Register
  name: string
  code: string | null
  village: string
  record: Values
  known: Values
  open: string[]
}

type LineRow = Omit<IssuedLine, 'register' | 'record' | 'known'> & {
  register: string
  record: Record<string, WireValue>
  known: Record<string, WireValue>
}

/** The lines of one township's workbook, in the order of its sheets. */
export async function linesOf(
  trx: Kysely<unknown>,
  of: { handout: string; area?: string; registers: readonly Register[] },
): Promise<IssuedLine[]> {
  const { rows } = await sql<LineRow>`
    select * from handout_row where handout = ${of.handout} and ${of.area === undefined ? sql`true` : sql`area = ${of.area}`}
    order by area, number`.execute(trx)
  return toLines(rows, of.registers)
}

/** Lines by their hidden keys, and all lines of these bodies, those of the newest form first. */
export async function findLines(
  trx: Kysely<unknown>,
  of: { keys: readonly string[]; bodies: readonly string[]; registers: readonly Register[] },
): Promise<IssuedLine[]> {
  const { rows } = await sql<LineRow>`
    select r.* from handout_row r join handout h on h.home = r.home and h.id = r.handout
    where r.key = any (${[...of.keys]}::text[]) or r.body = any (${[...of.bodies]}::uuid[])
    order by h.created_at desc, r.number`.execute(trx)
  return toLines(rows, of.registers)
}

function toLines(rows: readonly LineRow[], registers: readonly Register[]): IssuedLine[] {
  return rows.flatMap((row) => {
    const register = registers.find((one) => one.id === row.register)
    if (!register) return []
    return [
      { ...row, register, record: valuesOf(register, row.record), known: valuesOf(register, row.known) },
    ]
  })
}

/** Values as they are kept in JSON; what is unknown is left out. */
export function wireOf(register: Register, values: Values): Record<string, WireValue> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      const field = register.fields[key]
      return field && value !== null && value !== undefined ? [[key, wireOfValue(value, field)]] : []
    }),
  )
}

/** The same back again. */
export function valuesOf(register: Register, wire: Record<string, WireValue>): Values {
  return Object.fromEntries(
    Object.entries(wire).flatMap(([key, value]) => {
      const field = register.fields[key]
      const read = field ? readWire(value, field) : undefined
      return read?.ok && read.value !== null ? [[key, read.value]] : []
    }),
  )
}
