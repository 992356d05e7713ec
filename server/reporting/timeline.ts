/** What became of a body, newest first: every version of every register, the acceptance, the steps of its cases; a sentence each. */
import type { Field, Value } from '#core/kernel/field.ts'
import { printValue } from '#core/kernel/kinds/table.ts'
import { dossierAcceptance } from '#core/registry/dossier-acceptance.ts'
import { whoActed } from '#server/procedure/act.ts'
import { problemCase } from '#core/supervision/problem-case.ts'
import type { Dossier } from '#contract/registry.ts'
import { columnName } from '#server/database/columns.ts'
import { open, type Keys } from '#server/database/crypt.ts'
import { mask } from '#server/register/present.ts'
import type { CaseStep, DossierAction, Names, VersionRow } from './dossier-store.ts'
import type { Held } from './held-registers.ts'

type Entry = Dossier['timeline'][number]

const SHOWN = 200
/** More records of one file than this are told in one line. */
const ONE_BY_ONE = 3
const FIELDS_NEW = 3
const FIELDS_CHANGED = 4
const MINUTE = 16

/** The act of one version: new, changed or ended. */
interface Act {
  held: Held
  row: VersionRow
  before: VersionRow | null
  kind: 'new' | 'changed' | 'ended'
}

interface Around {
  names: Names
  keys: Keys
}

/** At most 200 entries, the newest first. */
export function timelineOf(
  held: readonly Held[],
  logs: { acceptance: readonly DossierAction[]; cases: readonly CaseStep[] },
  around: Around,
): Entry[] {
  const acts = held.flatMap((one) => actsOf(one))
  const grouped = [...Map.groupBy(acts, groupKey).values()]
  const lines = [
    ...grouped.flatMap((group) => linesOf(group, around)),
    ...logs.acceptance.map((one) => ({ at: one.at, entry: () => acceptanceEntry(one) })),
    ...logs.cases.map((one) => ({ at: one.at, entry: () => caseEntry(one) })),
  ]
  return lines
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .slice(0, SHOWN)
    .map((line) => line.entry())
}

function actsOf(held: Held): Act[] {
  return held.versions.map((row, index) => {
    const earlier = held.versions[index - 1]
    const before = earlier?.id === row.id ? earlier : null
    return { held, row, before, kind: row.ended ? 'ended' : before ? 'changed' : 'new' }
  })
}

/** Acts of one kind in one register out of one file, or within a minute by one person. */
function groupKey({ held, row, kind }: Act): string {
  const from = row.source?.import ?? row.source?.file ?? row.recorded_at.toISOString().slice(0, MINUTE)
  return [held.register.id, kind, row.actor, row.door, from].join('|')
}

interface Line {
  at: Date
  entry: () => Entry
}

function linesOf(group: readonly Act[], around: Around): Line[] {
  if (group.length <= ONE_BY_ONE)
    return group.map((act) => ({ at: act.row.recorded_at, entry: () => actEntry(act, around) }))
  const last = group.reduce((a, b) => (a.row.recorded_at >= b.row.recorded_at ? a : b))
  const { row: _, columns: __, ...source } = last.row.source ?? {}
  const says = `${last.held.register.dossier}：${KINDS[last.kind]} ${group.length} 条`
  const entry = (): Entry => ({
    ...headOf(last, around),
    says,
    record: null,
    effectiveOn: null,
    source: last.row.source ? source : null,
  })
  return [{ at: last.row.recorded_at, entry }]
}

const KINDS = { new: '新增', changed: '更新', ended: '终止' } as const

const DOOR_NAMES: Record<string, string> = { system: '系统', cli: '命令行' }

function headOf({ held, row }: Act, { names }: Around): Omit<Entry, 'says'> {
  return {
    at: row.recorded_at.toISOString(),
    effectiveOn: row.effective_on,
    actor: names.users.get(row.actor) ?? DOOR_NAMES[row.actor] ?? row.actor,
    door: row.door,
    register: held.register.id,
    record: row.id,
    source: row.source,
  }
}

