/** The journal as plain text that other programs read: hledger and beancount check the same books from outside. */
import { wireOfFen, type Fen } from '../values/money.ts'
import { accountOf } from './chart.ts'

export const FORMATS = ['hledger', 'beancount'] as const
export type Format = (typeof FORMATS)[number]

export interface JournalVoucher {
  day: string
  /** 2023-0012 */
  code: string
  summary: string
  lines: readonly JournalLine[]
}

export interface JournalLine {
  account: string
  /** Member, party, item: what stands below the account. */
  details: readonly string[]
  /** Debit above zero. */
  amount: Fen
}

const INCOME = ['501', '502', '511']

/** The whole journal in that format. */
export function journalText(vouchers: readonly JournalVoucher[], format: Format): string {
  const parts = vouchers.map((one) => (format === 'hledger' ? hledgerOf(one) : beancountOf(one)))
  const head = format === 'hledger' ? hledgerHead() : beancountHead(vouchers)
  return `${[...head, ...parts].join('\n')}\n`
}

/** The name under which hledger knows an account and its details: 资产:114 成员往来:成员甲. */
export function hledgerAccount(code: string, details: readonly string[]): string {
  const account = accountOf(code)
  return [account?.kind ?? '其他', `${code} ${account?.name ?? ''}`, ...details].map(plain).join(':')
}

function hledgerHead(): string[] {
  return ['; 合作社账簿', 'commodity CNY 1000.00', '']
}

function hledgerOf(voucher: JournalVoucher): string {
  const lines = voucher.lines.map(
    (line) => `    ${hledgerAccount(line.account, line.details)}  CNY ${wireOfFen(line.amount)}`,
  )
  return [`${voucher.day} (${voucher.code}) ${plain(voucher.summary)}`, ...lines, ''].join('\n')
}

/** The name under which beancount knows it: Assets:D114-成员往来:D成员甲. */
function beancountAccount(code: string, details: readonly string[]): string {
  const account = accountOf(code)
  const root =
    account?.kind === '负债'
      ? 'Liabilities'
      : account?.kind === '所有者权益'
        ? 'Equity'
        : account?.kind === '损益'
          ? INCOME.includes(code)
            ? 'Income'
            : 'Expenses'
          : 'Assets'
  const word = (text: string): string => `D${text.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}`
  return [root, ...[`${code}-${account?.name ?? ''}`, ...details].map(word)].join(':')
}

function beancountHead(vouchers: readonly JournalVoucher[]): string[] {
  const first = vouchers[0]?.day ?? '2000-01-01'
  const names = new Set(
    vouchers.flatMap((one) => one.lines.map((line) => beancountAccount(line.account, line.details))),
  )
  const start = vouchers.reduce((day, one) => (one.day < day ? one.day : day), first)
  return [
    'option "operating_currency" "CNY"',
    ...[...names].toSorted().map((name) => `${start} open ${name} CNY`),
    '',
  ]
}

function beancountOf(voucher: JournalVoucher): string {
  const lines = voucher.lines.map(
    (line) => `  ${beancountAccount(line.account, line.details)}  ${wireOfFen(line.amount)} CNY`,
  )
  const says = plain(voucher.summary).replaceAll(/["\\]/g, '')
  return [`${voucher.day} * "${voucher.code}" "${says}"`, ...lines, ''].join('\n')
}

/** One line without what these formats read as signs of their own. */
function plain(text: string): string {
  return text.replaceAll(/[\s;:|]+/g, ' ').trim()
}
