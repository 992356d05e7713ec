import type { Target } from '../kernel/policy.ts'

/** What the figures set for the parts of an area come to. */
export function sumOfParts(target: Pick<Target, 'parts'>): bigint {
  return target.parts.reduce((sum, one) => sum + BigInt(one.value), 0n)
}

/** How the parts stand to what the document states for the whole; null where there is nothing to hold side by side. */
export function rollUp(target: Pick<Target, 'parts' | 'value' | 'summed'>): string | null {
  const { parts, value, summed } = target
  if (parts.length === 0 || value.type !== 'count') return null
  const sum = sumOfParts(target)
  if (summed) return `文件没有写全域数，按各地合计 ${sum} 计`
  const stated = BigInt(value.value)
  if (sum === stated) return `各地合计 ${sum}，与全域数一致`
  const apart = sum > stated ? `高出 ${sum - stated}` : `少 ${stated - sum}，须补足或请发文单位说明`
  return `各地合计 ${sum}，全域数 ${stated}，${apart}`
}
