/** How complete a dossier is, and what is missing from it, each with what to do. */
import type { Register } from '#core/kernel/register.ts'
import type { Dossier } from '#contract/registry.ts'
import { columnName } from '#server/database/columns.ts'
import { REQUIRED_FIELDS, REQUIRED_REGISTERS } from '#server/supervision/facts/standing.ts'
import type { Held } from './held-registers.ts'

/** Counts as the fact dossier_completeness counts: basic fields, and one record at least of each required register. */
export function completenessOf(held: readonly Held[], day: string): Dossier['completeness'] {
  const missing = [...missingFields(held), ...missingRegisters(held, day)]
  const required = REQUIRED_FIELDS.length + REQUIRED_REGISTERS.length
  return { percent: Math.floor(((required - missing.length) * 1000) / required) / 10, missing }
}

function missingFields(held: readonly Held[]): Dossier['completeness']['missing'] {
  const body = held.find((one) => one.register.belongsTo === 'none')
  if (!body) return []
  const fields = Object.entries(body.register.fields).filter(([key]) =>
    (REQUIRED_FIELDS as readonly string[]).includes(columnName(key)),
  )
  return fields
    .filter(([key]) => (body.rows[0]?.[columnName(key)] ?? null) === null)
    .map(([key, field]) => ({
      register: body.register.id,
      field: key,
      says: `${body.register.dossier}缺“${field.label}”，请核对登记信息后补填`,
    }))
}

function missingRegisters(held: readonly Held[], day: string): Dossier['completeness']['missing'] {
  return REQUIRED_REGISTERS.flatMap((id) => {
    const one = held.find(({ register }) => register.id === id)
    if (!one || one.rows.some((row) => row.effective_on <= day)) return []
    return [{ register: id, field: null, says: `没有“${one.register.dossier}”，${howTo(one.register)}` }]
  })
}

function howTo(register: Register): string {
  if (register.askable) return '请补填，或生成填报表由乡镇填报'
  return register.id === 'document' ? '请上传营业执照、章程等资料' : '请补填，或导入现有名单'
}
