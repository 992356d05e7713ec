/**
 * Whether two questions can be told apart by how long they take. Not by the clock on the wall, which tells what else the machine
 * does: by the processor time of this process, in which passwords are hashed, and by the statements that go to the database.
 */
import { statementsOf } from './queries.ts'

interface Cost {
  /** Milliseconds of the processor, of all threads of the process. */
  processor: number
  statements: string[]
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const before = process.cpuUsage()
  const sent = await statementsOf(work)
  const { user, system } = process.cpuUsage(before)
  return { processor: (user + system) / 1000, statements: sent.map((one) => one.text) }
}

const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!

/**
 * Asks both in turns, so often, and compares them: the ratio of their medians of processor time, at least 1, and the sets of
 * statements that one round of each sends. The first round warms up and does not count.
 */
export async function toldApart(
  rounds: number,
  [one, other]: readonly [(round: number) => Promise<unknown>, (round: number) => Promise<unknown>],
): Promise<{ ratio: number; milliseconds: [number, number]; statements: [string[], string[]] }> {
  const costs: [Cost[], Cost[]] = [[], []]
  for (let round = 0; round <= rounds; round += 1) {
    const both = [await costOf(() => one(round)), await costOf(() => other(round))] as const
    if (round > 0) for (const at of [0, 1] as const) costs[at].push(both[at])
  }
  const milliseconds = costs.map((all) => median(all.map((cost) => cost.processor))) as [number, number]
  const statements = costs.map((all) => [...new Set(all.map((cost) => cost.statements.join(';\n')))]) as [
    string[],
    string[],
  ]
  return { ratio: Math.max(...milliseconds) / Math.min(...milliseconds), milliseconds, statements }
}
