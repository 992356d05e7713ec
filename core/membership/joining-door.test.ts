import { expect, test } from 'vitest'
import { memberJoining } from './member-cases.ts'
import {
  APPLICANTS,
  CONSENT,
  doorLink,
  DOOR_RULES,
  printReceipt,
  readPhone,
  readReceipt,
  RECEIPT_SIGNS,
  SIGNS,
  standing,
} from './joining-door.ts'

const RECEIPT = '7K3MQ9XT2HWF8PRD'

test('a receipt is read however it was copied, and only when it is whole', () => {
  expect(printReceipt(RECEIPT)).toBe('7K3M-Q9XT-2HWF-8PRD')
  for (const typed of [
    '7k3m-q9xt-2hwf-8prd',
    ' 7K3M Q9XT 2HWF 8PRD ',
    '７Ｋ３Ｍ－Ｑ９ＸＴ－２ＨＷＦ－８ＰＲＤ',
  ])
    expect(readReceipt(typed), typed).toBe(RECEIPT)
  for (const typed of [
    '',
    RECEIPT.slice(1),
    `${RECEIPT}2`,
    RECEIPT.replace('7', '0'),
    RECEIPT.replace('7', 'I'),
  ])
    expect(readReceipt(typed), typed).toBe('')
})

test('a receipt of sixteen signs has more than 64 bits, of signs that look like no other', () => {
  expect(RECEIPT_SIGNS * Math.log2(SIGNS.length)).toBeGreaterThan(64)
  expect(SIGNS).not.toMatch(/[01ILOU]/)
})

test('a telephone has 7 to 15 digits, with blanks, dashes and a plus', () => {
  expect(readPhone('139 0000-0001')).toBe('13900000001')
  expect(readPhone('+86 13900000001')).toBe('+8613900000001')
  expect(readPhone('1234567')).toBe('1234567')
  for (const wrong of ['', '123456', '1234567890123456', '不告诉', '139x0000001'])
    expect(readPhone(wrong)).toBe('')
})

test('every state of a case is told in words, and one that ended is not asked to end', () => {
  const of = { state: 'taken', said: null, wantsOut: false }
  const labels = Object.keys(memberJoining.states).map((caseState) => standing({ ...of, caseState }).label)
  expect(new Set(labels).size).toBeGreaterThanOrEqual(labels.length - 1)
  for (const [caseState, { final }] of Object.entries(memberJoining.states))
    if (final === true)
      expect(standing({ ...of, wantsOut: true, caseState }).label, caseState).not.toBe('已要求撤回')
  expect(standing({ ...of, wantsOut: true, caseState: 'accepted' }).label).toBe('已要求撤回')
  expect(standing({ state: 'declined', caseState: null, said: '不在范围', wantsOut: false }).says).toContain(
    '不在范围',
  )
})

test('what is said of keeping is what is kept', () => {
  expect(CONSENT.says.join('')).toContain(`${DOOR_RULES.keptDays} 天`)
  expect(Object.values(APPLICANTS).every((one) => one.kind !== undefined && one.farm !== undefined)).toBe(
    true,
  )
  expect(doorLink('https://a.example', 'ABC')).toBe('https://a.example/m/join/ABC')
})
