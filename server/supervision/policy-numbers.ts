/** Stages and stated values of a document: each cites a clause, and what a value binds is there. */
import type { Problem } from '#core/values/problem.ts'
import type { Loaded } from './policy-checks.ts'
import { isRequirement } from './policy-known.ts'
import { problemIn } from './policy-source.ts'

/** What is wrong in stages.yaml and numbers.yaml of all documents. */
export function checkNumbers(all: readonly Loaded[]): Problem[] {
  const parts = new Set(all.flatMap(partsOf))
  return all.flatMap(({ folder, document }) => {
    const clauses = new Set(document.clauses.map((one) => one.id))
    const cited = [folder.stages, folder.numbers].flatMap((file) =>
      (file?.data ?? []).flatMap((one, index) =>
        file === null || clauses.has(one.clause)
          ? []
          : [
              problemIn(file.source, [index, 'clause'], {
                code: 'policy-clause',
                says: `条款“${one.clause}”不在 clauses.yaml 中；请改正条款号`,
              }),
            ],
      ),
    )
    const bound = (folder.numbers?.data ?? []).flatMap(({ binds, says }, index) => {
      if (binds === undefined || folder.numbers === null) return []
      const [kind = '', id = ''] = binds.split(':')
      const full = id.includes('/') ? id : `${document.id}/${id}`
      if (kind === 'planned' ? isRequirement(id) : parts.has(`${kind}:${full}`)) return []
      return [
        problemIn(folder.numbers.source, [index, 'binds'], {
          code: 'policy-answer',
          says: `数值“${says}”写明约束“${binds}”，但没有这一项；请改正编号`,
        }),
      ]
    })
    return [...cited, ...bound]
  })
}

function partsOf({ folder, document }: Loaded): string[] {
  return [
    ...document.rules.map((one) => `rule:${one.id}`),
    ...document.targets.map((one) => `target:${document.id}/${one.id}`),
    ...document.parameters.map((one) => `parameter:${document.id}/${one.id}`),
    ...(folder.stages?.data ?? []).map((one) => `stage:${document.id}/${one.id}`),
    ...(document.term === null ? [] : [`document:${document.id}/term`]),
  ]
}
