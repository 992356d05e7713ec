/**
 * 区划变更: what a person decided on paper becomes of the county's areas from a day on. Nothing is guessed: whatever lies in
 * an area that ends has a destination that somebody named, or the change is refused whole.
 */
import type { Day } from '../values/day.ts'
import { done, failed, type Outcome } from '../values/outcome.ts'
import { refused, type Problem } from '../values/problem.ts'
import { areaLevel, parentArea } from '../values/region-code.ts'

export const AREA_CHANGES = {
  add: '新设',
  rename: '更名',
  end: '撤销',
  merge: '撤并',
  split: '拆分',
  undo: '撤回变更',
} as const
export type AreaChangeKind = keyof typeof AREA_CHANGES

/** A standing area of the county. */
export interface StandingArea {
  code: string
  name: string
  from: Day | null
}

/** What lies in an area by its own code: a cooperative, a record, an account, a unit. */
export interface Subject {
  kind: 'body' | 'record' | 'user' | 'unit'
  id: string
  /** In the words of the office: 合作社, 辅导员名册, 账号, 单位. */
  label: string
  name: string
  area: string
  /** Of a body or record: the register that it is of. */
  register?: string
}

export interface Named {
  code: string
  name: string
}

export interface Move {
  from: string
  to: string
}

export interface AskedChange {
  day: Day
  ends: readonly string[]
  adds: readonly Named[]
  renames: readonly Named[]
  /** Everything of one area goes to another. */
  moves: readonly Move[]
  /** One subject goes elsewhere than the rest of its area, or there is no rest: subject id → area. */
  picks: Readonly<Record<string, string>>
}

export interface PlannedChange {
  closed: readonly { code: string; name: string; heirs: readonly string[] }[]
  added: readonly Named[]
  renamed: readonly (Named & { formerly: string })[]
  moved: readonly (Subject & { to: string })[]
  /** Divided targets that went with them; not kept by changes of before they did. */
  targets?: TargetsMoved
}

/** What became of the targets that were divided to areas that ended. Figures are as they are kept. */
export interface TargetsMoved {
  /** `to`: where it goes on; null where somebody has to divide it anew. */
  following: readonly {
    target: string
    label: string
    by: Day
    area: string
    value: string
    says: string
    owner: string | null
    to: string | null
  }[]
  /** What the places that go on have from then on, and what they had. */
  heirs: readonly {
    target: string
    area: string
    was: string | null
    value: string
    says: string
    owner: string | null
  }[]
}

export interface Known {
  home: string
  today: Day
  standing: readonly StandingArea[]
  /** Of the areas that end. */
  subjects: readonly Subject[]
}

/** The change as it would be done, or everything that stands against it. */
export function planAreaChange(known: Known, asked: AskedChange): Outcome<PlannedChange> {
  const before = new Map(known.standing.map((one) => [one.code, one]))
  const after = new Map(known.standing.map((one) => [one.code, one.name]))
  for (const code of asked.ends) after.delete(code)
  for (const one of [...asked.adds, ...asked.renames]) after.set(one.code, one.name)
  const problems = [
    ...dayProblems(known, asked, before),
    ...asked.ends.flatMap((code) => endProblems(code, { before, known })),
    ...asked.adds.flatMap((one) => addProblems(one, { before, after, known })),
    ...asked.renames.flatMap((one) => renameProblems(one, before)),
    ...orphans(after),
    ...moveProblems(asked, { after, known }),
  ]
  const moved = known.subjects.map((one) => ({ ...one, to: destinationOf(one, asked) }))
  for (const area of asked.ends) {
    const lost = moved.filter((one) => one.area === area && one.to === undefined)
    if (lost.length > 0) problems.push(homeless(nameOf(before, area), lost))
  }
  const [first, ...more] = problems
  if (first !== undefined) return failed(first, ...more)
  return done({
    closed: asked.ends.map((code) => ({
      code,
      name: nameOf(before, code),
      heirs: heirsOf(code, { asked, moved }),
    })),
    added: asked.adds.map(({ code, name }) => ({ code, name: name.trim() })),
    renamed: asked.renames.map((one) => ({
      ...one,
      name: one.name.trim(),
      formerly: nameOf(before, one.code),
    })),
    moved: moved.flatMap(({ to, ...one }) => (to === undefined ? [] : [{ ...one, to }])),
  })
}

const nameOf = (before: ReadonlyMap<string, StandingArea>, code: string): string =>
  before.get(code)?.name ?? code

function destinationOf(one: Subject, asked: AskedChange): string | undefined {
  return asked.picks[one.id] ?? asked.moves.find((move) => move.from === one.area)?.to
}

/** Where an ended area went: where it was sent as a whole, and where any of it was. */
function heirsOf(
  code: string,
  of: { asked: AskedChange; moved: readonly { area: string; to: string | undefined }[] },
): string[] {
  const named = of.asked.moves.filter((one) => one.from === code).map((one) => one.to)
  const sent = of.moved.flatMap((one) => (one.area === code && one.to !== undefined ? [one.to] : []))
  // A township whose villages went several ways is followed by all of them.
  const below = of.asked.moves.filter((one) => parentArea(one.from) === code).map((one) => one.to.slice(0, 9))
  return [...new Set([...named, ...sent, ...below])].filter((one) => one !== code).toSorted()
}

