/** Facts, verdicts and findings of all bodies, against counting the rows of the fact table. */
import { compileRules } from '#core/kernel/compile-rules.ts'
import { withScope } from '#server/database/connect.ts'
import { inForceAt } from '#server/supervision/books.ts'
import { refreshFacts } from '#server/supervision/facts/facts.ts'
import { checkToday } from '#server/supervision/findings.ts'
import { areasOn } from '#server/supervision/services.ts'
import { bodyId, DAY, HOME, SYSTEM, type Bench } from './county.ts'
import { byTurns, measure, median, type ByTurns, type Line, type Measured } from './measure.ts'

/** A scan takes a millisecond or some: it is done often enough for the clock of processors. */
const SCANS = 200
const JUDGED = 10

export async function benchCheck(
  { database, services, root }: Bench,
  of: { bodies: number; turns: number },
): Promise<Line[]> {
  const inTransaction = <T>(work: Parameters<typeof withScope<unknown, T>>[2]): Promise<T> =>
    withScope(database.app, SYSTEM, work)
  await forget(root)
  const facts = await measure(() => inTransaction((trx) => refreshFacts(trx, { day: DAY })))
  const one = await median(20, () =>
    inTransaction((trx) => refreshFacts(trx, { day: DAY, bodies: [bodyId(1)] })),
  )
  await root.query('vacuum analyze body_fact')
  const areas = await inTransaction((trx) => areasOn(trx, services, DAY))
  const scan: Measured = {
    take: () => median(SCANS - 1, () => root.query('select count(*) from body_fact')),
    runs: SCANS,
  }
  const checked = (): Promise<number> =>
    measure(() => inTransaction((trx) => checkToday(trx, areas, { day: DAY })))
  const { rules: inForce, values } = inForceAt(areas, HOME)
  const { halves, masks } = compileRules(inForce, values, 'f')
  const judge = `select count(v.known), count(v.failed) from (
    select ${masks} from (select ${halves} from body_fact f offset 0) j offset 0) v`
  const judged = await byTurns(
    of.turns,
    { take: () => median(JUDGED - 1, () => root.query(judge)), runs: JUDGED },
    scan,
  )
  const first = await byTurns(of.turns, { take: () => anew(root, checked) }, scan)
  await root.query('vacuum analyze body_fact, body_verdict, finding, fact_mark')
  // What finds nothing changed takes some scans only: often enough for the clock of processors, as well.
  const again = await byTurns(of.turns, { take: () => median(JUDGED - 1, checked), runs: JUDGED }, scan)
  const found = await root.query<{ n: number }>(
    'select count(*)::int as n from finding where closed_on is null',
  )
  const line = (what: string, taken: ByTurns): Line => ({
    what,
    milliseconds: taken.milliseconds,
    floor: { what: 'body_fact 全表 count(*)', milliseconds: taken.floor },
    floors: taken.floors,
    worked: taken.worked,
  })
  return [
    { what: `重算 ${of.bodies} 家的事实`, milliseconds: facts, goal: { most: 60_000 } },
    { what: '重算一家的事实', milliseconds: one, goal: { most: 20 } },
    {
      ...line(`${inForce.length} 条规则判定 ${of.bodies} 家（事实已存，不写）`, judged),
      goal: { floors: 8 },
      stood: 44,
    },
    {
      ...line(`第一次体检，写出 ${found.rows[0]?.n} 个问题（含重算事实）`, first),
      goal: { floors: 30 },
      stood: 1700,
    },
    { ...line('再体检一次（无变化）', again), goal: { floors: 12 }, stood: 7 },
  ]
}

async function anew(root: Bench['root'], checked: () => Promise<number>): Promise<number> {
  await forget(root)
  return checked()
}

/** As for bodies that nobody has checked yet: all are marked, for only what is marked is computed. */
async function forget(root: Bench['root']): Promise<void> {
  await root.query('truncate body_fact, body_verdict, finding, fact_mark')
  await root.query('insert into fact_mark (home, body) select home, id from body')
}
