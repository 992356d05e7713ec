import type { Fen } from './money.ts'

/** Up to here a double holds every whole number. */
const EXACT = BigInt(Number.MAX_SAFE_INTEGER)
/** Products below it are exact, and so is what is taken from them. */
const PLAIN = 2 ** 52
const BUCKETS = 65_536
/** Veltkamp's constant: splits a double into two halves whose products are exact. */
const SPLIT = 134_217_729

/**
 * Divides an amount in proportion to weights by largest remainder: everyone gets the whole fen of the exact share, the
 * fen left over go to the largest remainders, of equal remainders to whoever stands first. The parts add up to the
 * amount for every input. Weights and amount may not be negative; without any weight nobody gets anything.
 */
export function allocate(total: Fen, weights: readonly bigint[]): Fen[] {
  const sum = weights.reduce((all, weight) => all + weight, 0n)
  if (total < 0n || weights.some((weight) => weight < 0n))
    throw new Error('A negative amount can not be divided')
  if (sum === 0n || total === 0n) return weights.map(() => 0n)
  if (sum <= EXACT && total <= EXACT) {
    const parts = allocateExact(Number(total), Float64Array.from(weights, Number))
    return Array.from(parts, BigInt)
  }
  return allocateBig(total, weights)
}

/** The same by plain arithmetic on large numbers: the measure that the fast way is held against. */
export function allocateBig(total: Fen, weights: readonly bigint[]): Fen[] {
  const sum = weights.reduce((all, weight) => all + weight, 0n)
  if (sum === 0n) return weights.map(() => 0n)
  const parts = weights.map((weight) => (total * weight) / sum)
  const rests = weights.map((weight) => (total * weight) % sum)
  const left = Number(total - parts.reduce((all, part) => all + part, 0n))
  const order = rests.map((_rest, index) => index)
  order.sort((a, b) => (rests[a] === rests[b] ? a - b : rests[a]! > rests[b]! ? -1 : 1))
  for (const index of order.slice(0, left)) parts[index]! += 1n
  return parts
}

/**
 * The same on typed arrays, for a million members: amount and weights are whole numbers whose sum a double holds
 * exactly. Products are kept as two doubles (Dekker), so no remainder is ever rounded.
 */
export function allocateExact(total: number, weights: Float64Array): Float64Array {
  const count = weights.length
  const parts = new Float64Array(count)
  const rests = new Float64Array(count)
  let sum = 0
  for (let i = 0; i < count; i += 1) sum += weights[i]!
  if (!Number.isSafeInteger(sum) || !Number.isSafeInteger(total))
    throw new Error('Too large for exact doubles')
  if (sum === 0 || total === 0) return parts
  const buckets = new Int32Array(BUCKETS + 1)
  const perBucket = BUCKETS / sum
  let given = 0
  for (let i = 0; i < count; i += 1) {
    const weight = weights[i]!
    if (weight === 0) continue
    const product = total * weight
    let whole = Math.floor(product / sum)
    const plain = product < PLAIN && sum < PLAIN
    let rest = plain
      ? product - whole * sum
      : product - whole * sum + (lostIn(total, weight) - lostIn(whole, sum))
    while (rest < 0) {
      rest += sum
      whole -= 1
    }
    while (rest >= sum) {
      rest -= sum
      whole += 1
    }
    parts[i] = whole
    rests[i] = rest
    given += whole
    buckets[Math.floor(rest * perBucket)]! += 1
  }
  giveRest({ parts, rests, buckets, perBucket }, total - given)
  return parts
}

/** What a rounded product of two whole numbers has lost. */
function lostIn(a: number, b: number): number {
  const scaledA = SPLIT * a
  const highA = scaledA - (scaledA - a)
  const lowA = a - highA
  const scaledB = SPLIT * b
  const highB = scaledB - (scaledB - b)
  const lowB = b - highB
  return lowA * lowB - (a * b - highA * highB - lowA * highB - highA * lowB)
}

interface Shared {
  parts: Float64Array
  rests: Float64Array
  buckets: Int32Array
  perBucket: number
}

/** One fen more for each of the `left` largest remainders: whole buckets first, the bucket that is cut is sorted. */
function giveRest({ parts, rests, buckets, perBucket }: Shared, left: number): void {
  if (left <= 0) return
  let cut = BUCKETS
  let above = 0
  while (above + buckets[cut]! < left) {
    above += buckets[cut]!
    cut -= 1
  }
  const close: number[] = []
  for (let i = 0; i < parts.length; i += 1) {
    const bucket = Math.floor(rests[i]! * perBucket)
    if (bucket > cut) parts[i]! += 1
    else if (bucket === cut && rests[i]! > 0) close.push(i)
  }
  close.sort((a, b) => rests[b]! - rests[a]! || a - b)
  for (const i of close.slice(0, left - above)) parts[i]! += 1
}