function actEntry(act: Act, around: Around): Entry {
  const { held, row } = act
  const what = `${held.register.dossier}${keyOf(act, around)}：${sentence(act, around)}`
  return { ...headOf(act, around), says: row.reason ? `${what}；原因：${row.reason}` : what }
}

/** What tells the record from others of the register: （2022、到户资金）. */
function keyOf({ held, row }: Act, around: Around): string {
  const { register } = held
  const words = register.key.flatMap((key) => {
    const field = register.fields[key]
    const word = field && field.kind !== 'secret' ? printed(field, row[columnName(key)], around) : ''
    return word === '' ? [] : [field?.kind === 'year' ? `${word}年` : word]
  })
  return words.length > 0 ? `（${words.join('、')}）` : ''
}

function sentence(act: Act, around: Around): string {
  if (act.kind === 'ended') return '终止'
  const { register } = act.held
  const fields = Object.entries(register.fields).filter(([key]) => !register.key.includes(key))
  if (act.kind === 'new') {
    const words = fields.flatMap(([key, field]) => {
      const word = printed(field, act.row[columnName(key)], around)
      return word === '' ? [] : [`${field.label} ${word}`]
    })
    return ['新增', ...words.slice(0, FIELDS_NEW)].join('，')
  }
  const changes = changesOf(act, Object.entries(register.fields), around)
  if (changes.length === 0) return '重新报送，内容没有变化'
  const more = changes.length > FIELDS_CHANGED ? ` 等 ${changes.length} 项` : ''
  return changes.slice(0, FIELDS_CHANGED).join('；') + more
}

function changesOf({ row, before, held }: Act, fields: readonly [string, Field][], around: Around): string[] {
  const arrow = (label: string, from: string, to: string): string =>
    `${label} ${from || '未填'} → ${to || '未填'}`
  const moved = held.register.belongsTo === 'none' && before !== null && before.area !== row.area
  const place = (code: string | undefined): string =>
    code === undefined ? '' : (around.names.areas.get(code) ?? code)
  return [
    ...(moved ? [arrow('所在辖区', place(before?.area), place(row.area))] : []),
    ...fields.flatMap(([key, field]) => {
      const from = printed(field, before?.[columnName(key)], around)
      const to = printed(field, row[columnName(key)], around)
      return from === to ? [] : [arrow(field.label, from, to)]
    }),
  ]
}

/** A value of the database in words; '' where it is unknown. */
export function printed(field: Field, held: unknown, { names, keys }: Around): string {
  if (held === null || held === undefined) return ''
  if (field.kind === 'secret') return mask(open(keys, held as Buffer).toString(), field.of)
  if (field.kind === 'ref') return names.bodies.get(held as string) ?? '辖区外主体'
  if (field.kind === 'count') return printValue(Number(held), field)
  if (field.kind === 'money') return `${printValue(held as Value, field)}元`
  return printValue(held as Value, field)
}

function acceptanceEntry(one: DossierAction): Entry {
  const label = dossierAcceptance.actions[one.action]?.label ?? one.action
  const says = [
    `${dossierAcceptance.label}：${label}`,
    one.receipt && `回执 ${one.receipt}`,
    one.note,
    one.signer && whoActed(one),
  ]
    .filter(Boolean)
    .join('，')
  return logEntry(one, says)
}

function caseEntry(one: CaseStep): Entry {
  const label = problemCase.actions[one.action]?.label ?? one.action
  const parts = [
    `整改单 ${one.code}：${label}`,
    one.owner_name && `责任人 ${one.owner_name}`,
    one.due_on && `期限 ${one.due_on}`,
    one.note,
    one.signer && whoActed(one),
  ]
  return logEntry(one, parts.filter(Boolean).join('，'))
}

function logEntry(one: { at: Date; on_day: string; actor_name: string }, says: string): Entry {
  return {
    at: one.at.toISOString(),
    effectiveOn: null,
    actor: one.actor_name,
    door: 'web',
    says,
    register: null,
    record: null,
    source: null,
  }
}
