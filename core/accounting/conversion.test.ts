/** Every old account taken over by itself, and sums kept to the fen for any input. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fenOfWire, wireOfFen, type Fen } from '../values/money.ts'
import { accountOf } from './chart.ts'
import { convertBooks, type OldBalance } from './conversion.ts'
import type { ConversionPart } from './conversion-split.ts'
import { OLD_CHART } from './old-chart.ts'

const balance = (code: string, debit: string, credit = ''): OldBalance => ({ code, name: '', debit, credit })
const part = (old: string, account: string, more: Partial<ConversionPart>): ConversionPart => ({
  old,
  account,
  debit: '',
  credit: '',
  ...more,
})
const codes = (of: { problems: readonly { code: string }[] }) => of.problems.map((one) => one.code)
/** The old account against cash, so that the whole is even. */
const against = (one: OldBalance, parts: ConversionPart[] = []) => {
  const other = one.debit === '' ? balance('101', one.credit) : balance('332', '', one.debit)
  return convertBooks({ balances: [one, other], parts })
}
const entry = (made: ReturnType<typeof convertBooks>, old: string) =>
  made.rows
    .find((row) => row.account.code === old)
    ?.lines.map((line) => [line.account, line.debit, line.credit])

test('accounts that are the same in both charts go over whole, on their side', () => {
  for (const { code, side } of OLD_CHART.filter((one) => one.how === 'whole')) {
    if (code === '332' || code === '101') continue
    const made = against(side === 'credit' ? balance(code, '', '12.34') : balance(code, '12.34'))
    expect([code, codes(made)]).toEqual([code, []])
    expect(entry(made, code)).toEqual([
      [code, side === 'credit' ? 0n : 1234n, side === 'credit' ? 1234n : 0n],
    ])
  }
})

test('each account that is taken apart asks for it, and is done when the last fen has its place', () => {
  const cases: [OldBalance, ConversionPart[]][] = [
    [
      balance('113', '30'),
      [
        part('113', '113', { party: '某公司', debit: '10' }),
        part('113', '114', { member: 'a', debit: '20' }),
      ],
    ],
    [
      balance('114', '30', '5'),
      [part('114', '114', { member: 'a', debit: '30' }), part('114', '114', { member: 'b', credit: '5' })],
    ],
    [balance('127', '9'), [part('127', '127', { party: '某社', debit: '9' })]],
    [balance('128', '9'), [part('128', '128', { member: 'a', debit: '9' })]],
    [
      balance('141', '50'),
      [
        part('141', '141', { debit: '10' }),
        part('141', '142', { debit: '60' }),
        part('141', '143', { credit: '20' }),
      ],
    ],
    [
      balance('142', '50'),
      [
        part('142', '141', { debit: '10' }),
        part('142', '142', { debit: '45' }),
        part('142', '143', { credit: '10' }),
        part('142', '144', { debit: '5' }),
      ],
    ],
    [balance('161', '50'), [part('161', '161', { debit: '80' }), part('161', '162', { credit: '30' })]],
    [
      balance('211', '', '50'),
      [
        part('211', '211', { party: '农资店', credit: '20' }),
        part('211', '213', { credit: '5' }),
        part('211', '214', { credit: '6' }),
        part('211', '215', { credit: '7' }),
        part('211', '114', { member: 'a', credit: '12' }),
      ],
    ],
    [balance('221', '', '9'), [part('221', '221', { member: 'a', credit: '9' })]],
    [balance('222', '', '9'), [part('222', '222', { member: 'a', credit: '9' })]],
    [balance('235', '', '9'), [part('235', '235', { party: '冷库项目', credit: '9' })]],
    [balance('301', '', '9'), [part('301', '301', { member: 'a', credit: '9' })]],
    [balance('311', '', '9'), [part('311', '311', { item: '国家财政直接补助', credit: '9' })]],
    [balance('321', '', '9'), [part('321', '321', { item: '资产评估增值', credit: '9' })]],
    [balance('109', '9'), [part('109', '109', { debit: '9' })]],
  ]
  expect(cases.map(([one]) => one.code).filter((code) => code !== '109')).toEqual(
    OLD_CHART.filter((one) => one.how === 'apart').map((one) => one.code),
  )
  for (const [one, parts] of cases) {
    const even = one.debit !== '' && one.credit !== ''
    const whole = even
      ? convertBooks({ balances: [one, balance('332', '', '25')], parts })
      : against(one, parts)
    expect([one.code, codes(whole), whole.problems]).toEqual([one.code, [], []])
    const unsplit = even
      ? convertBooks({ balances: [one, balance('332', '', '25')], parts: [] })
      : against(one)
    expect([one.code, [...new Set(codes(unsplit))]]).toEqual([one.code, ['conversion-unsplit']])
  }
})

test('results with a balance are refused with the way out', () => {
  for (const { code } of OLD_CHART.filter((one) => one.how === 'result')) {
    const made = against(balance(code, '5'))
    expect([code, codes(made)]).toEqual([code, ['conversion-result']])
    expect(made.problems[0]?.says).toContain('结转')
  }
})

