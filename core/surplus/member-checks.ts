/** What member accounts come to against the three statements: the last of the cross-checks (会计制度三表与成员账户). */
import type { Fen } from '../values/money.ts'

export interface MemberSums {
  /** Contributions of all members on the day; null while what came before the books stands in the books alone. */
  contributions: Fen | null
  /** Of divisions posted since the beginning of the year. */
  patronage: Fen
  remainder: Fen
  /** What the latest posted division quantified of subsidies and gifts, with its year; null where none was posted. */
  quantified: { year: number; amount: Fen; fund: Fen } | null
}

/** What the statements say: 01 row 36, 02 rows 17 and 18. */
export interface StatementSums {
  shares: Fen
  patronage: Fen
  remainder: Fen
}

export interface MemberCheck {
  says: string
  left: Fen
  right: Fen
  ok: boolean
}

/** Every check of member accounts against the statements. The fund is that of the end of the year that was divided. */
export function memberChecks(members: MemberSums, statements: StatementSums): MemberCheck[] {
  const { quantified } = members
  return [
    ...(members.contributions === null
      ? []
      : [same('各成员账户的出资额合计 ＝ 股金（01 表 36）', members.contributions, statements.shares)]),
    same('各成员账户的盈余返还合计 ＝ 盈余返还（02 表 17）', members.patronage, statements.patronage),
    same('各成员账户的剩余盈余分配合计 ＝ 剩余盈余分配（02 表 18）', members.remainder, statements.remainder),
    ...(quantified === null
      ? []
      : [
          same(
            `各成员账户的补助、捐赠量化份额合计（${quantified.year} 年分配）＝ ${quantified.year} 年末专项基金（01 表 37）`,
            quantified.amount,
            quantified.fund,
          ),
        ]),
  ]
}

const same = (says: string, left: Fen, right: Fen): MemberCheck => ({ says, left, right, ok: left === right })
