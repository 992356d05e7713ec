import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { PolicyDocument } from '#core/kernel/policy.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import { bitsFile } from './policy-schema.ts'
import { problemIn, readOne, type Source } from './policy-source.ts'

/** policy/bits.yaml: the permanent place of every rule in the verdict masks. */
export interface Bits {
  source: Source | null
  bits: ReadonlyMap<string, number>
  retired: ReadonlyMap<string, number>
}

const FILE = 'policy/bits.yaml'

/** Reads bits.yaml; where it is missing or broken, no rule has a bit. */
export async function readBits(root: string, problems: Problem[]): Promise<Bits> {
  const text = await readFile(path.join(root, 'bits.yaml'), 'utf8').catch(() => null)
  if (text === null) {
    problems.push(refused('policy-bit', `${FILE}：缺少这个文件；每条规则的位号登记在里面`, { file: FILE }))
    return { source: null, bits: new Map(), retired: new Map() }
  }
  const read = readOne({ file: FILE, text }, bitsFile, problems)
  const pairs = (of: 'bits' | 'retired') => new Map(Object.entries(read?.data[of] ?? {}))
  return { source: read?.source ?? null, bits: pairs('bits'), retired: pairs('retired') }
}

/** A bit is given once and for ever: none twice, none to a rule that does not exist. */
export function checkBits({ source, bits, retired }: Bits, documents: readonly PolicyDocument[]): Problem[] {
  if (source === null) return []
  const rules = new Set(documents.flatMap((document) => document.rules.map((rule) => rule.id)))
  const places = [
    ...[...bits].map((pair) => ['bits', ...pair] as const),
    ...[...retired].map((pair) => ['retired', ...pair] as const),
  ]
  return places.flatMap(([list, id, bit], index) => {
    const first = places.findIndex((other) => other[2] === bit)
    if (first !== index) {
      const says = `位号 ${bit} 已给了“${places[first]?.[1]}”，不能再给“${id}”；位号终身不变、不得再用`
      return [problemIn(source, [list, id], { code: 'policy-bit', says })]
    }
    if (list === 'bits' && !rules.has(id)) {
      return [
        problemIn(source, [list, id], {
          code: 'policy-bit',
          says: `没有规则“${id}”；规则已撤的，把这一行移到 retired`,
        }),
      ]
    }
    if (list === 'retired' && rules.has(id)) {
      return [
        problemIn(source, [list, id], { code: 'policy-bit', says: `规则“${id}”还在，位号不应放在 retired` }),
      ]
    }
    return []
  })
}
