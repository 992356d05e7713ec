/** Inputs made from the schemas of the contract, with ids of another place wherever an id, a body or an area is asked for. */
import { z } from 'zod'

export interface Foreign {
  /** An id, tried wherever one is asked for. */
  id: string
  area: string
  /** A step of a procedure, where one is asked for. */
  action?: string
  /** The version of what the id stands for, where that is known: a stale one is refused before anybody asks whose it is. */
  version?: number
}

interface Schema {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  minimum?: number
  format?: string
}

/** The least that the schema takes, all of its fields filled. */
export function sampleOf(schema: z.ZodType, foreign: Foreign): unknown {
  return fill(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as Schema, {
    foreign,
    name: '',
  })
}

function fill(schema: Schema, of: { foreign: Foreign; name: string }): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const variant = (schema.anyOf ?? schema.oneOf ?? schema.allOf)?.find((one) => one.type !== 'null')
  if (variant) return fill(variant, of)
  if (schema.type === 'object')
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, one]) => [name, fill(one, { ...of, name })]),
    )
  if (schema.type === 'array') return [fill(schema.items ?? {}, of)]
  if (of.name === 'version' && of.foreign.version !== undefined) return of.foreign.version
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 1, 1)
  return schema.type === 'boolean' ? true : text(of)
}

function text({ foreign, name }: { foreign: Foreign; name: string }): string {
  if (name === 'action' && foreign.action !== undefined) return foreign.action
  if (/area|within/i.test(name)) return foreign.area
  if (/day|date|from|until|due|asOf|since|_on$|On$/.test(name)) return '2026-03-01'
  if (/money|amount|value|size/i.test(name)) return '1'
  if (/reason|ground|note|says|text/i.test(name)) return '试探一下能不能改'
  return foreign.id
}
