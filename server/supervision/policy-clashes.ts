/** Clashes of clauses, seen beside all documents: what they cite is there, and the floor is of the law. */
import type { ClauseClash } from '#core/kernel/policy.ts'
import type { Problem } from '#core/values/problem.ts'
import type { Loaded } from './policy-checks.ts'
import { problemIn } from './policy-source.ts'

/** What is wrong in clashes.yaml of all documents. */
export function checkClashes(all: readonly Loaded[]): Problem[] {
  const documents = all.map((one) => one.document)
  const clauses = new Map<string, 'law' | 'plan'>(
    documents.flatMap((one) => one.clauses.map((clause) => [`${one.id}#${clause.id}`, one.level] as const)),
  )
  const rules = new Set(documents.flatMap((one) => one.rules.map((rule) => rule.id)))
  const parameters = new Set(documents.flatMap((one) => one.parameters.map((parameter) => parameter.id)))
  return all.flatMap(({ folder, document }) => {
    const source = folder.clashes?.source
    if (source === undefined) return []
    return document.clashes.flatMap((clash, index) => {
      const written = folder.clashes?.data[index]
      const tell = (path: readonly (string | number)[], code: string, says: string): Problem =>
        problemIn(source, [index, ...path], { code, says: `条款冲突“${clash.label}”：${says}` })
      const cited = clash.sides.flatMap(({ at }, side) =>
        clauses.has(at) ? [] : [tell(['sides', side, 'at'], 'policy-clause', `没有条款“${at}”；请改正`)],
      )
      const named = [
        ...clash.rules
          .filter((id) => !rules.has(id))
          .map((id) => tell(['rules'], 'policy-answer', `没有规则“${id}”；请改正编号`)),
        ...namedParameters(clash, written?.options ?? [])
          .filter((id) => !parameters.has(id))
          .map((id) => tell(['parameters'], 'policy-parameter', `没有参数“${id}”；请改正编号`)),
      ]
      return [...cited, ...named, ...shapeFaults(clash, { written: written?.floor ?? null, clauses, tell })]
    })
  })
}

function namedParameters(
  clash: ClauseClash,
  options: readonly { sets: { parameter: string } | null }[],
): string[] {
  return [...clash.parameters, ...options.flatMap(({ sets }) => (sets === null ? [] : [sets.parameter]))]
}

interface Beside {
  written: string | null
  clauses: ReadonlyMap<string, 'law' | 'plan'>
  tell: (path: readonly (string | number)[], code: string, says: string) => Problem
}

/** One side is the document's own; the floor is one of the sides, and a law; options have ids of their own. */
function shapeFaults(clash: ClauseClash, { written, clauses, tell }: Beside): Problem[] {
  const own = clash.sides.some(({ at }) => at.startsWith(`${clash.document}#`))
  const twice = clash.options.filter(
    (one, at) => clash.options.findIndex((other) => other.id === one.id) !== at,
  )
  const lawful = written === null || (clash.floor !== null && clauses.get(written) === 'law')
  return [
    ...(own ? [] : [tell(['sides'], 'policy-clash', '两头都不是本文件的条款；请写在相关文件的文件夹里')]),
    ...(lawful ? [] : [tell(['floor'], 'policy-clash', '底线须是 sides 中的一条，而且是法律法规的条款')]),
    ...twice.map((one) => tell(['options'], 'policy-duplicate', `选项“${one.id}”重复；请另取一个编号`)),
  ]
}
