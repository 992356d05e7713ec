import { printYuan } from '#core/values/money.ts'
import type { Division, MemberShare } from '#core/surplus/divide.ts'
import type { YearFigures } from '#core/surplus/year.ts'
import { titleOf } from './result-workbook.ts'
import { printWeight } from './weights.ts'

const STYLE = `
@page { size: A4; margin: 25mm 22mm }
body { font: 16pt/1.7 FangSong, 仿宋, "Noto Serif CJK SC", serif; margin: 0 auto; max-width: 166mm }
section { break-after: page; padding: 8mm 0 }
section:last-child { break-after: auto }
h1 { font-size: 20pt; text-align: center; margin: 0 0 6mm }
.sum { font-size: 20pt; font-weight: bold }
.note { font-size: 14pt }
p { margin: 0 0 3mm; overflow-wrap: anywhere }`

/** The plain sheets (明白纸), one household a page, to be opened in a browser and printed. */
export function slipsPage(year: YearFigures, division: Division): string {
  const slips = division.members.map((member) => slip(year, division, member))
  const title = escape(`${titleOf(year)}明白纸`)
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${title}</title><style>${STYLE}</style></head><body>${slips.join('')}</body></html>\n`
}

/** The arithmetic of one household, as it can be gone over with a pocket calculator. */
export function slipLines(year: YearFigures, division: Division, member: MemberShare): string[] {
  const word = year.basis === 'amount' ? '交易额' : '交易量（折算后）'
  const weight = (one: bigint): string => printWeight(one, year.basis)
  const shares = year.federation ? '出资额' : '出资、公积金、补助、捐赠四项份额'
  const returned =
    division.patronageWeight === 0n
      ? '按交易返还：0.00 元'
      : `按交易返还：${printYuan(division.patronage)} × 您的${word} ${weight(member.patronageWeight)} ÷ 全社 ${weight(division.patronageWeight)} = ${printYuan(member.patronage)} 元`
  const rest =
    division.remainderWeight === 0n
      ? '剩余分配：0.00 元'
      : `剩余分配：${printYuan(division.remainder)} × 您的${shares} ${printYuan(member.remainderWeight)} ÷ 全社 ${printYuan(division.remainderWeight)} = ${printYuan(member.remainder)} 元`
  return [
    returned,
    rest,
    `您共得：${printYuan(member.patronage)} + ${printYuan(member.remainder)} = ${printYuan(member.total)} 元`,
    ...(member.converted > 0n
      ? [
          `其中转为您的出资 ${printYuan(member.converted)} 元，应付给您 ${printYuan(member.total - member.converted)} 元`,
        ]
      : []),
  ]
}

function slip(year: YearFigures, division: Division, member: MemberShare): string {
  const [returned = '', rest = '', total = '', ...more] = slipLines(year, division, member).map(escape)
  const { surplus, lossCovered, reserve, law } = division.figures
  const whole = `全社可分配盈余：盈余 ${printYuan(surplus)} − 补亏 ${printYuan(lossCovered)} − 公积金 ${printYuan(reserve)}${surplus < 0n ? '，亏损年度不分配' : ''}，为 ${printYuan(law)} 元`
  return [
    `<section><h1>${escape(`${titleOf(year)}明白纸`)}</h1>`,
    `<p>成员：${escape(member.name)}（编号 ${escape(member.id)}）</p>`,
    `<p>${escape(whole)}</p><p>${returned}</p><p>${rest}</p><p class="sum">${total}</p>`,
    ...more.map((line) => `<p>${line}</p>`),
    '<p class="note">除不尽的，每户先得整分，剩下的分给余数最大的户，与计算器结果相差不到一分。依据：社法第44条。有疑问请找合作社理事会或监事会核对。</p>',
    '<p>成员签字：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿</p></section>',
  ].join('')
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