function dayProblems(known: Known, asked: AskedChange, before: ReadonlyMap<string, StandingArea>): Problem[] {
  if (asked.day > known.today)
    return [refused('area-change-day', '日期不能晚于今天，到日再办', { field: 'day' })]
  if (asked.ends.length + asked.adds.length + asked.renames.length === 0)
    return [refused('area-change-empty', '没有写明哪个辖区怎么变')]
  return [...asked.ends, ...asked.renames.map((one) => one.code)].flatMap((code) => {
    const from = before.get(code)?.from ?? null
    if (from === null || from <= asked.day) return []
    return [
      refused('area-change-day', `“${nameOf(before, code)}”从 ${from} 才有，日期不能更早`, { field: 'day' }),
    ]
  })
}

function endProblems(
  code: string,
  { before, known }: { before: ReadonlyMap<string, StandingArea>; known: Known },
): Problem[] {
  if (before.has(code) && isBelow(code, known.home)) return []
  return [refused('area-unknown', `本县没有代码为 ${code} 的乡镇或村，或者已经撤销`, { field: 'ends' })]
}

function addProblems(
  one: Named,
  of: { before: ReadonlyMap<string, StandingArea>; after: ReadonlyMap<string, string>; known: Known },
): Problem[] {
  const name = one.name.trim()
  if (!isBelow(one.code, of.known.home))
    return [
      refused('area-code-here', `“${one.code}”不是本县的代码：乡镇 9 位、村 12 位，开头是 ${of.known.home}`, {
        field: 'code',
      }),
    ]
  if (of.before.has(one.code))
    return [
      refused('area-code-taken', `代码 ${one.code} 现在是“${nameOf(of.before, one.code)}”，请核对`, {
        field: 'code',
      }),
    ]
  if (name.length < 2 || name.length > NAME_MAX)
    return [
      refused('area-name-missing', `请填写 ${one.code} 的名称，2 至 ${NAME_MAX} 个字`, { field: 'name' }),
    ]
  const siblings = [...of.after].filter(
    ([code, other]) => code !== one.code && parentArea(code) === parentArea(one.code) && other === name,
  )
  return siblings.length === 0
    ? []
    : [
        refused('area-name-taken', `同一上级已经有“${name}”（${siblings[0]?.[0]}），请核对`, {
          field: 'name',
        }),
      ]
}

const NAME_MAX = 50

function renameProblems(one: Named, before: ReadonlyMap<string, StandingArea>): Problem[] {
  const held = before.get(one.code)
  if (held === undefined)
    return [refused('area-unknown', `本县没有代码为 ${one.code} 的乡镇或村，或者已经撤销`, { field: 'code' })]
  const name = one.name.trim()
  if (name.length < 2 || name.length > NAME_MAX || name === held.name)
    return [refused('area-name-same', `请填写“${held.name}”的新名称，与原来的不同`, { field: 'name' })]
  return []
}

/** Standing areas whose township does not stand any more. */
function orphans(after: ReadonlyMap<string, string>): Problem[] {
  const lost = [...after].filter(([code]) => code.length > 9 && !after.has(parentArea(code) ?? ''))
  if (lost.length === 0) return []
  const names = lost.slice(0, 5).map(([, name]) => name)
  return [
    refused(
      'area-orphans',
      `下面 ${lost.length} 个村没有了所在的乡镇：${names.join('、')}${lost.length > 5 ? '等' : ''}。请逐个写明新代码，或归到乡镇`,
      { field: 'moves' },
    ),
  ]
}

function moveProblems(
  asked: AskedChange,
  { after, known }: { after: ReadonlyMap<string, string>; known: Known },
): Problem[] {
  const staying = asked.moves.filter((one) => !asked.ends.includes(one.from))
  const twice = asked.moves.filter(
    (one, at) => asked.moves.findIndex((each) => each.from === one.from) !== at,
  )
  const nowhere = [...asked.moves.map((one) => one.to), ...Object.values(asked.picks)].filter(
    (to) => !after.has(to) || !isBelow(to, known.home),
  )
  return [
    ...staying.map((one) =>
      refused('area-move-from', `${one.from} 没有撤销，不能整个转走`, { field: 'moves' }),
    ),
    ...twice.map((one) => refused('area-move-from', `${one.from} 写了两个去向`, { field: 'moves' })),
    ...[...new Set(nowhere)].map((to) =>
      refused('area-move-to', `${to} 变更后不是本县的乡镇或村，不能归到那里`, { field: 'moves' }),
    ),
  ]
}

function homeless(area: string, lost: readonly Subject[]): Problem {
  const names = lost.slice(0, 5).map((one) => `${one.label}“${one.name}”`)
  return refused(
    'area-homeless',
    `“${area}”的${names.join('、')}${lost.length > 5 ? `等 ${lost.length} 项` : ''}还没有写明归到哪里`,
    { field: 'moves' },
  )
}

/** A township or village of the county. */
function isBelow(code: string, home: string): boolean {
  const level = areaLevel(code)
  return (level === 'township' || level === 'village') && code.startsWith(home)
}

/**
 * The change that puts back what another one did: what ended stands again under its name, what was new ends, whatever was
 * moved and still lies where it was sent goes back. What came there since has no destination and has to be given one first.
 */
export function undoOf(
  plan: PlannedChange,
  now: { day: Day; subjects: readonly Pick<Subject, 'id' | 'area'>[] },
): AskedChange {
  const lies = new Map(now.subjects.map((one) => [one.id, one.area]))
  return {
    day: now.day,
    ends: plan.added.map((one) => one.code),
    adds: plan.closed.map(({ code, name }) => ({ code, name })),
    renames: plan.renamed.map(({ code, formerly }) => ({ code, name: formerly })),
    moves: [],
    picks: Object.fromEntries(
      plan.moved.filter((one) => lies.get(one.id) === one.to).map((one) => [one.id, one.area]),
    ),
  }
}
