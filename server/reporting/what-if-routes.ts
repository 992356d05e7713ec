/** What a change of policy would do, before it is saved. The transaction only reads. */
import { sql } from 'kysely'
import * as contract from '#contract/supervision/what-if.ts'
import type { ThoughtOf } from '#contract/supervision/what-if.ts'
import { may, type Role } from '#core/access/role.ts'
import { clashesAt } from '#core/kernel/clash.ts'
import { openSlots, policyInForce, type PolicyBooks } from '#core/kernel/in-force.ts'
import { isDay } from '#core/values/day.ts'
import { refused } from '#core/values/problem.ts'
import { notFound, Refusal, take } from '#server/http/refusal.ts'
import { route, type Edge } from '#server/http/route.ts'
import { loadBooks } from '#server/supervision/books.ts'
import { floorBroken, readParameterValue } from '#server/supervision/parameter-values.ts'
import type { SupervisionServices } from '#server/supervision/services.ts'
import { compareFindings } from '#server/supervision/what-if.ts'
import { compareTargets } from '#server/targets/what-if.ts'

/** The endpoint of the sandbox. */
export function whatIfRoutes(edge: Edge, services: SupervisionServices): void {
  const manages = (role: string): boolean => may(role as Role, 'confirmParameter')
  route(
    edge,
    { endpoint: contract.whatIf, says: '先看影响：不写任何数据', guard: manages },
    async ({ trx, body, caller }) => {
      await sql`set transaction read only`.execute(trx)
      if (!isDay(body.from))
        throw new Refusal(400, [refused('input-malformed', '起始日应写成 2023-03-15 的样子')])
      const home = caller.area ?? services.deployment.area
      const area = body.kind === 'adoption' ? body.area : home
      if (!area) throw new Refusal(422, [refused('area-missing', '请先初始化本系统所属的县')])
      const today = services.clock.today()
      const day = body.from > today ? body.from : today
      const before = await loadBooks(trx, services.documents)
      const { after, floor } = changed(before, body, area)
      const [now, then] = [before, after].map((books) => policyInForce(books, { area, day }))
      const known = new Set(clashesAt(now!, []).map((one) => one.clash.id))
      return {
        day,
        ...(await compareFindings(trx, { before, after, area, day })),
        targets: await compareTargets(trx, { before: now!, after: then!, day }),
        clashes: clashesAt(then!, [])
          .filter((one) => !known.has(one.clash.id))
          .map(({ clash: { id, label } }) => ({ id, label })),
        refused: floor,
      }
    },
  )
}

/** The books as they would be; for a value, also why the law would not let it hold. */
function changed(
  before: PolicyBooks,
  thought: ThoughtOf,
  area: string,
): { after: PolicyBooks; floor: string | null } {
  const document = before.documents.find((one) => one.id === thought.document)
  if (document === undefined) throw notFound('份文件')
  if (thought.kind === 'adoption') {
    const open = openSlots(document, thought.slots)
    if (open.length > 0) {
      const labels = open.map((one) => one.label).join('、')
      throw new Refusal(422, [
        refused('policy-slots', `还有待填项没有填好：${labels}；填上本地的名称和数目才看得出影响。`),
      ])
    }
    const { from, to, slots } = thought
    const adoption = { document: document.id, area, number: null, from, to, slots }
    return { after: { ...before, adoptions: [...before.adoptions, adoption] }, floor: null }
  }
  const parameter = document.parameters.find((one) => one.id === thought.parameter)
  if (parameter === undefined) throw notFound('个参数')
  const value = take(readParameterValue(parameter, thought.value))
  const own = {
    document: document.id,
    parameter: parameter.id,
    area,
    from: thought.from,
    value,
    ground: '预看',
  }
  return {
    after: { ...before, overrides: [...before.overrides, own] },
    floor: floorBroken(before.documents, parameter, value),
  }
}
