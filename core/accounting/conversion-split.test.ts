/** A split is done with the last fen, on the right side, and not before. */
import { expect, test } from 'vitest'
import { convertBooks, type OldBalance } from './conversion.ts'
import { convertAccount, fenOf, type ConversionPart } from './conversion-split.ts'
import { oldAccountOf } from './old-chart.ts'

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
test('amounts are plain figures that are not below zero; an empty text is none', () => {
  expect(['', ' ', '0.01', '-0.01', '1.001', 'x'].map(fenOf)).toEqual([0n, 0n, 1n, null, null, null])
})

test('an account that goes over whole has its line on its side, whichever that is', () => {
  const row = (code: string, debit: bigint, credit: bigint) =>
    convertAccount({ account: oldAccountOf(code), debit, credit }, []).row
  expect(row('154', 0n, 5n).lines).toMatchObject([{ account: '154', debit: 0n, credit: 5n }])
  expect(row('332', 5n, 0n).lines).toMatchObject([{ account: '332', item: '未分配盈余', debit: 5n }])
  expect(row('113', 5n, 0n)).toMatchObject({ lines: [], left: 5n })
})

test('one fen short, one fen over, and a split on the wrong side are told apart', () => {
  const one = balance('161', '50')
  const made = (worn: string) =>
    against(one, [part('161', '161', { debit: '80' }), part('161', '162', { credit: worn })])
  expect(made('30.01').problems[0]?.says).toContain('还有 0.01 元没有转')
  expect(codes(made('30'))).toEqual([])
  expect(made('29.99').problems[0]?.says).toContain('多转了 0.01 元')
  expect(
    codes(against(one, [part('161', '161', { debit: '50' }), part('161', '162', { debit: '0' })])),
  ).toEqual([])
  expect(codes(against(balance('161', '0.01'), [part('161', '162', { debit: '0.01' })]))).toEqual([
    'conversion-part-side',
  ])
  expect(
    codes(
      against(balance('141', '50'), [
        part('141', '141', { debit: '60' }),
        part('141', '142', { debit: '10' }),
        part('141', '143', { credit: '20' }),
      ]),
    ),
  ).toEqual(['conversion-worn'])
})

test('sub-ledgers on both sides are not set off', () => {
  const both = balance('114', '30', '5')
  const net = convertBooks({
    balances: [both, balance('332', '', '25')],
    parts: [part('114', '114', { member: 'a', debit: '25' })],
  })
  expect(net.rows[0]?.left).toBe(0n)
  expect(codes(net)).toEqual(['conversion-unsplit', 'conversion-unsplit'])
})
