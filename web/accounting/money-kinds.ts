import { foreignBill } from '#core/accounting/money-lines.ts'

/** What kinds of money accounts are called. */
export const KIND_LABELS = {
  bank: '银行户',
  wechat: '社里的微信',
  alipay: '社里的支付宝',
  person: '经手人自己的卡、微信',
} as const

interface ChosenFor {
  file: { name: string }
  account: { name: string; kind: keyof typeof KIND_LABELS }
  read: { kind: 'bank' | 'wechat' | 'alipay' }
}

/** Why a bill does not belong to the account that was chosen, with the way out; null where all fit. */
export function misplaced(reads: readonly ChosenFor[]): string | null {
  const wrong = reads.find(({ account, read }) => foreignBill(account.kind, read.kind))
  const bill = KIND_LABELS[wrong?.read.kind ?? 'bank']
  return wrong === undefined
    ? null
    : `${wrong.file.name}是微信、支付宝的账单，“${wrong.account.name}”是银行户，记进去银行存款就不对了。先用“另加一个账户”加上“${bill}”或“${KIND_LABELS.person}”；已经有几个的，在上面选是哪一个，这份账单会接着读到那里`
}

/** Where the files that were read go once another account is chosen or added: a bill without a place of its own goes there, the others where they fit. */
export function goingTo<A extends ChosenFor['account'], R extends ChosenFor & { account: A }>(
  to: A,
  reads: readonly R[],
): R[] {
  const homeless = reads.some(({ account, read }) => foreignBill(account.kind, read.kind))
  return reads.map((one) =>
    homeless && !foreignBill(one.account.kind, one.read.kind) ? one : { ...one, account: to },
  )
}
