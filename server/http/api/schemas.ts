/** JSON Schema (2020-12) from the schemas of the contract, and of each register from its declaration. */
import { z } from 'zod'
import { record } from '#contract/kernel.ts'
import type { Field } from '#core/kernel/field.ts'
import { zodOf } from '#core/kernel/kinds/table.ts'
import type { Register } from '#core/kernel/register.ts'

export type JsonSchema = Record<string, unknown>

/** The schema of what is sent (`input`) or answered (`output`: nothing beyond what is declared). */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...made } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    override: ({ jsonSchema: part }) => {
      // What zod says of every whole number and every key is of no use to a reader.
      if (part.maximum === Number.MAX_SAFE_INTEGER) delete part.maximum
      if (part.minimum === Number.MIN_SAFE_INTEGER) delete part.minimum
      if (part.propertyNames && Object.keys(part.propertyNames).join() === 'type') delete part.propertyNames
    },
  })
  return made as JsonSchema
}

/** The fields of a register as they are sent: any of them, each a value or null for unknown. */
export function valuesInput(register: Register): z.ZodType {
  return z.strictObject(fieldsOf(register, (field) => told(field, zodOf(field).nullable()).optional()))
}

/** A record of a register as it is answered: every field, secrets masked. */
export function recordOutput(register: Register): z.ZodType {
  const values = fieldsOf(register, (field) =>
    told(field, (field.kind === 'secret' ? z.string() : zodOf(field)).nullable()),
  )
  return record.extend({ values: z.object(values) }).meta({ description: `${register.label}的一条记录` })
}

function fieldsOf(register: Register, schemaOf: (field: Field) => z.ZodType): Record<string, z.ZodType> {
  return Object.fromEntries(Object.entries(register.fields).map(([key, field]) => [key, schemaOf(field)]))
}

function told<T extends z.ZodType>(field: Field, schema: T): T {
  return schema.meta({ description: wordsOf(field) })
}

/** 注册资本（元，小数两位）: heading, unit and how it is written. */
export function wordsOf(field: Field): string {
  const hint = field.kind === 'count' ? field.unit : HINTS[field.kind]
  return `${field.label}${hint ? `（${hint}）` : ''}`
}

const HINTS: Partial<Record<Field['kind'], string>> = {
  money: '元，十进制文本，两位小数',
  date: 'YYYY-MM-DD',
  secret: '加密保存，读出时只见首尾',
  files: '上传后得到的文件编号',
  ref: '记录编号',
}

/** The filters of a list that a register has from its fields: name of the parameter and what it does. */
export function fieldFilters(register: Register): { name: string; says: string }[] {
  return Object.entries(register.fields)
    .filter(([, field]) => field.kind !== 'secret' && field.kind !== 'files')
    .flatMap(([key, field]) => {
      const own = { name: key, says: `${field.label}：${FILTERS[field.kind] ?? '等于'}；∅ 为未知` }
      return RANGED.has(field.kind)
        ? [
            own,
            { name: `${key}.from`, says: `${field.label}：不小于` },
            { name: `${key}.to`, says: `${field.label}：不大于` },
          ]
        : [own]
    })
}

const RANGED: ReadonlySet<Field['kind']> = new Set(['date', 'count', 'money', 'year'])
const FILTERS: Partial<Record<Field['kind'], string>> = {
  text: '含有这些字',
  choices: '含有其中之一',
  flag: '1 是、0 否',
}
