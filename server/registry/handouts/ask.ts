/** What a form would ask: of which bodies, in which sheets, which cells. Nothing is written here. */
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import type { previewHandout } from '#contract/registry.ts'
import type { Register } from '#core/kernel/register.ts'
import { formColumns, formLines, isFillable, type FormLine } from '#core/registry/handout-form.ts'
import { append } from '#core/values/append.ts'
import { askable, type AskedScope, type HandoutServices } from './services.ts'
import { bodiesOf, recordsOf, type AskedBody } from './standing.ts'

export interface Asked extends AskedScope {
  rules: readonly string[]
  registers: readonly string[]
}

export interface AskedLine extends FormLine {
  body: AskedBody
  register: Register
}

export interface HandoutPlan {
  /** By township, register, body. */
  lines: AskedLine[]
  columns: { register: Register; fields: string[] }[]
}

/** Kinds of bodies that the forms of whole registers go to; a list of named bodies is taken as it is. */
const COOPERATIVES: readonly (string | null)[] = ['农民专业合作社', '农民专业合作社联合社', null]

/** Lays out the lines: of each body what the rules lack and what is missing in the registers that are asked for whole. */
export async function planHandout(
  trx: Kysely<unknown>,
  services: HandoutServices,
  asked: Asked,
): Promise<HandoutPlan> {
  const bodies = await bodiesOf(trx, asked)
  const missing = await missingFields(trx, services, asked)
  const plan: HandoutPlan = { lines: [], columns: [] }
  for (const register of askable(services)) {
    const whole = asked.registers.includes(register.id)
    const wantedOf = (body: AskedBody): ReadonlySet<string> =>
      whole && isMeant(body, asked) ? fillable(register) : (missing.get(`${body.id}/${register.id}`) ?? NONE)
    const meant = bodies.filter((one) => wantedOf(one).size > 0)
    if (meant.length === 0) continue
    const fields = formColumns(register, new Set(meant.flatMap((one) => [...wantedOf(one)])))
    const standing = await recordsOf(
      trx,
      register,
      meant.map((one) => one.id),
    )
    const lines = meant.flatMap((body) =>
      formLines(register, {
        wanted: wantedOf(body),
        whole,
        columns: fields,
        standing: (standing.get(body.id) ?? []).map((one) => one.values),
        foundedIn: body.foundedIn,
        today: services.clock.today(),
      }).map((line) => ({ ...line, body, register })),
    )
    if (lines.length === 0) continue
    append(plan.lines, lines)
    plan.columns.push({ register, fields })
  }
  return plan
}

const NONE: ReadonlySet<string> = new Set()

const isMeant = (body: AskedBody, asked: Asked): boolean =>
  asked.bodies !== undefined || COOPERATIVES.includes(body.kind)

function fillable(register: Register): ReadonlySet<string> {
  return new Set(Object.keys(register.fields).filter((key) => isFillable(register.fields[key]!)))
}

/** body/register → the fields that the asked rules lack. */
async function missingFields(
  trx: Kysely<unknown>,
  services: HandoutServices,
  asked: Asked,
): Promise<Map<string, Set<string>>> {
  const fields = new Map<string, Set<string>>()
  if (asked.rules.length === 0) return fields
  for (const { body, cells } of await services.missingCells(trx, asked))
    for (const { register, field } of cells) {
      const key = `${body}/${register}`
      fields.set(key, (fields.get(key) ?? new Set()).add(field))
    }
  return fields
}

/** The plan in figures, for the page that asks before anything is made. */
export function figuresOf(plan: HandoutPlan): z.infer<typeof previewHandout.response> {
  const bodiesIn = (lines: readonly AskedLine[]): number => new Set(lines.map((one) => one.body.id)).size
  const townships = new Map(plan.lines.map(({ body }) => [body.township, body.townshipName]))
  return {
    bodies: bodiesIn(plan.lines),
    townships: [...townships]
      .map(([area, name]) => ({
        area,
        name,
        rows: bodiesIn(plan.lines.filter((one) => one.body.township === area)),
      }))
      .toSorted((one, other) => (one.area < other.area ? -1 : 1)),
    columns: plan.columns.flatMap(({ register, fields }) =>
      fields
        .map((field) => ({
          register: register.id,
          registerLabel: register.label,
          field,
          label: register.fields[field]?.label ?? field,
          unknown: bodiesIn(
            plan.lines.filter((one) => one.register === register && one.open.includes(field)),
          ),
        }))
        .filter((one) => one.unknown > 0),
    ),
  }
}
