/** What a members' meeting decides, and how many votes each kind of decision wants (社法 29, 30). */
import { CHARTER_MAJORITIES, type CharterMajority } from './assembly.ts'

interface AgendaKind {
  label: string
  /** Two thirds of all votes by law; else more than a half. */
  special?: true
}

/** Kinds of items; what the law lists as the meeting's own, in the words of the paper. */
export const AGENDA_KINDS = {
  report: { label: '年度业务报告、财务报告' },
  plan: { label: '盈余分配方案' },
  loss: { label: '亏损处理方案' },
  reserve: { label: '公积金的提取和使用' },
  join: { label: '成员入社' },
  expel: { label: '成员除名' },
  succession: { label: '继承人入社、分户' },
  elect: { label: '选举、罢免理事长、理事、监事' },
  assets: { label: '重大财产处置' },
  invest: { label: '对外投资、对外担保' },
  staff: { label: '聘用经营管理人员' },
  charter: { label: '修改章程', special: true },
  structure: { label: '合并、分立、解散、清算', special: true },
  federation: { label: '设立、加入联合社', special: true },
  other: { label: '章程规定的其他事项' },
} as const satisfies Record<string, AgendaKind>
export type AgendaKindId = keyof typeof AGENDA_KINDS

export interface Threshold {
  /** Said on the page: 过半数（社法第30条）. */
  says: string
  /** Whether so many of all votes of the cooperative are enough. */
  met: (yes: number, votes: number) => boolean
}

const HALF = { num: 1, den: 2, says: '过半数（社法第30条）' }
const TWO_THIRDS = { num: 2, den: 3, says: '三分之二以上（社法第30条）' }

/** What an item wants of all votes: the law's measure, or the charter's where that asks for more. */
export function thresholdOf(kind: AgendaKindId, charter?: CharterMajority): Threshold {
  const law: AgendaKind = AGENDA_KINDS[kind]
  const own = charter === undefined ? undefined : CHARTER_MAJORITIES[charter]
  const base = law.special === true ? TWO_THIRDS : HALF
  if (own === undefined || own.num * base.den < base.num * own.den)
    return {
      says: base.says,
      met: (yes, votes) => (law.special === true ? yes * 3 >= votes * 2 : yes * 2 > votes),
    }
  return {
    says: `${own.label}（章程）`,
    met: (yes, votes) => yes * own.den >= votes * own.num && yes * 2 > votes,
  }
}

export interface ItemBallot {
  yes: number
  no: number
  abstained: number
  /** Votes of those who came and have an interest in the item: they are not cast, and all votes stay the base. */
  recused?: number | undefined
}

export interface AgendaItem {
  kind: AgendaKindId
  title: string
  charter?: CharterMajority | undefined
}

export interface ItemResult {
  /** What was wanted, in words. */
  needed: string
  passed: boolean
}

export interface BallotFault {
  /** Which item, from 1. */
  number: number
  says: string
}

/** The result of each item; `votes` are all of the cooperative, `castable` those of who attended. */
export function judgeItems(
  items: readonly AgendaItem[],
  ballots: readonly ItemBallot[],
  of: { votes: number; castable: number },
): { results: ItemResult[]; faults: BallotFault[] } {
  const faults: BallotFault[] = []
  const results = items.map((item, at) => {
    const { says, met } = thresholdOf(item.kind, item.charter)
    const ballot = ballots[at]
    if (ballot === undefined) {
      faults.push({ number: at + 1, says: '没有写票数' })
      return { needed: says, passed: false }
    }
    const cast = ballot.yes + ballot.no + ballot.abstained
    const { recused = 0 } = ballot
    const castable = of.castable - recused
    if (cast > castable)
      faults.push({
        number: at + 1,
        says: `投出 ${cast} 票，多于${recused > 0 ? `回避 ${recused} 票以后` : ''}到会的 ${castable} 票`,
      })
    if (cast === 0) faults.push({ number: at + 1, says: '一票也没有，没有表决的请写全部弃权' })
    const base = recused > 0 ? `；${recused} 票按章程回避，全社仍按 ${of.votes} 票计（待确认）` : ''
    return { needed: `${says}${base}`, passed: met(ballot.yes, of.votes) }
  })
  return { results, faults }
}
