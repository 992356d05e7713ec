/** How something is measured: the middle of several runs, beside a floor of the same run. */
import os from 'node:os'
import { workedSoFar } from './effort.ts'

export interface Line {
  what: string
  milliseconds: number
  /** What the machine can do at best for the same thing; the ratio to it is what counts. */
  floor?: { what: string; milliseconds: number }
  /** What we want: at most so many floors, at most so many of the unit. */
  goal?: { floors?: number; most?: number }
  /** Floors, where they were measured by turns and are not simply the quotient. */
  floors?: number
  /** The ratio in the work of processors: it is what is held against the record, since a busy machine moves it little. */
  worked?: number | null
  /** That ratio when it was last looked at: twice as much fails the short run. */
  stood?: number
  /** Of the figure; milliseconds where nothing is said. */
  unit?: string
}

/** What was measured by turns with its floor. */
export interface ByTurns {
  milliseconds: number
  floor: number
  /** The middle of the ratios of each turn: what else the machine did in it fell on both. */
  floors: number
  /** The same ratio in the work of processors, which waits for nobody; null where that can not be read. */
  worked: number | null
}

/** Something to be measured: what it took by the clock. A floor of some milliseconds is the middle of many runs. */
export interface Measured {
  take: () => Promise<number>
  /** How many runs there are in it. */
  runs?: number
}

/** By the clock, and in the work of processors. */
export interface Turn {
  clock: number
  effort: number | null
}

/** One measurement, by the clock and in the work of processors. */
export const takeTurn = (work: () => Promise<unknown>): Promise<Turn> => takeClocked(() => measure(work))

async function takeClocked(run: () => Promise<number>, runs = 1): Promise<Turn> {
  const before = workedSoFar()
  const clock = await run()
  const after = workedSoFar()
  return { clock, effort: before === null || after === null ? null : (after - before) / runs }
}

/** The work and its floor by turns, after one of each that is thrown away. */
export async function byTurns(times: number, work: Measured, floor: Measured): Promise<ByTurns> {
  const take = ({ take: run, runs }: Measured): Promise<Turn> => takeClocked(run, runs)
  await take(floor)
  await take(work)
  const turns: { work: Turn; floor: Turn }[] = []
  for (let turn = 0; turn < times; turn += 1) {
    // What comes first in a turn is cold after the other: it changes with every turn.
    if (turn % 2 === 0) turns.push({ floor: await take(floor), work: await take(work) })
    else turns.push({ work: await take(work), floor: await take(floor) })
  }
  return ofTurns(turns)
}

/** The middle of what was measured by turns. */
export function ofTurns(turns: readonly { work: Turn; floor: Turn }[]): ByTurns {
  const efforts = turns.flatMap(({ work, floor }) =>
    work.effort !== null && floor.effort !== null && floor.effort > 0 ? [work.effort / floor.effort] : [],
  )
  return {
    milliseconds: middle(turns.map(({ work }) => work.clock)),
    floor: middle(turns.map(({ floor }) => floor.clock)),
    floors: middle(turns.map(({ work, floor }) => work.clock / floor.clock)),
    worked: efforts.length === turns.length ? middle(efforts) : null,
  }
}

/** The middle one of several figures. */
export function middle(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0
}

/** The middle one of several measurements, in milliseconds; the first is thrown away. */
export async function median(times: number, work: () => Promise<unknown>): Promise<number> {
  await work()
  const taken: number[] = []
  for (let turn = 0; turn < times; turn += 1) taken.push(await measure(work))
  return middle(taken)
}

/** One measurement, in milliseconds. */
export async function measure(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

const SLACK = 2

/** Whether it got worse than noise explains. */
export function gotWorse(line: Line): boolean {
  const ratio = heldRatio(line)
  return ratio !== null && line.stood !== undefined && ratio > line.stood * SLACK
}

/** What is held against the record. */
export const heldRatio = (line: Line): number | null => line.worked ?? floorsOf(line)

/** Of two measurements of the same thing the one that other work disturbed less. */
export function better(one: Line, other: Line): Line {
  return (heldRatio(other) ?? 0) < (heldRatio(one) ?? 0) ? other : one
}

/** Each figure that is held against its record is a test: the last line of the long run counts it. */
export function tallyOf(lines: readonly Line[]): { passed: number; failed: number; skipped: number } {
  const held = lines.filter(({ stood }) => stood !== undefined)
  const failed = held.filter(gotWorse).length
  return { passed: held.length - failed, failed, skipped: 0 }
}

function floorsOf({ milliseconds, floor, floors }: Line): number | null {
  if (floors !== undefined) return floors
  return floor ? milliseconds / floor.milliseconds : null
}

export const HEAD =
  '| 做什么 | 量得 | 底线 | 底线量得 | 倍数 | 处理器倍数 | 目标 | |\n| --- | ---: | --- | ---: | ---: | ---: | ---: | --- |'

/** A row of the table. */
export function sayLine(line: Line): string {
  const { what, milliseconds, floor, goal, unit = '毫秒' } = line
  const floors = floorsOf(line)
  const wanted = [
    goal?.floors === undefined ? '' : `${goal.floors} 倍`,
    goal?.most === undefined ? '' : `${figure(goal.most)} ${unit}`,
  ].filter(Boolean)
  const missed =
    (goal?.floors !== undefined && floors !== null && floors > goal.floors) ||
    (goal?.most !== undefined && milliseconds > goal.most)
  const cells = [
    what,
    `${figure(milliseconds)} ${unit}`,
    floor?.what ?? '',
    floor ? `${figure(floor.milliseconds)} 毫秒` : '',
    floors === null ? '' : ratio(floors),
    line.worked === undefined || line.worked === null ? '' : ratio(line.worked),
    wanted.join('，'),
    wanted.length === 0 ? '' : missed ? '未达到' : '达到',
  ]
  return `| ${cells.join(' | ')} |`
}

const ratio = (value: number): string => value.toFixed(value < 100 ? 1 : 0)

const figure = (value: number): string => value.toFixed(value < 100 ? 1 : 0)

/** Day, machine, load and Node, so that a table can be read later. */
export function sayMachine(loads: readonly (readonly number[])[]): string {
  const cpus = os.cpus()
  const load = loads.map((one) => (one[0] ?? 0).toFixed(1)).join(' → ')
  return `${new Date().toISOString().slice(0, 10)}，${cpus.length} 核（${cpus[0]?.model ?? '型号不明'}），内存 ${Math.round(os.totalmem() / 2 ** 30)} GiB，一分钟平均负载 ${load}（开始 → 结束），Node ${process.versions.node}`
}

/** The most memory that this process held so far, in MB. */
export const peakMemory = (): number => process.resourceUsage().maxRSS / 1024
