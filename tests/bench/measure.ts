/** How something is measured: the middle of several runs, beside a floor of the same run. */
import os from 'node:os'

export interface Line {
  what: string
  milliseconds: number
  /** What the machine can do at best for the same thing; the ratio to it is what counts. */
  floor?: { what: string; milliseconds: number }
  /** What we want: at most so many floors, at most so many of the unit. */
  goal?: { floors?: number; most?: number }
  /** Floors at which it stood when it was last looked at: twice as many fail the short run. */
  stood?: number
  /** Of the figure; milliseconds where nothing is said. */
  unit?: string
}

/** The middle one of several measurements, in milliseconds; the first is thrown away. */
export async function median(times: number, work: () => Promise<unknown>): Promise<number> {
  await work()
  const taken: number[] = []
  for (let turn = 0; turn < times; turn += 1) taken.push(await measure(work))
  return taken.toSorted((a, b) => a - b)[Math.floor(times / 2)]!
}

/** One measurement, in milliseconds. */
export async function measure(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

const SLACK = 2

/** Whether it got worse than noise explains: the figure that counts is the ratio, since a busy machine moves both. */
export function gotWorse(line: Line): boolean {
  const floors = floorsOf(line)
  const bound = Math.max(line.stood ?? 0, line.goal?.floors ?? 0)
  return floors !== null && bound > 0 && floors > bound * SLACK
}

function floorsOf({ milliseconds, floor }: Line): number | null {
  return floor ? milliseconds / floor.milliseconds : null
}

export const HEAD =
  '| 做什么 | 量得 | 底线 | 底线量得 | 倍数 | 目标 | |\n| --- | ---: | --- | ---: | ---: | ---: | --- |'

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
    floors === null ? '' : floors.toFixed(1),
    wanted.join('，'),
    wanted.length === 0 ? '' : missed ? '未达到' : '达到',
  ]
  return `| ${cells.join(' | ')} |`
}

const figure = (value: number): string => value.toFixed(value < 100 ? 1 : 0)

/** Day, machine, load and Node, so that a table can be read later. */
export function sayMachine(loads: readonly (readonly number[])[]): string {
  const cpus = os.cpus()
  const load = loads.map((one) => (one[0] ?? 0).toFixed(1)).join(' → ')
  return `${new Date().toISOString().slice(0, 10)}，${cpus.length} 核（${cpus[0]?.model ?? '型号不明'}），内存 ${Math.round(os.totalmem() / 2 ** 30)} GiB，一分钟平均负载 ${load}（开始 → 结束），Node ${process.versions.node}`
}

/** The most memory that this process held so far, in MB. */
export const peakMemory = (): number => process.resourceUsage().maxRSS / 1024
