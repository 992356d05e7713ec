import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  checkCreditCode,
  codeKind,
  creditCheckSign,
  fictionalCreditCode,
  isCreditCode,
  organisationCheckSign,
} from './credit-code.ts'

const codes = (text: string, kind?: string): string[] => {
  const read = checkCreditCode(text, kind)
  return (read.ok ? read.remarks : read.problems).map((problem) => problem.code)
}

test('published codes of large companies pass both layers', () => {
  for (const code of ['91330100799655058B', '9144030071526726XG', '91110000802100433B']) {
    expect(checkCreditCode(code)).toMatchObject({
      ok: true,
      value: { form: 'credit code', code, kind: 'company', checked: true },
      remarks: [],
    })
  }
})

test('a changed sign anywhere is found', () => {
  const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  expect(() =>
    fc.assert(
      fc.property(fc.nat(16), fc.nat(30), (position, sign) => {
        const code = '91330100799655058B'
        const changed = code.slice(0, position) + signs[sign] + code.slice(position + 1)
        return changed === code || !isCreditCode(changed)
      }),
    ),
  ).not.toThrow()
})

test('a wrong check digit is warned and the code kept as the paper shows it', () => {
  expect(checkCreditCode('91330100799655058A')).toMatchObject({
    ok: true,
    value: { code: '91330100799655058A', checked: false },
  })
  expect(codes('91330100799655058A')).toEqual(['credit-code-check-digit'])
})

test('an organisation code that GB 11714 does not know is only a warning', () => {
  const first = '93620422123456789'
  expect(organisationCheckSign('12345678')).not.toBe('9')
  expect(codes(first + creditCheckSign(first))).toEqual(['credit-code-organisation-digit'])
})

test('lower case and full width are put right and noted', () => {
  expect(checkCreditCode('９１３３０１００７９９６５５０５８b')).toMatchObject({
    ok: true,
    value: { code: '91330100799655058B' },
    remarks: [{ code: 'credit-code-rewritten', severity: 'noted' }],
  })
})

test('old registration numbers are known as such, with 15 and with 18 signs', () => {
  for (const old of ['321281NA000572X', '320305NB000001X', '620422600012345', '429006NA000000022X']) {
    expect(checkCreditCode(old)).toMatchObject({
      ok: true,
      value: { form: 'old registration number', code: old },
    })
    expect(codes(old)).toEqual(['old-registration-number'])
  }
})

test('what has not 18 of the 31 signs is no code', () => {
  for (const text of ['93620422MA7', '9362042266541355', '93620422665413555O', '无'])
    expect(codes(text)).toContain('credit-code-shape')
})

test('the code has to suit the kind of body', () => {
  const cooperative = fictionalCreditCode('990101', 1)
  const company = fictionalCreditCode('990101', 1, '91')
  expect(codes(cooperative, '农民专业合作社')).toEqual([])
  expect(codes(cooperative, '合作社分支机构')).toEqual([])
  expect(codes(cooperative, '公司')).toEqual(['credit-code-other-kind'])
  expect(codes(company, '农民专业合作社')).toEqual(['credit-code-other-kind'])
  expect(codes(company, '公司')).toEqual([])
  expect(codes(company, '其他')).toEqual([])
})

test('the prefix names the kind of body', () => {
  expect(['93', '91', '92', '52', '12', 'N2', 'N3', 'Y1'].map((prefix) => codeKind(prefix))).toEqual([
    'cooperative',
    'company',
    'individual',
    'civil',
    'institution',
    'village',
    'village',
    'other',
  ])
})

test('the code of a village collective is taken and marked unverified', () => {
  expect(codes(fictionalCreditCode('990101', 7, 'N2'), '农村集体经济组织')).toEqual([
    'credit-code-kind-unverified',
  ])
})

test('every fictional code passes both layers and lies in the unassigned province 99', () => {
  expect(() =>
    fc.assert(
      fc.property(fc.nat(99_999_999), (serial) => {
        const code = fictionalCreditCode('990123', serial)
        return isCreditCode(code) && codes(code, '农民专业合作社').length === 0 && code.startsWith('93990123')
      }),
    ),
  ).not.toThrow()
})
