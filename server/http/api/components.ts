/** What operations of the interface refer to: records of registers, steps of procedures, problems, ways to sign in. */
import * as kernel from '#contract/kernel.ts'
import type { Procedure } from '#core/kernel/procedure.ts'
import type { Register } from '#core/kernel/register.ts'
import { IDEMPOTENCY_HEADER } from '../idempotency.ts'
import { jsonSchema, recordOutput, valuesInput, type JsonSchema } from './schemas.ts'

/** The steps of a procedure, line by line: from where to where, by whom, with what. */
export function procedureWords(of: Procedure, roles: Readonly<Record<string, string>>): string {
  const label = (state: string): string => of.states[state]?.label ?? state
  const lines = Object.entries(of.actions).map(([id, action]) => {
    const who = action.roles.map((role) => roles[role] ?? role).join('、')
    const needs = action.needs.length > 0 ? `；须填 ${action.needs.join('、')}` : ''
    const paper = action.onPaper ? '；可凭纸质签批' : ''
    return `- \`${id}\` ${action.label}：${action.from.map(label).join('、')} → ${label(action.to)}；${who}${needs}${paper}`
  })
  return [`流程“${of.label}”的步骤：`, ...lines].join('\n')
}

/** The same for a program. */
export function procedureSchema(of: Procedure): JsonSchema {
  const { id, label, initial, states, actions } = of
  return { id, label, initial, states, actions }
}

/** The parts of the document that its operations point to. */
export function components(registers: readonly Register[]): Record<string, Record<string, unknown>> {
  const schemas = registers.flatMap((register): [string, JsonSchema][] => [
    [`record.${register.id}`, jsonSchema(recordOutput(register), 'output')],
    [`values.${register.id}`, jsonSchema(valuesInput(register), 'input')],
  ])
  return {
    schemas: { ...Object.fromEntries(schemas), Problem: jsonSchema(kernel.refusal, 'output') },
    parameters: {
      IdempotencyKey: {
        name: IDEMPOTENCY_HEADER,
        in: 'header',
        required: false,
        description: '同一键、同一内容重发只办一次；键由调用方定，建议用 UUID',
        schema: { type: 'string', pattern: '^[\\w.:-]{1,100}$' },
      },
    },
    responses: {
      Problem: {
        description: '没有办成：逐条写明错在哪里、怎么办',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
    securitySchemes: {
      token: { type: 'http', scheme: 'bearer', description: '接口令牌' },
      session: { type: 'apiKey', in: 'cookie', name: 'heshe_session', description: '网页登录' },
      csrf: { type: 'apiKey', in: 'header', name: 'x-heshe-csrf', description: '用网页登录写入时须带' },
    },
  }
}
