/** Caps on shares as a plan in force at the place sets them, and the dated way down for whoever stands above (C04–C06). */
import type { Day } from '../values/day.ts'
import { printYuan, type Fen } from '../values/money.ts'
import { COLLECTIVE, percentOf, structureOf, type Holder } from './holdings.ts'

/** A part of the whole with the clause that sets it. */
export interface Cap {
  num: bigint
  den: bigint
  ground: string
}

/** What is in force at the place and day; null where nothing is, and then nothing is said. */
export interface Caps {
  single: Cap | null
  collective: Cap | null
  joint: Cap | null
}

/** By that day the member holds no more than so many hundredths of a percent. */
export interface GlideStep {
  by: Day
  atMost: number
}

export interface Glide {
  member: string
  steps: readonly GlideStep[]
}

export interface NamedHolder extends Holder {
  name: string
}

export interface CapFinding {
  code: 'single' | 'slipped' | 'collective' | 'joint' | 'diluted'
  member: string | null
  says: string
  clause: string
  /** The way out, in figures. */
  remedy: string
  /** How far off, to tell whether an event makes it worse: fen beyond, times the denominators. */
  off: bigint
}

const WHOLE = 10_000n

const PEOPLE = ['农民', COLLECTIVE]

/** What stands against the caps, with the way out of each. */
export function capFindings(
  holders: readonly NamedHolder[],
  caps: Caps,
  of: { glides: readonly Glide[]; day: Day },
): CapFinding[] {
  const { total, collective, farmers } = structureOf(holders)
  if (total <= 0n) return []
  const found = caps.single === null ? [] : singleFindings(holders, caps.single, of)
  if (caps.collective !== null && collective * caps.collective.den < total * caps.collective.num)
    found.push(floorFinding(caps.collective, { total, collective }))
  const outside = holders.some((one) => !PEOPLE.includes(one.kind ?? '') && one.amount > 0n)
  if (caps.joint !== null && outside && (collective + farmers) * caps.joint.den <= total * caps.joint.num)
    found.push(jointFinding(caps.joint, { total, people: collective + farmers }))
  return found
}

function singleFindings(
  holders: readonly NamedHolder[],
  cap: Cap,
  of: { glides: readonly Glide[]; day: Day },
): CapFinding[] {
  const { total } = structureOf(holders)
  const glides = new Map(of.glides.map((one) => [one.member, one]))
  return holders.flatMap((one): CapFinding[] => {
    const off = one.amount * cap.den - total * cap.num
    if (off <= 0n) return []
    const glide = glides.get(one.member)
    const common = { member: one.member, clause: cap.ground, off }
    const has = `${one.name}持股 ${percentOf(one.amount, total)}`
    if (glide === undefined)
      return [
        {
          ...common,
          code: 'single',
          says: `${has}，高于 ${percentText(cap)}，还没有订出逐步降低的计划`,
          remedy: waysDown(one.amount, total, cap),
        },
      ]
    const bound = boundOn(glide.steps, of.day)
    if (bound === null || one.amount * WHOLE <= total * BigInt(bound)) return []
    return [
      {
        ...common,
        code: 'slipped',
        says: `${has}，没有按计划降到 ${hundredths(bound)}`,
        remedy: waysDown(one.amount, total, { num: BigInt(bound), den: WHOLE, ground: '' }),
      },
    ]
  })
}

/** What has to be given away, or be brought in by others, for the part to come down to the cap. */
function waysDown(amount: Fen, total: Fen, cap: Cap): string {
  const give = ceilDiv(amount * cap.den - total * cap.num, cap.den)
  const bring = cap.num > 0n ? ceilDiv(amount * cap.den - total * cap.num, cap.num) : null
  const more = bring === null ? '' : `，或由其他成员增资 ${printYuan(bring)} 元`
  return `可转让 ${printYuan(give)} 元${more}；一时降不下来的，经成员大会订出逐步降低的计划`
}

function floorFinding(cap: Cap, of: { total: Fen; collective: Fen }): CapFinding {
  const off = of.total * cap.num - of.collective * cap.den
  return {
    code: 'collective',
    member: null,
    says: `村集体持股 ${percentOf(of.collective, of.total)}，低于 ${percentText(cap)}`,
    clause: cap.ground,
    // What is brought in raises the whole as well.
    remedy: `再以集体资源资产或补助资金折股 ${printYuan(ceilDiv(off, cap.den - cap.num))} 元可以补足`,
    off,
  }
}

function jointFinding(cap: Cap, of: { total: Fen; people: Fen }): CapFinding {
  const off = of.total * cap.num - of.people * cap.den
  // Above, not on: one fen more than half.
  const more = off < 0n ? 0n : off / (cap.den - cap.num) + 1n
  return {
    code: 'joint',
    member: null,
    says: `与社会资本合作，村集体和农民成员合计持股 ${percentOf(of.people, of.total)}，没有超过 ${percentText(cap)}`,
    clause: cap.ground,
    remedy: `由村集体或农民成员再增资 ${printYuan(more)} 元，或由外部成员转让`,
    off,
  }
}

/** The bound of the day: the last step that is due; null before the first. */
export function boundOn(steps: readonly GlideStep[], day: Day): number | null {
  return steps.findLast((one) => one.by <= day)?.atMost ?? null
}

/** What of the later findings is new or worse than before: an event that brings it about has to be explained. */
export function worsened(before: readonly CapFinding[], after: readonly CapFinding[]): CapFinding[] {
  const key = (one: CapFinding) => `${one.code}${one.member ?? ''}`
  const was = new Map(before.map((one) => [key(one), one.off]))
  return after.filter((one) => {
    const off = was.get(key(one))
    return off === undefined || one.off > off
  })
}

/** What is wrong with a way down: days and bounds go one way, and it ends at the cap. */
export function glideFaults(
  steps: readonly GlideStep[],
  of: { now: number; cap: Cap | null; from: Day },
): string[] {
  const faults: string[] = []
  if (steps.length === 0) faults.push('请至少写一步：到哪一天降到多少')
  let [by, atMost] = [of.from, of.now]
  for (const [at, step] of steps.entries()) {
    if (step.by <= by) faults.push(`${step.by} 不晚于${at === 0 ? `决议的 ${by}` : '前一步'}，请按先后写`)
    if (step.atMost >= atMost)
      faults.push(`${hundredths(step.atMost)} 不低于${at === 0 ? '现在' : '前一步'}的 ${hundredths(atMost)}`)
    ;[by, atMost] = [step.by, step.atMost]
  }
  const { cap } = of
  if (cap !== null && steps.length > 0 && BigInt(atMost) * cap.den > WHOLE * cap.num)
    faults.push(`最后一步要降到 ${percentText(cap)} 以内`)
  return faults
}

/** Hundredths of a percent as text: 2050 → 20.5%. */
export function hundredths(of: number): string {
  const rest = of % 100
  return `${Math.floor(of / 100)}${rest === 0 ? '' : `.${String(rest).padStart(2, '0').replace(/0$/, '')}`}%`
}

const percentText = (cap: Cap): string => hundredths(Number((cap.num * WHOLE) / cap.den))

const ceilDiv = (num: bigint, den: bigint): bigint => (num + den - 1n) / den
