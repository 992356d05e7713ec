/** Areas, open questions about addresses, and the working calendar. */
import { sql, type Kysely } from 'kysely'
import * as contract from '#contract/regions.ts'
import { may, type Role } from '#core/access/role.ts'
import { refused } from '#core/values/problem.ts'
import { notFound, Refusal } from '#server/http/refusal.ts'
import { route, type Edge } from '#server/http/route.ts'
import type { Clock } from '#server/clock.ts'
import * as store from './store.ts'

export interface RegionServices {
  clock: Clock
  deploymentArea: string
  /** Moves bodies to the area that a person named; done where bodies are written. */
  moveBodies: (
    trx: Kysely<unknown>,
    bodies: readonly string[],
    to: { area: string; ground: string },
  ) => Promise<void>
}

const LEVELS: Record<string, number> = { province: 1, prefecture: 2, county: 3, township: 4, village: 5 }
const PAGE = 50

/** The endpoints of areas. */
export function regionRoutes(edge: Edge, services: RegionServices): void {
  route(edge, { endpoint: contract.listAreas, says: '区划：下一级' }, async ({ trx, query, caller }) => {
    const top = caller.area ?? services.deploymentArea
    const rows = query.q
      ? await store.searchAreas(trx, query.q, query.parent ?? caller.area ?? '')
      : await topOrChildren(trx, query.parent, caller.area ?? (caller.scope['national'] === 'on' ? '' : top))
    const known = await store.areasByCode(
      trx,
      rows.map((row) => row.code),
    )
    return { areas: rows.map((row) => toWireArea(row, known)) }
  })
  route(edge, { endpoint: contract.listAreaQuestions, says: '待确认的地址' }, async ({ trx, query }) => {
    const { rows, total } = await store.openQuestions(trx, query.page ?? 1, PAGE)
    return {
      questions: rows.map((row) => ({
        id: row.id,
        body: row.body,
        bodyName: row.body_name,
        address: row.address,
        question: row.question,
        candidates: row.candidates,
        alike: Number(row.alike),
      })),
      total,
    }
  })
  answerRoute(edge, services)
}

async function topOrChildren(
  trx: Kysely<unknown>,
  parent: string | undefined,
  top: string,
): Promise<store.AreaRow[]> {
  if (parent !== undefined && parent !== '') return store.childrenOf(trx, parent)
  if (top === '') return store.childrenOf(trx, '')
  const own = (await store.areasByCode(trx, [top])).get(top)
  return own ? [own] : []
}

function toWireArea(row: store.AreaRow, known: ReadonlyMap<string, store.AreaRow>): contract.WireArea {
  const above = [2, 4, 6, 9, 12]
    .filter((length) => length < row.code.length)
    .map((length) => known.get(row.code.slice(0, length))?.name ?? '')
  const telling = above.filter((name) => name !== '市辖区' && name !== '县')
  return {
    code: row.code,
    name: row.name,
    level: LEVELS[row.level] ?? 0,
    parent: row.parent === '' ? null : row.parent,
    fullName: [...telling, row.name].join(''),
  }
}

function answerRoute(edge: Edge, services: RegionServices): void {
  const answers = (role: string): boolean => may(role as Role, 'answerAddress')
  route(
    edge,
    {
      endpoint: contract.answerAreaQuestion,
      guard: answers,
      reason: (body) => body.ground,
      says: '确认地址归属',
    },
    async ({ trx, params, body }) => {
      const questions = await store.questionsToAnswer(trx, params.id, body.alike)
      const [first] = questions
      if (!first) throw notFound('个问题')
      const { rows } = await sql<{
        code: string
      }>`select code from area where code = ${body.area} and valid_to is null`.execute(trx)
      if (!rows[0] || body.area.length < 9)
        throw new Refusal(422, [refused('area-too-wide', '请选到乡镇或村', { field: 'area' })])
      const key = body.alike ? first.keys.at(-1) : first.keys[0]
      if (key)
        await store.addMapping(trx, {
          home: first.home,
          key,
          area: body.area,
          from: services.clock.today(),
          ground: body.ground,
        })
      await services.moveBodies(
        trx,
        questions.map((one) => one.body),
        { area: body.area, ground: body.ground },
      )
      await store.closeQuestions(
        trx,
        questions.map((one) => one.id),
        { area: body.area, now: services.clock.now() },
      )
      return { answered: questions.length }
    },
  )
}
