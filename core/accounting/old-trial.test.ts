import { expect, test } from 'vitest'
import { must } from '../../tests/must.ts'
import { convertBooks } from './conversion.ts'
import { readOldTrial, sheetOfText } from './old-trial.ts'

const MEMBERS = [
  { id: 'a', name: '成员甲' },
  { id: 'b', name: '成员乙' },
  { id: 'c', name: '同名' },
  { id: 'd', name: '同名' },
]
const read = (text: string) => readOldTrial(sheetOfText(text), MEMBERS)
const HEAD = '科目编码\t科目名称\t期末借方余额\t期末贷方余额\n'

test('a pasted balance is read by number or by name, with headings or without', () => {
  const want = [
    { code: '101', name: '库存现金', debit: '1200.50', credit: '' },
    { code: '332', name: '盈余分配', debit: '', credit: '1200.50' },
  ]
  expect(
    must(read(`${HEAD}101\t库存现金\t1,200.50\t\n332\t盈余分配\t\t1200.5\n合计\t\t1200.5\t1200.5`)).balances,
  ).toEqual(want)
  expect(must(read(`101\t库存现金\t1200.50\t\n332\t盈余分配\t\t1200.50`)).balances).toEqual(want)
  expect(
    must(read(`科目名称\t期末借方余额\t期末贷方余额\n库存现金\t1200.50\t\n盈余分配\t\t1200.50`)).balances,
  ).toEqual(want)
  expect(must(read(`${HEAD}\t牲畜（禽）资产\t5\t\n\t林木资产\t6\t`)).balances.map((one) => one.code)).toEqual(
    ['141', '142'],
  )
})

test('sub-ledgers become the first split: members by name, payables by what they say', () => {
  const draft = must(
    read(
      `${HEAD}113\t应收款\t50\t\n11301\t某公司\t30\t\n11302\t应收款-成员甲\t20\t\n114\t成员往来\t15\t\n11401\t成员甲\t20\t\n11402\t成员乙\t\t5\n` +
        `211\t应付款\t\t40\n21101\t农资店\t\t10\n21102\t临时用工劳务费\t\t5\n21103\t应交税金\t\t6\n21104\t借款利息\t\t7\n21105\t成员乙\t\t12\n` +
        `301\t股金\t\t9\n30101\t同名\t\t9\n311\t专项基金\t\t4\n31101\t财政补助\t\t3\n31102\t社会捐赠\t\t1\n161\t无形资产\t3\t\n16101\t商标\t3\t`,
    ),
  )
  expect(draft.balances.find((one) => one.code === '114')).toMatchObject({ debit: '20.00', credit: '5.00' })
  expect(
    draft.parts.map((one) => [one.old, one.account, one.member ?? one.party ?? one.item ?? one.note]),
  ).toEqual([
    ['113', '113', '某公司'],
    ['113', '114', 'a'],
    ['114', '114', 'a'],
    ['114', '114', 'b'],
    ['211', '211', '农资店'],
    ['211', '213', '临时用工劳务费'],
    ['211', '214', '应交税金'],
    ['211', '215', '借款利息'],
    ['211', '114', 'b'],
    ['301', '301', '同名'],
    ['311', '311', '国家财政直接补助'],
    ['311', '311', '他人捐赠'],
    ['161', '161', '商标'],
  ])
  // Two members of one name: nobody guesses which.
  expect(convertBooks(draft).problems.map((one) => one.code)).toContain('voucher-member-missing')
})

test('animals with sub-ledgers wait for somebody to say which they are', () => {
  const draft = must(read(`${HEAD}141\t牲畜（禽）资产\t8\t\n14101\t能繁母羊\t8\t`))
  expect(draft.parts).toEqual([{ old: '141', account: '', note: '能繁母羊', debit: '8.00', credit: '' }])
})

test('an account that the old chart has not is kept by its own name', () => {
  const draft = must(read(`${HEAD}109\t其他货币资金\t8\t`))
  expect(draft.balances).toEqual([{ code: '109', name: '其他货币资金', debit: '8.00', credit: '' }])
})

test('what is no balance is refused with what is needed', () => {
  expect(read('你好\t世界')).toMatchObject({ ok: false, problems: [{ code: 'old-trial-heading' }] })
  expect(read(`${HEAD}101\t库存现金\t0\t0`)).toMatchObject({
    ok: false,
    problems: [{ code: 'old-trial-empty' }],
  })
})
