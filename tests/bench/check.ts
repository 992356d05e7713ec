/** Facts, verdicts and findings of all bodies, against counting the rows of the fact table. */
import { sql } from 'kysely'
import { withScope } from '#server/database/connect.ts'
import { refreshFacts } from '#server/supervision/facts/facts.ts'
import { checkToday } from '#server/supervision/findings.ts'
import { judgeBodies } from '#server/supervision/judge.ts'
import { areasOn } from '#server/supervision/services.ts'
import { bodyId, DAY, SYSTEM, type Bench } from './county.ts'
import { measure, median, type Line } from './measure.ts'

export async function benchCheck({ database, services, root }: Bench, bodies: number): Promise<Line[]> {
  const inTransaction = <T>(work: Parameters<typeof withScope<unknown, T>>[2]): Promise<T> =>
    withScope(database.app, SYSTEM, work)
  const facts = await measure(() => inTransaction((trx) => refreshFacts(trx, { day: DAY })))
  const one = await median(20, () =>
    inTransaction((trx) => refreshFacts(trx, { day: DAY, bodies: [bodyId(1)] })),
  )
  await root.query('vacuum analyze body_fact')
  const areas = await inTransaction((trx) => areasOn(trx, services, DAY))
  const rules = new Set(areas.flatMap((area) => area.inForce.rules.map((rule) => rule.id))).size
  const scan = await median(30, () => root.query('select count(*) from body_fact'))
  const floor = { what: 'body_fact 全表 count(*)', milliseconds: scan }
  const judged = await median(1, () =>
    inTransaction((trx) => judgeBodies(trx, areas, { day: DAY, stored: true })),
  )
  const first = await measure(() => inTransaction((trx) => checkToday(trx, areas, { day: DAY })))
  const again = await measure(() => inTransaction((trx) => checkToday(trx, areas, { day: DAY })))
  const found = await inTransaction((trx) =>
    sql<{ n: number }>`select count(*)::int as n from finding where closed_on is null`.execute(trx),
  )
  return [
    { what: `重算 ${bodies} 家的事实`, milliseconds: facts, goal: { most: 60_000 } },
    { what: '重算一家的事实', milliseconds: one, goal: { most: 20 } },
    {
      what: `${rules} 条规则判定 ${bodies} 家（事实已存，含取回每家的结果）`,
      milliseconds: judged,
      floor,
      goal: { floors: 8 },
      stood: 1400,
    },
    {
      what: `第一次体检，写出 ${found.rows[0]?.n} 个问题`,
      milliseconds: first,
      floor,
      goal: { floors: 30 },
      stood: 6000,
    },
    {
      what: '再体检一次（无变化，含重算事实）',
      milliseconds: again,
      floor,
      goal: { floors: 12 },
      stood: 3800,
    },
  ]
}
