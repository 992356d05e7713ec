/** 附注: what the statements of a year leave out (财会〔2021〕37号 附录二), filled in from what stands; the rest is left to be written. */
import type { Kysely } from 'kysely'
import { stateAfter } from '#core/kernel/procedure.ts'
import { printRatio } from '#core/kernel/say.ts'
import { printParts } from '#core/membership/trade.ts'
import { surplusPlan } from '#core/surplus/surplus-plan.ts'
import { printDayLong } from '#core/values/day.ts'
import { printYuan, type Fen } from '#core/values/money.ts'
import type { PaperBlock, TableColumn } from '#server/files/paper/blocks.ts'
import { officialPaper } from '#server/files/paper/official-paper.ts'
import { totalsOf } from '#server/membership/trade-store.ts'
import { memberAccounts, type MemberAccount } from './member-accounts.ts'
import { actionsOf } from './plan-store.ts'
import * as store from './notes-store.ts'
import type { SurplusBody } from './year-inputs.ts'

const TO_WRITE = '（请填写；没有的写“无”）'
const head = (text: string): PaperBlock => ({ kind: 'heading', level: 1, text })
const line = (text: string): PaperBlock => ({ kind: 'paragraph', text })

/** The notes of a year as a paper to be completed and signed. */
export async function statementNotes(
  trx: Kysely<unknown>,
  body: SurplusBody,
  year: number,
): Promise<Uint8Array> {
  const of = { home: body.home, body: body.body, first: `${year}-01-01`, last: `${year}-12-31` }
  const accounts = await memberAccounts(trx, { ...of, year })
  const blocks = [
    ...membersPart(await store.rollOn(trx, of), accounts, of.last),
    ...postsPart(await store.posts(trx, of), of),
    ...sharesPart(accounts),
    ...comingsPart(await store.comings(trx, of)),
    ...(await divisionPart(trx, { ...of, year })),
    ...(await tradesPart(trx, of)),
    ...assetsPart(await store.nominalAssets(trx, of)),
    head('会计与税法的差异'),
    line(TO_WRITE),
    ...guaranteesPart(await store.guarantees(trx, of), of.last),
    head('未决诉讼和其他要说明的事'),
    line(TO_WRITE),
    { kind: 'signatures', rows: [['理事长（签字）', '会计（签字）', '日期']] } as PaperBlock,
  ]
  return officialPaper({ title: `${body.body_name}\n${year}年度会计报表附注`, body: blocks })
}

/** What a member's account ends with. */
const endOf = (account: MemberAccount) => account.rows.at(-1)!
const sum = (accounts: readonly MemberAccount[], of: (account: MemberAccount) => Fen): Fen =>
  accounts.reduce((total, one) => total + of(one), 0n)

function membersPart(roll: store.RollCounts, accounts: readonly MemberAccount[], last: string): PaperBlock[] {
  const share = (count: number): string =>
    roll.members === 0 ? '' : `，占 ${printRatio({ num: BigInt(count), den: BigInt(roll.members) })}`
  return [
    head('成员和股金'),
    line(
      `${printDayLong(last)}在册成员 ${roll.members} 名，其中农民成员 ${roll.farmers} 名${share(roll.farmers)}，` +
        `组织成员 ${roll.organisations} 个${share(roll.organisations)}。股金总额 ${printYuan(sum(accounts, (one) => endOf(one).project + endOf(one).contribution))} 元。`,
    ),
  ]
}

function postsPart(held: readonly store.PostHeld[], of: { first: string; last: string }): PaperBlock[] {
  const changed = held.filter((one) => one.since >= of.first || (one.until !== null && one.until <= of.last))
  const title = head('理事长、理事和监事')
  if (held.length === 0) return [title, line(`组织机构台账里没有本年任职的人。${TO_WRITE}`)]
  return [
    title,
    {
      kind: 'table',
      columns: POST_COLUMNS,
      rows: held.map((one) => [one.post, one.person, one.since, one.until ?? '在任']),
    },
    line(changed.length === 0 ? '本年没有变动。' : `本年任职或离任的 ${changed.length} 人，日期见上表。`),
  ]
}

const POST_COLUMNS: TableColumn[] = [
  { heading: '职务', share: 2 },
  { heading: '姓名', share: 2 },
  { heading: '任职日期', share: 2, align: 'center' },
  { heading: '离任日期', share: 2, align: 'center' },
]

function sharesPart(accounts: readonly MemberAccount[]): PaperBlock[] {
  const of = accounts.map((one) => ({ one, end: endOf(one) }))
  return [
    head('各成员的出资额和量化的份额'),
    {
      kind: 'table',
      columns: SHARE_COLUMNS,
      rows: [
        ...of.map(({ one, end }) => [
          `${one.number} ${one.name}`,
          printYuan(end.project + end.contribution),
          printYuan(end.reserve),
          printYuan(end.subsidy + end.gift),
        ]),
        [
          '合计',
          printYuan(sum(accounts, (one) => endOf(one).project + endOf(one).contribution)),
          printYuan(sum(accounts, (one) => endOf(one).reserve)),
          printYuan(sum(accounts, (one) => endOf(one).subsidy + endOf(one).gift)),
        ],
      ],
    },
  ]
}

