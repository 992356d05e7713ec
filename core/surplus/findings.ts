import { judgeMeeting } from '../governance/meeting.ts'
import { type Fen, printYuan } from '../values/money.ts'
import { rewardFindings } from './rewards.ts'
import { millionthsOf, partOfOrMore, sayPart } from '../values/share.ts'
import { partOf, partOrMore, sayPercent, WHOLE, type YearFigures } from './year.ts'

/** What a plan breaks or leaves open, with the clause and the way out. */
export interface Finding {
  code: string
  clause: string
  says: string
  remedy: string
}

interface Planned {
  figures: { surplus: Fen; lossCovered: Fen; reserve: Fen; law: Fen; statement: Fen }
  patronage: Fen
}

/** Holds a plan against the law first and a local policy after it. */
export function findingsOf(year: YearFigures, { figures, patronage }: Planned): Finding[] {
  const { law, statement, reserve } = figures
  const base = law + reserve
  const findings: Finding[] = []
  if (law === 0n)
    findings.push({
      code: 'nothing-to-divide',
      clause: '社法第44条',
      says:
        figures.surplus <= 0n
          ? `本年盈余 ${printYuan(figures.surplus)} 元，没有可分配盈余，不能分配`
          : `本年盈余弥补亏损、提取公积金后没有剩余，不能分配`,
      remedy: '拟定亏损处理方案，提请成员（代表）大会表决；本年不作盈余分配',
    })
  if (!year.federation && patronage * WHOLE < law * year.floor)
    findings.push({
      code: 'patronage-below-floor',
      clause: '社法第44条',
      says: `按交易量（额）返还 ${printYuan(patronage)} 元，占可分配盈余的 ${sayPercent(year.patronageRate)}，低于 ${sayPercent(year.floor)}`,
      remedy: `把按交易量（额）返还的比例提高到 ${sayPercent(year.floor)} 以上，重新拟定方案后提请大会表决`,
    })
  else if (!year.federation && law > 0n && patronage * WHOLE < statement * year.floor)
    findings.push({
      code: 'patronage-below-statement',
      clause: '社法第44条；会计制度 会农社02表第16行',
      says: `返还 ${printYuan(patronage)} 元，达到社法口径的 ${sayPercent(year.floor)}，但不足报表口径可分配盈余 ${printYuan(statement)} 元的 ${sayPercent(year.floor)}`,
      remedy: '年初未分配盈余本年不一并分配的，在方案中说明；一并分配的，返还也应达到这个比例',
    })
  if (year.reserveCap !== null && reserve > partOf(base, year.reserveCap))
    findings.push({
      code: 'reserve-above-cap',
      clause: '本地方案的公积金上限',
      says: `提取公积金 ${printYuan(reserve)} 元，超过本地方案上限 ${sayPercent(year.reserveCap)}（${printYuan(partOf(base, year.reserveCap))} 元）`,
      remedy: '降低公积金提取比例，或说明章程另有规定',
    })
  findings.push(...charterFindings(year, { base, law, reserve, patronage }))
  return [...findings, ...rewardFindings(year), ...judgeMeeting(year.meeting)]
}

/** The plan against the charter of the year: less returned than it says is not allowed, another reserve is told (社法 42, 44, 61). */
function charterFindings(
  { charter, federation }: YearFigures,
  of: { base: Fen; law: Fen; reserve: Fen; patronage: Fen },
): Finding[] {
  if (!charter || of.base <= 0n) return []
  const { says, patronageRate, reserveRate, typed } = charter
  const findings: Finding[] = []
  if (patronageRate !== null && of.law > 0n && of.patronage * patronageRate.den < of.law * patronageRate.num)
    findings.push({
      code: 'patronage-below-charter',
      clause: `${federation ? '社法第61条' : '社法第44条'}、${says}`,
      says: `按交易量（额）返还 ${printYuan(of.patronage)} 元，少于章程规定的 ${sayPart(patronageRate)}（${printYuan(partOfOrMore(of.law, patronageRate))} 元）`,
      remedy: `把返还比例提高到 ${sayPercent(millionthsOf(patronageRate).above)} 以上；${typed ? '章程的比例填错了的，改正后重新计算' : '章程登记有误的，在“章程”里撤回那一版重新登记'}`,
    })
  // A plan says its rate to four decimals, which of two thirds may be the one below or above.
  const near = reserveRate && millionthsOf(reserveRate)
  if (
    reserveRate !== null &&
    near !== null &&
    (of.reserve < partOf(of.base, near.below) || of.reserve > partOrMore(of.base, near.above))
  )
    findings.push({
      code: 'reserve-off-charter',
      clause: `社法第42条、${says}`,
      says: `提取公积金 ${printYuan(of.reserve)} 元，与章程规定的 ${sayPart(reserveRate)}（${printYuan((of.base * reserveRate.num) / reserveRate.den)} 元）不同`,
      remedy: '改为章程规定的比例；大会另行决议提取多少的，把决议写进会议记录，在方案中说明',
    })
  return findings
}
