import { judgeMeeting } from '../governance/meeting.ts'
import { type Fen, printYuan } from '../values/money.ts'
import { partOf, sayPercent, WHOLE, type YearFigures } from './year.ts'

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
  return [...findings, ...judgeMeeting(year.meeting)]
}
