/** 区划变更: shown before it is done, done whole, taken back by another change. */
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import * as contract from '#contract/regions/area-changes.ts'
import { may, type Role } from '#core/access/role.ts'
import type { Register } from '#core/kernel/register.ts'
import {
  AREA_CHANGES,
  planAreaChange,
  undoOf,
  type AreaChangeKind,
  type AskedChange,
  type Known,
  type PlannedChange,
  type TargetsMoved,
} from '#core/regions/area-change.ts'
import { sinceOf } from '#core/regions/name-since.ts'
import { rulesAfter } from '#core/regions/area-rules.ts'
import { refused } from '#core/values/problem.ts'
import type { Outcome } from '#core/values/outcome.ts'
import type { Clock } from '#server/clock.ts'
import { forbidden, notFound, Refusal, take } from '#server/http/refusal.ts'
import { route, type Call, type Edge } from '#server/http/route.ts'
import * as store from './area-change-store.ts'
import { rulesOf } from './area-rules.ts'

export interface AreaChangeServices {
  clock: Clock
  deploymentArea: string
  registers: readonly Register[]
  /** Judges these bodies again. */
  onMoved: (trx: Kysely<unknown>, bodies: readonly string[]) => Promise<void>
  targets: FollowTargets
}

/** What becomes of divided targets: planned, written, put back. */
export interface FollowTargets {
  plan: (
    trx: Kysely<unknown>,
    change: Pick<PlannedChange, 'closed' | 'added'> & { day: string },
  ) => Promise<TargetsMoved>
  move: (trx: Kysely<unknown>, moved: TargetsMoved, ground: string) => Promise<void>
  moveBack: (trx: Kysely<unknown>, moved: TargetsMoved, ground: string) => Promise<void>
}

const keeps = (role: string): boolean => may(role as Role, 'keepAreas')
const COUNTY = 6
const PAGE = 50

/** The endpoints of the county's areas and their changes. */
export function areaChangeRoutes(edge: Edge, services: AreaChangeServices): void {
  route(
    edge,
    { endpoint: contract.listCountyAreas, guard: keeps, says: '本县的乡镇和村，含已撤销的' },
    async (call) => {
      const { q = '', within = '', state = 'standing', page = 1, size = PAGE } = call.query
      const home = homeOf(call, services)
      const ended = state === 'ended'
      const rows = await store.listOf(call.trx, { home, words: q.trim(), parent: within, ended, page, size })
      return { rows: rows.map(toWire), total: Number(rows[0]?.total ?? 0n) }
    },
  )
  route(edge, { endpoint: contract.previewAreaChange, guard: keeps, says: '区划变更预览' }, async (call) => {
    const { plan, known } = await planned(call, services, call.body)
    const asked = call.body
    return {
      problems: plan.ok ? [] : plan.problems.map(({ code, says }) => ({ code, says })),
      subjects: known.subjects.map(({ kind, id, label, name, area }) => ({
        kind,
        id,
        label,
        name,
        area,
        to: asked.picks[id] ?? asked.moves.find((one) => one.from === area)?.to ?? null,
      })),
      targets: plan.ok
        ? targetsAfter(await services.targets.plan(call.trx, { ...plan.value, day: asked.day }), {
            known,
            plan: plan.value,
          })
        : [],
      rules: plan.ok ? await ruledAfter(call.trx, known, { ...plan.value, day: asked.day }) : [],
    }
  })
  route(
    edge,
    { endpoint: contract.changeAreas, guard: keeps, reason: ({ ground }) => ground, says: '办理区划变更' },
    async (call) => {
      const { plan, known } = await planned(call, services, call.body)
      return carry(call, services, { ...call.body, home: known.home, plan: take(plan) })
    },
  )
  undoRoutes(edge, services)
}

function undoRoutes(edge: Edge, services: AreaChangeServices): void {
  route(edge, { endpoint: contract.listAreaChanges, guard: keeps, says: '历次区划变更' }, async (call) => ({
    changes: (await store.changesOf(call.trx, { home: homeOf(call, services) })).map((one) => ({
      id: one.id,
      kind: one.kind,
      kindLabel: AREA_CHANGES[one.kind],
      day: one.on_day,
      ground: one.ground,
      says: saysOf(one),
      moved: one.content.moved.length,
      by: one.by,
      at: one.at.toISOString(),
      undone: one.undone,
      mayUndo: !one.undone && one.kind !== 'undo',
    })),
  }))
  route(
    edge,
    { endpoint: contract.undoAreaChange, guard: keeps, reason: ({ ground }) => ground, says: '撤回区划变更' },
    async (call) => {
      const { trx, params, body } = call
      const home = homeOf(call, services)
      const [held] = await store.changesOf(trx, { home, id: params.id })
      if (!held) throw notFound('次区划变更')
      if (held.undone || held.kind === 'undo')
        throw new Refusal(422, [refused('area-change-undone', '这次变更已经撤回，不能再撤回')])
      if (body.day < held.on_day)
        throw new Refusal(422, [
          refused('area-change-day', `不能早于变更的 ${held.on_day}`, { field: 'day' }),
        ])
      const ids = held.content.moved.map((one) => one.id)
      const areas = held.content.added.map((one) => one.code)
      const subjects = await store.subjectsOf(trx, areaRegisters(services), { home, areas, ids })
      const asked = undoOf(held.content, { day: body.day, subjects })
      const known = {
        home,
        today: services.clock.today(),
        standing: await store.standingOf(trx, home),
        subjects: subjects.filter((one) => asked.picks[one.id] !== undefined || areas.includes(one.area)),
      }
      const plan = take(planAreaChange(known, asked))
      const carried = await carry(call, services, { home, kind: 'undo', ...body, plan, undoes: held.id })
      if (held.content.targets)
        await services.targets.moveBack(trx, held.content.targets, groundOf('undo', body.ground))
      return carried
    },
  )
}

