import type { Values } from '#core/kernel/field.ts'
import type { Chance } from './chance.ts'
import type { ExampleBody } from './example-body.ts'
import type { BodyPlan } from './plans.ts'
import { CAPITAL_FORMS, DAY_STYLES } from './written.ts'

export interface Writing {
  plan: BodyPlan
  values: Values
  /** Code of the cooperative whose number was copied by mistake. */
  twinCode: string
}

/** How the registry list writes a body: its code, capital, date and kind, clean or not. */
export function writtenOf(writing: Writing, chance: Chance): ExampleBody['written'] {
  const { plan } = writing
  const branch = plan.kind === '合作社分支机构'
  return {
    creditCode: writtenCode(writing, chance),
    capital: plan.story?.written?.capital ?? (branch ? 'bracket' : chance.weighted(CAPITAL_FORMS)),
    day: chance.hit(3, 4) ? 'dash' : chance.pick(DAY_STYLES),
    kind: branch ? '农民专业合作社分支机构' : chance.hit(1, 5) ? kindWords(plan) : null,
    state: plan.story?.written?.state ?? (chance.hit(1, 2) ? '在营' : '存续'),
  }
}

function kindWords(plan: BodyPlan): string {
  return plan.kind === '农民专业合作社' ? '农民专业合作经济组织' : plan.kind
}

function writtenCode({ plan, values, twinCode }: Writing, chance: Chance): string | null {
  const code = String(values['creditCode'] ?? '')
  const form = plan.story?.written?.creditCode
  if (form === 'missing') return chance.pick([null, 'N/A', '无'])
  if (form === 'wrong-digit') return code.slice(0, 10) + otherDigit(code.charAt(10)) + code.slice(11)
  if (form === 'old-number') return String(values['oldRegistrationNo'])
  if (form === 'small-letters') return `${fullWidth(code.slice(0, 8))} ${code.slice(8).toLowerCase()}`
  return form === 'twin' ? twinCode : code
}

function otherDigit(sign: string): string {
  return sign === '9' ? '1' : String(Number(sign) + 1)
}

function fullWidth(code: string): string {
  return code.replace(/[!-~]/g, (sign) => String.fromCodePoint(sign.codePointAt(0)! + 0xfee0))
}
