/** What a place said for its cooperatives, when the place ends: it goes on where the place went whole, or has to be said anew. */

export const AREA_RULES = { rhythm: '财务公开的频次', adoption: '采用的文件', parameter: '本地参数' } as const
export type AreaRuleKind = keyof typeof AREA_RULES

/** One word of a place: how often, which document, which value. */
export interface AreaRule {
  kind: AreaRuleKind
  /** The document or parameter; empty where the kind says all. */
  key: string
  area: string
  says: string
}

/** Each word of the areas that end with the place where it goes on; null where it went several ways or meets another word. */
export function rulesAfter(
  said: readonly AreaRule[],
  closed: readonly { code: string; heirs: readonly string[] }[],
): (AreaRule & { to: string | null })[] {
  const sole = new Map(closed.flatMap(({ code, heirs }) => (heirs.length === 1 ? [[code, heirs[0]!]] : [])))
  return closed.flatMap(({ code }) =>
    said
      .filter((one) => one.area === code)
      .map((one) => {
        const to = sole.get(code) ?? null
        const meets = said.some(
          (other) =>
            other.kind === one.kind &&
            other.key === one.key &&
            other.area !== one.area &&
            (other.area === to || (sole.get(other.area) === to && other.says !== one.says)),
        )
        return { ...one, to: meets ? null : to }
      }),
  )
}