/** The change as it would be done, and what it was planned with. */
async function planned(
  call: Pick<Call, 'trx' | 'caller'>,
  services: AreaChangeServices,
  asked: AskedChange,
): Promise<{ known: Known; plan: Outcome<PlannedChange> }> {
  const home = homeOf(call, services)
  const known = {
    home,
    today: services.clock.today(),
    standing: await store.standingOf(call.trx, home),
    subjects: await store.subjectsOf(call.trx, areaRegisters(services), { home, areas: asked.ends, ids: [] }),
  }
  return { known, plan: planAreaChange(known, asked) }
}

async function ruledAfter(
  trx: Kysely<unknown>,
  known: Known,
  { closed, day }: Pick<PlannedChange, 'closed'> & { day: string },
): Promise<z.infer<typeof contract.previewAreaChange.response>['rules']> {
  const areas = closed.flatMap((one) => [one.code, ...one.heirs])
  return rulesAfter(await rulesOf(trx, { areas, day }), closed).map(({ kind, area, to }) => ({
    kind,
    area,
    name: known.standing.find((one) => one.code === area)?.name ?? area,
    to,
  }))
}

/** Divided targets as the page lists them: whose, how much, where it goes on and how much stands there then. */
function targetsAfter(
  moved: TargetsMoved,
  of: { known: Known; plan: PlannedChange },
): z.infer<typeof contract.previewAreaChange.response>['targets'] {
  const names = new Map(
    [...of.known.standing, ...of.plan.added, ...of.plan.renamed].map((one) => [one.code, one.name]),
  )
  const figures = new Map(moved.heirs.map((one) => [`${one.target} ${one.area}`, one.says]))
  return moved.following.map(({ target, label, by, area, says, to }) => ({
    label,
    by,
    area,
    name: names.get(area) ?? area,
    says,
    to: to === null ? null : (names.get(to) ?? to),
    stands: to === null ? null : (figures.get(`${target} ${to}`) ?? says),
  }))
}

/** The ground of what follows a change, as a version of a target keeps it. */
const groundOf = (kind: AreaChangeKind, ground: string): string =>
  `区划${AREA_CHANGES[kind]}：${ground.trim()}`.slice(0, 200)

interface Carried {
  home: string
  kind: AreaChangeKind
  day: string
  ground: string
  plan: PlannedChange
  undoes?: string
}

/** Areas first, so that nothing is ever written to one that does not stand; then what lies in them; then its figures. */
async function carry(
  { trx }: Pick<Call, 'trx'>,
  services: AreaChangeServices,
  change: Carried,
): Promise<{ id: string; moved: number }> {
  const { home, day, ground, kind } = change
  // What a change that is taken back had moved goes back by what that one kept.
  const targets = kind === 'undo' ? undefined : await services.targets.plan(trx, { ...change.plan, day })
  const plan = targets === undefined ? change.plan : { ...change.plan, targets }
  const id = await store.keepChange(trx, { ...change, plan })
  if (targets !== undefined) await services.targets.move(trx, targets, groundOf(kind, ground))
  for (const register of services.registers) {
    const moves = plan.moved.filter((one) => one.register === register.id)
    await store.moveRecords(trx, register, { home, day, change: id, ground, moves })
  }
  const bodies = plan.moved.filter((one) => one.kind === 'body').map((one) => one.id)
  if (bodies.length > 0) await services.onMoved(trx, bodies)
  return { id, moved: plan.moved.length }
}

const areaRegisters = ({ registers }: AreaChangeServices): Register[] =>
  registers.filter((one) => one.belongsTo === 'area')

/** The county whose areas these are: that of the caller; of the deployment where the whole country is seen. */
function homeOf({ caller }: Pick<Call, 'caller'>, services: AreaChangeServices): string {
  const home = caller.area ?? services.deploymentArea
  if (home.length !== COUNTY) throw forbidden()
  return home
}

function toWire(row: store.ListedRow): contract.ListedArea {
  const since = sinceOf(row.spans)
  return {
    code: row.code,
    name: row.name,
    level: row.code.length === 9 ? 'township' : 'village',
    township: row.township,
    from: since.place,
    nameFrom: since.name,
    to: row.to,
    formerNames: row.former_names,
    heirs: [...new Set(row.heirs ?? [])],
  }
}

/** The change in one sentence. */
function saysOf({ kind, content }: store.ChangeRow): string {
  const { closed, added, renamed } = content
  const names = (all: readonly { name: string }[]): string =>
    all.length > 6
      ? `${all
          .slice(0, 6)
          .map((one) => one.name)
          .join('、')}等 ${all.length} 个`
      : all.map((one) => one.name).join('、')
  return [
    ...(closed.length > 0 ? [`撤销 ${names(closed)}`] : []),
    ...(added.length > 0 ? [`${kind === 'undo' ? '恢复' : '新设'} ${names(added)}`] : []),
    ...renamed.map((one) => `${one.formerly} 更名为 ${one.name}`),
  ].join('；')
}
