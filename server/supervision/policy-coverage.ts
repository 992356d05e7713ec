/** How far each document is answered: what `heshe policy coverage` prints. */
import type { PolicyDocument } from '#core/kernel/policy.ts'
import { countAnswered } from './policy-answers.ts'

const LEVELS = [
  ['plan', '各地方案'],
  ['law', '法律法规和全国制度'],
] as const

/** Plans first, then the law, with the counts of each. */
export function policyCoverage(documents: readonly PolicyDocument[]) {
  const sorted = LEVELS.flatMap(([level]) => documents.filter((one) => one.level === level))
  return { documents: sorted.map((one) => ({ id: one.id, ...countAnswered(one) })) }
}

/** The same as a table for people. */
export function coverageLines(documents: readonly PolicyDocument[]): string[] {
  return LEVELS.flatMap(([level, label]) => [
    label,
    `  ${'文件'.padEnd(22)}  条款  已落实  待建  不宜由软件代办`,
    ...documents
      .filter((one) => one.level === level)
      .map((one) => {
        const { clauses, answered, planned, none } = countAnswered(one)
        const numbers = [clauses, answered, planned, none].map((count) => String(count).padStart(6))
        return `  ${one.id.padEnd(22)}${numbers.join('')}  ${one.title}`
      }),
  ])
}
