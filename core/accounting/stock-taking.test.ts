import { expect, test } from 'vitest'
import { must } from '../../tests/must.ts'
import { accountOf } from './chart.ts'
import { openingOf, STOCK_KINDS } from './stock-taking.ts'
import { checkVoucher } from './voucher.ts'

const member = '00000000-0000-4000-8000-000000000001'

test('what was counted becomes a balanced opening entry, the difference is undistributed surplus', () => {
  const made = must(
    openingOf([
      { kind: 'cash', amount: '500' },
      { kind: 'fixed', label: '旋耕机', amount: '12000', worn: '3000.50' },
      { kind: 'owing-party', party: '农资店', amount: '200' },
      { kind: 'share', member, amount: '5000' },
    ]),
  )
  expect(made.left).toBe(429950n)
  expect(made.lines.at(-1)).toEqual({ account: '332', item: '未分配盈余', credit: 429950n })
  expect(must(checkVoucher({ summary: '盘点', lines: made.lines }))).toHaveLength(6)
})

test('a body that owes more than it has opens with a loss; nothing left adds no line', () => {
  const poor = must(
    openingOf([
      { kind: 'loan-short', amount: '100' },
      { kind: 'cash', amount: '30' },
    ]),
  )
  expect(poor.lines.at(-1)).toEqual({ account: '332', item: '未分配盈余', debit: 7000n })
  const even = must(
    openingOf([
      { kind: 'cash', amount: '30' },
      { kind: 'share', member, amount: '30' },
    ]),
  )
  expect(even.lines).toHaveLength(2)
})

test('depreciation up to the price stands, above it or where there is none it is refused', () => {
  const of = (kind: string, worn: string) => openingOf([{ kind, amount: '10', worn }]).ok
  expect([of('fixed', '9.99'), of('fixed', '10'), of('fixed', '10.01'), of('cash', '1')]).toEqual([
    true,
    true,
    false,
    false,
  ])
  expect(openingOf([])).toMatchObject({ ok: false, problems: [{ code: 'stock-empty' }] })
  expect(openingOf([{ kind: 'cash', amount: '0' }])).toMatchObject({ problems: [{ code: 'stock-amount' }] })
})

test('every kind stands on an account of the chart, with an item where the account asks for one', () => {
  for (const kind of STOCK_KINDS) {
    const account = accountOf(kind.account)!
    expect(account.items.length > 0, kind.id).toBe(kind.item !== undefined)
    if (kind.item !== undefined) expect(account.items).toContain(kind.item)
  }
})
