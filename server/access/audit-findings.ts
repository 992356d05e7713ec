/** What a verification of the chains finds, in words: of the trail, and of the logs of sign-ins and refusals. */

/** One place where the trail or a log is not what was chained. */
export interface Break {
  code: BreakCode
  says: string
  table: string
  /** County of the trail, or the log. */
  home: string
  /** Number of the entry, or of the link. */
  id: string
  /** On which it was chained, or was entered where it never was chained; YYYY-MM-DD, null if nothing tells. */
  day: string | null
  /** Which break it is, of what stands there now: altered once more, it is another one. */
  key: string
}

/** Keys of the breaks that an inquiry settled. */
export type Settled = ReadonlySet<string>

/** What stands at the place now, as a digest; null where nothing does. */
type Place = Omit<Break, 'says' | 'key'> & { stands: Buffer | null }

type BreakCode =
  | 'audit-altered'
  | 'audit-removed'
  | 'audit-unlinked'
  | 'audit-link-altered'
  | 'audit-link-removed'
  | 'log-altered'
  | 'log-removed'
  | 'log-unlinked'
  | 'log-link-altered'
  | 'log-link-removed'
  | 'log-cleared-altered'

/** Of many faults so many are named; the rest is counted. */
export const NAMED_MAX = 200

/** Counts what is whole and names what is not. */
export class Findings {
  links = 0
  /** Entries that stand in a link and are what they were. */
  entries = 0
  /** Entries that wait for their link; no fault. */
  pending = 0
  /** All faults that no inquiry settled; `breaks` names the first of them. */
  broken = 0
  /** Faults that an inquiry settled. */
  settled = 0
  readonly breaks: Break[] = []
  readonly #known: Settled

  constructor(known: Settled) {
    this.#known = known
  }

  /** Counts a fault, and names it while there are few; what an inquiry settled as it stands is counted apart. */
  add({ stands, ...one }: Place): void {
    const key = [one.code, one.home, one.id, stands?.toString('hex') ?? '-'].join(' ')
    if (this.#known.has(key)) {
      this.settled += 1
      return
    }
    this.broken += 1
    if (this.breaks.length < NAMED_MAX) this.breaks.push({ ...one, key, says: SAYS[one.code](one) })
  }
}

/** The logs that are chained beside the trail, as people call them. */
export const LOG_LABELS: Readonly<Record<string, string>> = {
  signIns: '登录日志',
  refused: '越权记录',
  refusedCounts: '拒绝次数',
}

/** Of the trail: what belongs to no county. */
export const HOME_LABELS: Readonly<Record<string, string>> = { '000000': '用户、设置等全局记录' }

type Told = Omit<Break, 'says' | 'key'>
const when = ({ day }: Told): string => (day === null ? '' : `（${day}）`)
const homeWord = ({ home }: Told): string => HOME_LABELS[home] ?? home
const log = ({ home }: Told): string => LOG_LABELS[home] ?? home
const SAYS: Readonly<Record<BreakCode, (one: Told) => string>> = {
  'audit-altered': (one) => `操作留痕第 ${one.id} 条${when(one)}在入链以后被改动，归属：${homeWord(one)}`,
  'audit-removed': (one) => `操作留痕第 ${one.id} 条${when(one)}在入链以后被删除，归属：${homeWord(one)}`,
  'audit-unlinked': (one) =>
    `操作留痕第 ${one.id} 条${when(one)}不在链上，也不在待入链之列：是绕开系统写入或改了编号，归属：${homeWord(one)}`,
  'audit-link-altered': (one) =>
    `留痕链（归属：${homeWord(one)}）第 ${one.id} 环${when(one)}本身被改动，该环的留痕无法核对`,
  'audit-link-removed': (one) => `留痕链（归属：${homeWord(one)}）第 ${one.id} 环${when(one)}被删除`,
  'log-altered': (one) => `${log(one)}第 ${one.id} 条${when(one)}在入链以后被改动`,
  'log-removed': (one) => `${log(one)}第 ${one.id} 条${when(one)}在入链以后被删除`,
  'log-unlinked': (one) =>
    `${log(one)}第 ${one.id} 条${when(one)}不在链上，也不在待入链之列：是绕开系统写入或改了编号`,
  'log-link-altered': (one) => `${log(one)}的链第 ${one.id} 环${when(one)}本身被改动，该环的各条无法核对`,
  'log-link-removed': (one) => `${log(one)}的链第 ${one.id} 环${when(one)}被删除`,
  'log-cleared-altered': (one) => `${log(one)}清除到第 ${one.id} 环的记录${when(one)}被改动`,
}
