import type { Division, MemberShare } from '#core/surplus/divide.ts'
import type { YearFigures } from '#core/surplus/year.ts'
import { CALCULATOR, memberLines, wholeLine, type SlipWhole } from '#core/surplus/slip.ts'
import { titleOf } from './result-workbook.ts'

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

/** The division as a slip tells it. */
export function wholeOf(year: YearFigures, division: Division): SlipWhole {
  const { figures, patronage, remainder, patronageWeight, remainderWeight } = division
  return {
    ...figures,
    basis: year.basis,
    federation: year.federation,
    surplus: year.surplus,
    rewards: year.serviceRewards,
    patronage,
    remainder,
    patronageWeight,
    remainderWeight,
  }
}

function slip(year: YearFigures, division: Division, member: MemberShare): string {
  const whole = wholeOf(year, division)
  const [returned = '', rest = '', total = '', ...more] = memberLines(whole, member).map(escape)
  return [
    `<section><h1>${escape(`${titleOf(year)}明白纸`)}</h1>`,
    `<p>成员：${escape(member.name)}（编号 ${escape(member.id)}）</p>`,
    `<p>${escape(wholeLine(whole))}</p><p>${returned}</p><p>${rest}</p><p class="sum">${total}</p>`,
    ...more.map((line) => `<p>${line}</p>`),
    `<p class="note">${CALCULATOR}有疑问请找合作社理事会或监事会核对。</p>`,
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
