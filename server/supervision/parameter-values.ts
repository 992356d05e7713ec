/** Values that a place sets for itself: read as the parameter's type, kept with their ground, never altered. */
import { sql, type Kysely } from 'kysely'
import { readLiteral, type Literal } from '#core/kernel/literal.ts'
import type { Parameter } from '#core/kernel/policy.ts'
import { printLiteral } from '#core/kernel/say.ts'
import { failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'

/** A value as an officer types it: 60%, 3万元, 5, 2023-03-15. */
export function readParameterValue(parameter: Pick<Parameter, 'type'>, text: string): Outcome<Literal> {
  const written = text.trim().replaceAll(/[,，]/g, '')
  if (parameter.type === 'count')
    return /^\d{1,9}$/.test(written)
      ? readLiteral('count', Number(written))
      : failed(refused('literal-malformed', `“${written}”不是整数`))
  if (parameter.type === 'flag') return readLiteral('flag', written === 'true' || written === '是')
  return readLiteral(parameter.type, written)
}

/** Keeps the value of a place; the trail follows by itself. */
export async function keepParameterValue(
  trx: Kysely<unknown>,
  of: {
    parameter: Pick<Parameter, 'document' | 'id'>
    area: string
    from: string
    value: Literal
    ground: string
  },
): Promise<void> {
  const { parameter } = of
  await sql`
    insert into parameter_value (document, parameter, area, from_day, value, ground)
    values (${parameter.document}, ${parameter.id}, ${of.area}, ${of.from}, ${writeLiteral(of.value)}, ${of.ground})`.execute(
    trx,
  )
}

/** The text from which readParameterValue reads the same value. */
function writeLiteral(value: Literal): string {
  if (value.type === 'ratio') return `${value.value.num}/${value.value.den}`
  return value.type === 'money' ? printLiteral(value, '').replaceAll(',', '') : String(value.value)
}
