/** Dividing among a million members, against a bare loop over typed arrays that gives the same fen. */
import { allocateBig, allocateExact } from '#core/values/allocate.ts'
import { byTurns, measure, type Line } from './measure.ts'

const MEMBERS = 1_000_000
/** Twelve million yuan: small enough that a bare product of amount and weight stays exact, and no trick is needed. */
const AMOUNT = 1_200_345_678
const PATRONAGE = Math.ceil(AMOUNT * 0.6)

/** Trades and shares of a million members, the same in every run. */
function memberWeights(count = MEMBERS): { trades: Float64Array; shares: Float64Array } {
  let seed = 20_251_126
  const next = (): number => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0)
  const trades = Float64Array.from({ length: count }, () => next() % 5_000_000)
  const shares = Float64Array.from({ length: count }, () => next() % 2_000_000)
  return { trades, shares }
}

/** What the product does for both parts of a division; `times` so much that products need two doubles. */
function divideFast({ trades, shares }: ReturnType<typeof memberWeights>, times = 1): Float64Array {
  const totals = allocateExact(PATRONAGE * times, trades)
  const rests = allocateExact((AMOUNT - PATRONAGE) * times, shares)
  for (let i = 0; i < totals.length; i += 1) totals[i]! += rests[i]!
  return totals
}

/** The bare loop: no checks, and products that happen to be exact. */
function divideBare({ trades, shares }: ReturnType<typeof memberWeights>): Float64Array {
  const totals = new Float64Array(trades.length)
  for (const [amount, weights] of [
    [PATRONAGE, trades],
    [AMOUNT - PATRONAGE, shares],
  ] as const)
    addBare(totals, amount, weights)
  return totals
}

function addBare(totals: Float64Array, amount: number, weights: Float64Array): void {
  const sum = weights.reduce((all, one) => all + one, 0)
  const rests = new Float64Array(weights.length)
  const counts = new Int32Array(65_537)
  const scale = 65_536 / sum
  let left = amount
  for (let i = 0; i < weights.length; i += 1) {
    const product = amount * weights[i]!
    const whole = Math.floor(product / sum)
    const rest = product - whole * sum
    totals[i]! += whole
    rests[i] = rest
    left -= whole
    counts[Math.floor(rest * scale)]! += 1
  }
  let cut = 65_536
  while (counts[cut]! < left) left -= counts[cut--]!
  const close: number[] = []
  for (let i = 0; i < rests.length; i += 1) {
    const bucket = Math.floor(rests[i]! * scale)
    if (bucket > cut) totals[i]! += 1
    else if (bucket === cut) close.push(i)
  }
  close.sort((a, b) => rests[b]! - rests[a]! || a - b)
  for (const i of close.slice(0, left)) totals[i]! += 1
}

/** The same by large numbers: both ways are held against it in every run. */
function divideBig({ trades, shares }: ReturnType<typeof memberWeights>): bigint[] {
  const rests = allocateBig(BigInt(AMOUNT - PATRONAGE), Array.from(shares, BigInt))
  return allocateBig(BigInt(PATRONAGE), Array.from(trades, BigInt)).map((one, i) => one + rests[i]!)
}

/** A division that any other way would pay out differently is no measurement. */
export async function benchDivision(): Promise<Line[]> {
  const weights = memberWeights()
  const [fast, bare, big] = [divideFast(weights), divideBare(weights), divideBig(weights)]
  if (!fast.every((fen, i) => fen === bare[i] && BigInt(fen) === big[i]))
    throw new Error('The ways of dividing do not agree')
  const measured = async (what: string, times: number): Promise<Line> => {
    const taken = await byTurns(
      9,
      { take: () => measure(() => Promise.resolve(divideFast(weights, times))) },
      { take: () => measure(() => Promise.resolve(divideBare(weights))) },
    )
    return {
      what: `${what}（${MEMBERS} 名成员，返还和剩余）`,
      milliseconds: taken.milliseconds,
      floor: { what: '同样结果的类型数组循环', milliseconds: taken.floor },
      floors: taken.floors,
      worked: taken.worked,
      goal: { floors: 2 },
      stood: 1.2,
    }
  }
  return [await measured('分配盈余', 1), await measured('分配盈余，金额大到乘积须用双精度对', 100_000)]
}