test('all that is wrong is told at once', () => {
  const made = convertBooks({
    balances: [
      balance('101', '', '5'),
      balance('102', 'x'),
      balance('121', '1', '1'),
      balance('131', '7'),
      balance('131', '7'),
      balance('113', '10'),
    ],
    parts: [
      part('113', '113', { debit: '3' }),
      part('113', '211', { debit: '3' }),
      part('113', '', { debit: '1' }),
      part('113', '114', { member: 'a', debit: '-1' }),
      part('211', '213', { credit: '1' }),
    ],
  })
  expect(new Set(codes(made))).toEqual(
    new Set([
      'conversion-side',
      'conversion-amount',
      'conversion-twice',
      'voucher-party-missing',
      'voucher-account-unknown',
      'conversion-target',
      'conversion-part-amount',
      'conversion-unsplit',
      'conversion-part-stray',
      'conversion-unbalanced',
    ]),
  )
  expect(codes(convertBooks({ balances: [], parts: [] }))).toEqual(['conversion-empty'])
  expect(codes(convertBooks({ balances: [balance('101', '')], parts: [] }))).toEqual(['conversion-empty'])
})

test('what of this year is left on 331 goes over as it is and is pointed at', () => {
  const made = convertBooks({ balances: [balance('101', '5'), balance('331', '', '5')], parts: [] })
  expect(codes(made)).toEqual([])
  expect(made.remarks.map((one) => one.code)).toEqual(['conversion-year'])
})

/** A split of an old account that keeps its sum: any cut of it over what it may go to. */
const splits = fc.array(
  fc.record({
    // 332 takes what is left over, so that the old books balance.
    code: fc.constantFrom(
      ...OLD_CHART.filter((one) => one.how !== 'result' && one.code !== '332').map((one) => one.code),
    ),
    amount: fc.bigInt({ min: 1n, max: 9_000_000_000_00n }),
    cut: fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 4 }),
    credit: fc.boolean(),
  }),
  { minLength: 1, maxLength: 20 },
)

test('whatever is taken over without a problem has the sums of the old books, account by account', () => {
  fc.assert(
    fc.property(splits, (drawn) => {
      const balances: OldBalance[] = []
      const parts: ConversionPart[] = []
      let total = 0n
      const seen = new Set<string>()
      for (const { code, amount, cut, credit } of drawn) {
        if (seen.has(code)) continue
        seen.add(code)
        const account = OLD_CHART.find((one) => one.code === code)!
        const side = account.side === 'both' ? (credit ? 'credit' : 'debit') : account.side
        balances.push({ code, name: '', debit: '', credit: '', [side]: wireOfFen(amount) })
        total += side === 'debit' ? amount : -amount
        if (account.how === 'apart') parts.push(...cutUp({ code, amount, cut, side }))
      }
      if (total !== 0n)
        balances.push(
          total > 0n
            ? { code: '332', name: '', debit: '', credit: wireOfFen(total) }
            : { code: '332', name: '', debit: wireOfFen(-total), credit: '' },
        )
      const made = convertBooks({ balances, parts })
      expect(made.problems).toEqual([])
      const sum = (of: readonly { debit: Fen; credit: Fen }[]) =>
        of.reduce((all, line) => all + line.debit - line.credit, 0n)
      for (const row of made.rows) {
        const old = balances.find((one) => one.code === row.account.code)!
        const fen = (text: string) => (text === '' ? 0n : fenOfWire(text)!)
        expect(sum(row.lines)).toBe(fen(old.debit) - fen(old.credit))
        expect(row.left).toBe(0n)
      }
      expect(sum(made.lines)).toBe(0n)
      expect(made.now.debit).toBe(made.now.credit)
      expect(made.old.debit).toBe(made.old.credit)
    }),
  )
})

test('a fen moved anywhere in a split is never taken over', () => {
  fc.assert(
    fc.property(splits, fc.nat(), (drawn, at) => {
      const one = drawn.find(({ code }) => OLD_CHART.find((of) => of.code === code)?.how === 'apart')
      if (one === undefined) return
      const account = OLD_CHART.find((of) => of.code === one.code)!
      const side = account.side === 'both' ? (one.credit ? 'credit' : 'debit') : account.side
      const parts = cutUp({ ...one, side })
      const hit = parts[at % parts.length]!
      const field = hit.debit === '' ? 'credit' : 'debit'
      hit[field] = wireOfFen(fenOfWire(hit[field])! + 1n)
      const old = { code: one.code, name: '', debit: '', credit: '', [side]: wireOfFen(one.amount) }
      expect(codes(against(old, parts))).toContain('conversion-unsplit')
    }),
  )
})

function cutUp(of: {
  code: string
  amount: Fen
  cut: readonly number[]
  side: 'debit' | 'credit'
}): ConversionPart[] {
  const targets = OLD_CHART.find((one) => one.code === of.code)!.to.filter(
    (to) => !['143', '162'].includes(to),
  )
  const whole = of.cut.reduce((all, one) => all + one + 1, 0)
  let rest = of.amount
  return of.cut.flatMap((weight, at) => {
    const last = at === of.cut.length - 1
    const fen = last ? rest : (of.amount * BigInt(weight + 1)) / BigInt(whole)
    rest -= fen
    if (fen === 0n) return []
    const account = targets[at % targets.length]!
    const { needs, items } = accountOf(account)!
    return [
      part(of.code, account, {
        ...(needs === 'member' && { member: `m${at}` }),
        ...((needs === 'party' || needs === 'principal') && { party: `p${at}` }),
        ...(items.length > 0 && { item: items[0]! }),
        [of.side]: wireOfFen(fen),
      }),
    ]
  })
}
