import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entryOf } from './template.ts'
import { TEMPLATES, templateOf } from './templates.ts'
import { checkVoucher, totalsOf } from './voucher.ts'

/** Money that belongs together: the part is never above the whole. */
const PART_OF: Record<string, string> = { grant: 'amount' }

test('every template has its own id, is found by it, and names its paragraph', () => {
  expect(new Set(TEMPLATES.map((one) => one.id)).size).toBe(TEMPLATES.length)
  for (const template of TEMPLATES) {
    expect(templateOf(template.id)).toBe(template)
    expect(template.basis, template.id).toMatch(/37号/)
  }
  expect(templateOf('nothing')).toBeUndefined()
})

test.each(TEMPLATES.map((one) => [one.label, one] as const))(
  'property: %s balances and is complete for whatever is answered',
  (_, template) => {
    const fen = fc.integer({ min: 1, max: 9_999_999 })
    fc.assert(
      fc.property(fc.array(fen, { minLength: 6, maxLength: 6 }), fc.nat(5), (amounts, choice) => {
        const answers: Record<string, string> = {}
        template.asks.forEach((ask, index) => {
          const size = amounts[index % 6]!
          if (ask.kind === 'money') answers[ask.key] = (size / 100).toFixed(2)
          else if (ask.options) answers[ask.key] = ask.options[choice % ask.options.length]!.value
          else answers[ask.key] = ask.kind === 'member' ? 'member-id' : '某项目'
        })
        for (const [part, whole] of Object.entries(PART_OF))
          if (answers[part] && Number(answers[part]) > Number(answers[whole])) answers[part] = answers[whole]!
        if (template.id === 'share-money' && Number(answers['share']) > Number(answers['amount']))
          answers['share'] = answers['amount']!
        const outcome = entryOf(template, answers)
        if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems))
        const checked = checkVoucher({ summary: template.label, lines: outcome.value })
        if (!checked.ok) throw new Error(checked.problems.map((one) => one.says).join())
        const [debit, credit] = totalsOf(checked.value)
        expect(debit).toBe(credit)
      }),
      { numRuns: 20 },
    )
  },
)
