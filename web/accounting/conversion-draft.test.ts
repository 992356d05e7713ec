import { expect, test } from 'vitest'
import { draftDifferences } from './conversion-draft.ts'

const balance = (code: string, debit: string, credit = '') => ({ code, name: `科目${code}`, debit, credit })
const part = (old: string, debit: string) => ({ old, account: '151', debit, credit: '' })

test('two drafts are laid side by side where they differ, and nowhere else', () => {
  const mine = {
    balances: [balance('101', '1200'), balance('102', '5')],
    parts: [part('142', '1'), part('161', '2')],
  }
  const theirs = {
    balances: [balance('102', '5'), balance('101', '1200.50'), balance('211', '', '7')],
    parts: [part('142', '1'), part('142', '3'), part('161', '2')],
  }
  expect(draftDifferences(mine, theirs)).toEqual([
    { label: '101 科目101', mine: '借 1200', theirs: '借 1200.50' },
    { label: '211 科目211', mine: '没有填', theirs: '贷 7' },
    { label: '拆分 142', mine: '1 行', theirs: '2 行' },
  ])
  expect(draftDifferences(mine, mine)).toEqual([])
})
