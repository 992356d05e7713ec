/** Values that a place sets for itself: read as the parameter's type, kept with their ground, never altered. */
import { sql, type Kysely } from 'kysely'
import { weaker } from '#core/kernel/in-force.ts'
import { readLiteral, type Literal } from '#core/kernel/literal.ts'
import type { Parameter, PolicyDocument } from '#core/kernel/policy.ts'
import { printLiteral } from '#core/kernel/say.ts'
import { failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { citationLabel } from './citations.ts'

/** A value as an officer types it: 60%, 3万元, 5 or 5名, 2023-03-15. */
export function readParameterValue(parameter: Pick<Parameter, 'type'>, text: string): Outcome<Literal> {
  const written = text.trim().replaceAll(/[,，]/g, '')
  if (parameter.type === 'count') {
    const digits = /^(\d{1,9})[^\d.]{0,4}$/.exec(written)?.[1]
    return digits === undefined
      ? failed(refused('literal-malformed', `“${written}”不是整数`))
      : readLiteral('count', Number(digits))
  }
  if (parameter.type === 'flag') return readLiteral('flag', written === 'true' || written === '是')
  return readLiteral(parameter.type, written)
}

/** Why the value would not hold: the law's floor, its clause named; null where it may be set. */
export function floorBroken(
  documents: readonly PolicyDocument[],
  parameter: Pick<Parameter, 'id' | 'unit' | 'label'>,
  value: Literal,
): string | null {
  const laws = documents.filter((one) => one.level === 'law')
  const law = laws
    .flatMap((one) => one.parameters)
    .find((one) => one.id === parameter.id && one.floor !== null)
  const floor = law?.values.at(-1)?.value
  if (law === undefined || floor === undefined || !weaker(value, { parameter: law, value: floor }))
    return null
  const clause = citationLabel(`${law.document}#${law.clause}`, documents)
  const side = law.floor === 'fixed' ? '不能另定' : '地方只能从严'
  return `${clause}定为${printLiteral(floor, law.unit)}，${side}；${printLiteral(value, parameter.unit)}不会生效`
}

/** Keeps the value of a place; the trail follows by itself. */
export async function keepParameterValue(
  trx: Kysely<unknown>,
  of: {
    parameter: Pick<Parameter, 'document' | 'id'>
    area: string
    from: string
    /** null takes the place's value back. */
    value: Literal | null
    ground: string
  },
): Promise<void> {
  const { parameter } = of
  await sql`
    insert into parameter_value (document, parameter, area, from_day, value, ground)
    values (${parameter.document}, ${parameter.id}, ${of.area}, ${of.from}, ${of.value && writeLiteral(of.value)}, ${of.ground})`.execute(
    trx,
  )
}

/** The text from which readParameterValue reads the same value. */
function writeLiteral(value: Literal): string {
  if (value.type === 'ratio') return `${value.value.num}/${value.value.den}`
  return value.type === 'money' ? printLiteral(value, '').replaceAll(',', '') : String(value.value)
}