const SHARE_COLUMNS: TableColumn[] = [
  { heading: '成员', share: 3 },
  { heading: '出资额（元）', share: 2, align: 'right' },
  { heading: '公积金份额（元）', share: 2, align: 'right' },
  { heading: '补助、捐赠份额（元）', share: 2, align: 'right' },
]

function comingsPart(rows: Awaited<ReturnType<typeof store.comings>>): PaperBlock[] {
  const joined = rows.flatMap((one) => (one.joined === null ? [] : [`${one.name}（${one.joined}）`]))
  const left = rows.flatMap((one) => (one.left === null ? [] : [`${one.name}（${one.left}）`]))
  const say = (word: string, names: readonly string[]): string =>
    names.length === 0 ? `本年没有${word}的。` : `本年${word} ${names.length} 名：${names.join('、')}。`
  return [head('入社和退社'), line(say('入社', joined)), line(say('退社', left))]
}

async function divisionPart(
  trx: Kysely<unknown>,
  of: { home: string; body: string; year: number },
): Promise<PaperBlock[]> {
  const { year } = of
  const plan = await store.planOfYear(trx, of)
  if (plan === undefined)
    return [head('盈余分配或亏损处理'), line(`系统里没有 ${year} 年的分配方案。${TO_WRITE}`)]
  const state = stateAfter(surplusPlan, await actionsOf(trx, [plan.id]))
  const base = plan.surplus > 0n ? plan.surplus : 1n
  const returned =
    plan.law > 0n ? `，占可分配盈余的 ${printRatio({ num: plan.patronage, den: plan.law })}` : ''
  return [
    head('盈余分配或亏损处理'),
    line(
      `本年盈余 ${printYuan(plan.surplus)} 元；提取盈余公积 ${printYuan(plan.reserve)} 元（${printRatio({ num: plan.reserve, den: base })}）；` +
        `可分配盈余 ${printYuan(plan.law)} 元，其中按交易量（额）返还 ${printYuan(plan.patronage)} 元${returned}，剩余部分分配 ${printYuan(plan.remainder)} 元。` +
        `方案现在：${surplusPlan.states[state]!.label}。`,
    ),
  ]
}

async function tradesPart(
  trx: Kysely<unknown>,
  of: { home: string; body: string; first: string; last: string },
): Promise<PaperBlock[]> {
  const rows = await totalsOf(trx, { ...of, from: of.first, to: of.last })
  const products = [
    ...Map.groupBy(rows, (one) => `${one.direction} ${one.product} ${one.unit}`).values(),
  ].map((same) => ({
    first: same[0]!,
    quantity: same.reduce((total, one) => total + one.quantity, 0n),
    amount: same.reduce((total, one) => total + one.amount, 0n),
  }))
  return [
    head('与成员和非成员的交易'),
    products.length === 0
      ? line(`系统里没有本年与成员的交易。${TO_WRITE}`)
      : {
          kind: 'table',
          caption: '与成员的交易',
          columns: TRADE_COLUMNS,
          rows: products.map(({ first, quantity, amount }) => [
            first.product,
            first.direction === 'delivered' ? '成员交售' : '成员购买',
            `${printParts(quantity, 3)} ${first.unit}`,
            printYuan(amount),
          ]),
        },
    line(`与非成员的交易：${TO_WRITE}`),
  ]
}

const TRADE_COLUMNS: TableColumn[] = [
  { heading: '产品', share: 3 },
  { heading: '方向', share: 2 },
  { heading: '数量', share: 2, align: 'right' },
  { heading: '金额（元）', share: 2, align: 'right' },
]

function assetsPart(names: readonly string[]): PaperBlock[] {
  return [
    head('按名义金额入账的资产'),
    line(names.length === 0 ? '没有按名义金额（1 元）入账的资产。' : `${names.join('、')}，各按 1 元入账。`),
  ]
}

function guaranteesPart(held: readonly store.GuaranteeHeld[], last: string): PaperBlock[] {
  const title = head('对外担保')
  if (held.length === 0)
    return [title, line(`“对外担保”台账里没有${printDayLong(last)}仍在担保的。${TO_WRITE}`)]
  return [
    title,
    {
      kind: 'table',
      columns: GUARANTEE_COLUMNS,
      rows: held.map((one) => [
        one.debtor,
        one.creditor,
        printYuan(one.amount),
        `${one.since} 至 ${one.until ?? '没有写'}`,
        one.resolution ?? '没有对上决议',
      ]),
    },
    line(`合计 ${printYuan(held.reduce((total, one) => total + one.amount, 0n))} 元。`),
  ]
}

const GUARANTEE_COLUMNS: TableColumn[] = [
  { heading: '为谁担保', share: 3 },
  { heading: '债权人', share: 3 },
  { heading: '担保金额（元）', share: 2, align: 'right' },
  { heading: '起止', share: 3 },
  { heading: '凭哪项决议', share: 3 },
]
