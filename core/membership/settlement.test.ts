import fc from 'fast-check'
import { expect, test } from 'vitest'
import { must } from '../../tests/must.ts'
import { settle, type Standing } from './settlement.ts'

const STANDING: Standing = {
  contribution: 5000_00n,
  reserve: 321_50n,
  subsidy: 800_00n,
  gift: 20_00n,
  unpaidSurplus: 45_00n,
}

test('contribution and reserve share are repaid; shares of subsidies and gifts stay, divided surplus is paid apart', () => {
  const { total, lines } = must(settle(STANDING, 0n))
  expect(total).toBe(5321_50n)
  expect(lines.map((one) => [one.effect, one.amount])).toEqual([
    ['repaid', 5000_00n],
    ['repaid', 321_50n],
    ['taken', 0n],
    ['kept', 800_00n],
    ['kept', 20_00n],
    ['apart', 45_00n],
  ])
  expect(lines.every((one) => one.clause.startsWith('社法第'))).toBe(true)
})

test('losses are borne by the reserve share first, up to all of the account, and no fen further', () => {
  const bound = 5321_50n
  expect(must(settle(STANDING, 321_50n))).toMatchObject({ lossOnReserve: 321_50n, lossOnContribution: 0n })
  expect(must(settle(STANDING, 321_51n))).toMatchObject({ lossOnReserve: 321_50n, lossOnContribution: 1n })
  expect(must(settle(STANDING, bound - 1n)).total).toBe(1n)
  expect(must(settle(STANDING, bound)).total).toBe(0n)
  expect(settle(STANDING, bound + 1n)).toMatchObject({ problems: [{ code: 'loss-beyond-account' }] })
  expect(settle(STANDING, -1n)).toMatchObject({ problems: [{ code: 'loss-amount' }] })
  expect(settle(STANDING, null)).toMatchObject({ problems: [{ code: 'loss-amount' }] })
})

test('whatever the account, what is paid and what is borne make up contribution and reserve share', () => {
  const fen = fc.bigInt({ min: 0n, max: 10n ** 12n })
  fc.assert(
    fc.property(fen, fen, fen, (contribution, reserve, loss) => {
      const found = settle({ ...STANDING, contribution, reserve }, loss)
      if (!found.ok) return loss > contribution + reserve
      const { total, lossOnContribution, lossOnReserve } = found.value
      return (
        total >= 0n &&
        lossOnReserve <= reserve &&
        lossOnContribution <= contribution &&
        total + lossOnContribution + lossOnReserve === contribution + reserve
      )
    }),
  )
})

test('a member of a federation bears losses with its contribution alone', () => {
  const settled = (loss: bigint) => settle(STANDING, loss, { federation: true })
  expect(must(settled(5000_00n))).toMatchObject({
    total: 321_50n,
    lossOnReserve: 0n,
    lossOnContribution: 5000_00n,
  })
  expect(must(settled(1n)).lines[2]?.clause).toContain('第58条')
  const beyond = settled(5000_01n)
  expect(beyond).toMatchObject({ problems: [{ code: 'loss-beyond-account' }] })
  expect(JSON.stringify(beyond)).toContain('第58条')
})
