import { expect, test } from 'vitest'
import { must } from '../../tests/must.ts'
import { cashTemplates, entryOfLine, suggestedBy } from './cash-entry.ts'
import { templateOf } from './templates.ts'
import { checkVoucher } from './voucher.ts'

const chair = '00000000-0000-4000-8000-000000000001'
const bank = { account: '102', member: null }
const entry = (id: string, answers: Record<string, string>, amount: bigint) =>
  entryOfLine(templateOf(id)!, answers, { amount, through: bank })

test('money out of the bank: the amount and the account come from the line', () => {
  expect(must(entry('office-cost', {}, -8000n))).toEqual([
    { account: '523', debit: 8000n },
    { account: '102', credit: 8000n },
  ])
})

test('money through the own card of the chair stands on 114 under that person', () => {
  const through = { account: '114', member: chair }
  const lines = must(entryOfLine(templateOf('sell')!, { party: '某公司' }, { amount: 50000n, through }))
  expect(lines).toEqual([
    { account: '114', debit: 50000n, member: chair },
    { account: '501', credit: 50000n },
  ])
  const handed = must(entryOfLine(templateOf('cash-bank')!, { to: '102' }, { amount: -50000n, through }))
  expect(handed).toEqual([
    { account: '102', debit: 50000n },
    { account: '114', credit: 50000n, member: chair },
  ])
  expect(checkVoucher({ summary: '代收', lines }).ok).toBe(true)
})

test('a template of the other direction, or one that moves nothing, is refused', () => {
  expect(entry('sell', {}, -100n)).toMatchObject({ ok: false, problems: [{ code: 'cash-template' }] })
  const through = { account: '114', member: chair }
  expect(entryOfLine(templateOf('pay-member')!, { member: chair }, { amount: -100n, through })).toMatchObject(
    { ok: false, problems: [{ code: 'cash-amount' }] },
  )
  expect(entry('cash-bank', { to: '102' }, -100n)).toMatchObject({
    ok: false,
    problems: [{ code: 'cash-amount' }],
  })
})

test('both directions have templates, and every suggestion is one of them', () => {
  expect(cashTemplates('in').length).toBeGreaterThan(8)
  expect(cashTemplates('out').length).toBeGreaterThan(12)
  for (const memo of ['结息', '现金存入', '转入零钱', '财政补助', '货款'])
    expect(cashTemplates('in').map((one) => one.id)).toContain(
      suggestedBy({ amount: 1n, party: '', memo, member: false })?.template,
    )
  for (const memo of ['取现', '零钱提现', '发工资', '劳务', '短信费', '运费'])
    expect(cashTemplates('out').map((one) => one.id)).toContain(
      suggestedBy({ amount: -1n, party: '', memo, member: false })?.template,
    )
  const nobody = { party: '某人', memo: '', member: false }
  expect(suggestedBy({ ...nobody, amount: -1n })).toBeNull()
  expect(suggestedBy({ ...nobody, member: true, amount: -1n })?.template).toBe('pay-member')
  expect(suggestedBy({ ...nobody, member: true, amount: 1n })?.template).toBe('from-member')
  const takings = { party: '某理事长', memo: '交回货款', amount: 1n }
  expect(suggestedBy({ ...takings, member: true })?.template).toBe('from-member')
  expect(suggestedBy({ ...takings, member: false })?.template).toBe('sell')
})
