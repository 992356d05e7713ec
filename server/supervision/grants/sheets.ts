/** The list of grants, and the check sheet of one, as workbooks. */
import type { WireGrant, WireGrantPage } from '#contract/supervision/grants.ts'
import { MOVE_WORDS, STATE_WORDS, STEP_WORDS } from '#core/supervision/grant-words.ts'
import { fenOfWire } from '#core/values/money.ts'
import {
  writeWorkbook,
  type CellValue,
  type ColumnSpec,
  type SheetSpec,
} from '#server/files/workbook/write.ts'

const text = (heading: string, width: number): ColumnSpec => ({ heading, width, kind: 'text' })
const money = (heading: string, width = 16): ColumnSpec => ({ heading, width, kind: 'money' })
const day = (heading: string): ColumnSpec => ({ heading, width: 12, kind: 'date' })
const count = (heading: string): ColumnSpec => ({ heading, width: 8, kind: 'number' })

/** Fen for a money cell; unknown stays empty. */
const fen = (yuan: string | null): CellValue => (yuan === null ? null : fenOfWire(yuan))
const basisOf = (row: Pick<WireGrant, 'books'>): string => (row.books ? '据账簿' : '据报表')

/** The list as it stands on the screen. */
export function grantsSheet(rows: readonly WireGrant[], on: string): Promise<Uint8Array> {
  const title = `财政补助资金清单（${on}）`
  return writeWorkbook({
    properties: { title },
    sheets: [
      {
        name: '补助资金清单',
        title,
        freeze: 2,
        columns: [
          text('合作社', 28),
          text('补助项目', 24),
          text('所在地', 20),
          text('数据来自', 10),
          money('批复金额（元）'),
          money('已到账（元）'),
          money('已支出（元）'),
          money('已退回（元）'),
          money('结余（元）'),
          money('形成资产（元）'),
          money('资产卡片（元）'),
          money('已量化（元）'),
          count('问题数'),
          text('问题', 60),
        ],
        rows: rows.map((row) => [
          row.bodyName,
          row.name,
          row.areaName,
          basisOf(row),
          ...[
            row.amount,
            row.received,
            row.spent,
            row.returned,
            row.left,
            row.formed,
            row.carded,
            row.quantified,
          ].map(fen),
          row.findings.length,
          row.findings.map((one) => `${one.label}：${one.says}`).join('；'),
        ]),
        footer: '空白的是没有数，不按 0 计。据报表的数由合作社填报，没有凭证可以核对。',
      },
    ],
  })
}

/** The check sheet of one grant: a sheet each for what was planned, spent, built and quantified. */
export function grantSheet(page: WireGrantPage): Promise<Uint8Array> {
  const title = `${page.row.bodyName} ${page.row.name}`
  return writeWorkbook({
    properties: { title: `${title} 补助资金使用检查表` },
    sheets: [
      summarySheet(page),
      budgetSheet(page),
      voucherSheet(page),
      assetSheet(page),
      quantifiedSheet(page),
    ].map((sheet) => ({ ...sheet, title: `${title} · ${sheet.name}` })),
  })
}

function summarySheet(page: WireGrantPage): SheetSpec {
  const { row } = page
  const figures: [string, string | null][] = [
    ['批复金额', row.amount],
    ['已到账', row.received],
    ['已支出', row.spent],
    ['已退回', row.returned],
    ['结余', row.left],
    ['形成资产（转入专项基金）', row.formed],
    ['资产卡片上“用补助”合计', row.carded],
    ['已量化到成员', row.quantified],
  ]
  return {
    name: '检查结论',
    columns: [text('项目', 28), money('金额（元）', 18), text('缺什么、下一步', 70)],
    rows: [
      ...figures.map(([label, yuan]): CellValue[] => [
        label,
        fen(yuan),
        yuan === null ? '待补' : basisOf(row),
      ]),
      ...page.row.findings.map((one): CellValue[] => [
        one.label,
        null,
        `${one.says}。下一步：${STEP_WORDS[one.step]}`,
      ]),
    ],
    footer: `检查日期 ${page.day}　批复文号 ${page.paper ?? '—'}　检查人（签字）：　　　　　　合作社（盖章）：`,
  }
}

function budgetSheet(page: WireGrantPage): SheetSpec {
  return {
    name: '预算',
    columns: [
      text('支出内容', 28),
      text('用途', 40),
      money('预算（元）'),
      money('已支出（元）'),
      count('凭证'),
      count('照片'),
    ],
    rows: page.lines.map((line) => [
      line.item,
      line.purpose,
      fen(line.amount),
      fen(line.spent),
      line.vouchers,
      line.photos.length,
    ]),
  }
}

function voucherSheet(page: WireGrantPage): SheetSpec {
  return {
    name: '凭证',
    columns: [
      text('凭证号', 14),
      day('日期'),
      text('摘要', 36),
      text('种类', 12),
      money('到账（元）'),
      money('支出（元）'),
      money('其中形成资产（元）', 20),
      text('归到预算', 24),
      count('附件'),
    ],
    rows: page.vouchers.map((one) => [
      one.code,
      one.day,
      one.summary,
      MOVE_WORDS[one.kind],
      fen(one.in),
      fen(one.out),
      fen(one.built),
      one.item,
      one.files.length,
    ]),
  }
}

function assetSheet(page: WireGrantPage): SheetSpec {
  return {
    name: '资产',
    columns: [
      text('资产', 28),
      day('取得日期'),
      money('原价（元）'),
      money('用补助（元）'),
      text('存放地点', 20),
      text('保管人', 12),
      text('状态', 10),
      day('状态起于'),
    ],
    rows: page.cards.map((card) => [
      card.name,
      card.acquiredOn,
      fen(card.cost),
      fen(card.grantAmount),
      card.place,
      card.keeper,
      STATE_WORDS[card.state],
      card.stateSince,
    ]),
  }
}

function quantifiedSheet(page: WireGrantPage): SheetSpec {
  return {
    name: '量化',
    columns: [text('怎么量化', 40), day('日期'), count('成员数'), money('金额（元）')],
    rows: [
      ...page.plans.map((one): CellValue[] => [
        `${one.year} 年盈余分配方案，全社财政补助平均量化`,
        one.postedOn,
        one.members,
        fen(one.amount),
      ]),
      ...page.shares
        .filter((one) => one.project !== null)
        .map((one): CellValue[] => [`折为股份，持有人 ${one.member}`, one.day, 1, fen(one.amount)]),
    ],
  }
}
