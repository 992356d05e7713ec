import { z } from 'zod'
import { done, failed, type Outcome } from '../values/outcome.ts'
import { type Problem, refused } from '../values/problem.ts'
import { MEMBER_KEYS, type Written, type WrittenDivision, type WrittenMember, YEAR_KEYS } from './written.ts'

const value = z.union([z.string(), z.number()]).optional()
const trade = z.strictObject({ product: z.string().optional(), volume: value, amount: value })
const year = z.strictObject({
  ...Object.fromEntries(YEAR_KEYS.map((key) => [key, value])),
  factors: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
const member = z.strictObject({
  ...Object.fromEntries(MEMBER_KEYS.map((key) => [key, value])),
  /** For one product without a name. */
  volume: value,
  amount: value,
  trades: z.array(trade).optional(),
})
const schema = z.strictObject({ year, members: z.array(member) })

/** The same figures and members as a sheet's, written as JSON; amounts are decimal strings in yuan. */
export function readDivisionJson(text: string): Outcome<WrittenDivision> {
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return failed(refused('division-json', '文件不是完整的 JSON，请检查括号、引号和逗号'))
  }
  const read = schema.safeParse(json)
  if (!read.success) {
    const [first, ...others] = read.error.issues.map((issue): Problem =>
      refused(
        'division-json',
        `${issue.path.join('.') || '最外层'}：${issue.message}；写法见 heshe help divide`,
        {
          field: issue.path.join('.'),
        },
      ),
    )
    return failed(first!, ...others)
  }
  const { factors = {}, ...figures } = read.data.year
  return done({
    year: pick(figures, YEAR_KEYS, 'year'),
    factors: new Map(
      Object.entries(factors).map(([product, one]) => [product, written(one, `year.factors.${product}`)]),
    ),
    members: read.data.members.map((one, i) => memberOf(one, `members.${i}`)),
  })
}

function memberOf(one: z.infer<typeof member>, where: string): WrittenMember {
  const volumes = new Map<string, Written>()
  const amounts = new Map<string, Written>()
  const own = { product: '', volume: one.volume, amount: one.amount }
  for (const [i, { product = '', volume, amount }] of [own, ...(one.trades ?? [])].entries()) {
    const path = i === 0 ? where : `${where}.trades.${i - 1}`
    if (volume !== undefined) volumes.set(product, written(volume, `${path}.volume`))
    if (amount !== undefined) amounts.set(product, written(amount, `${path}.amount`))
  }
  return { where, place: { field: where }, cells: pick(one, MEMBER_KEYS, where), volumes, amounts }
}

function pick<K extends string>(from: object, keys: readonly K[], where: string): Map<K, Written> {
  const values = new Map<string, unknown>(Object.entries(from))
  return new Map(
    keys.flatMap((key) => {
      const one = values.get(key)
      return typeof one === 'string' || typeof one === 'number'
        ? [[key, written(one, `${where}.${key}`)]]
        : []
    }),
  )
}

function written(one: string | number, where: string): Written {
  return { text: String(one), unit: null, where, place: { field: where } }
}
