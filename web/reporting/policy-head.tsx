import type { z } from 'zod'
import type { readPolicy } from '#contract/supervision/policies.ts'
import { Go } from '../ui/go.tsx'
import { NumberText } from '../ui/values.tsx'

type Policy = z.infer<typeof readPolicy.response>

/** What the document amounts to here, in figures that lead to their clauses; its source and what is to be known of it. */
export function PolicyHead(props: { policy: Policy; onView: (view: string | undefined) => void }) {
  const { policy } = props
  const rules = policy.clauses.flatMap((one) => one.rules)
  const judged = rules.filter((one) => one.off === null)
  const doubts = policy.clauses.filter((one) => one.question !== null || one.clashes.length > 0)
  const open = policy.clauses.flatMap((one) => one.parameters).filter((one) => !one.confirmed)
  const figures = [
    { label: '条款', value: policy.clauseCount, view: undefined },
    { label: '已落实', value: policy.answered, view: 'answered' },
    { label: '体检规则', value: judged.length, view: 'answered' },
    { label: '现有问题', value: judged.reduce((sum, one) => sum + one.fails, 0), view: 'findings' },
    { label: '存疑和冲突', value: doubts.length, view: 'doubts' },
    { label: '待确认数值', value: open.length, view: 'confirm' },
  ]
  return (
    <section className="panel policy-head" aria-label="概况">
      <div className="policy-figures">
        {figures.map((one) => (
          <button key={one.label} type="button" className="figure" onClick={() => props.onView(one.view)}>
            <span className="figure-label">{one.label}</span>
            <span className="figure-value">
              <NumberText value={one.value} />
            </span>
          </button>
        ))}
      </div>
      <p className="faint">
        概括是本软件自己的话，不是原文。来源：
        {/^https?:/.test(policy.source) ? <a href={policy.source}>原文文本</a> : policy.source}
        {policy.note !== null && `。${policy.note}`}{' '}
        <Go to={`/policies/${policy.id}/text`}>本单位附上的原文</Go>
      </p>
    </section>
  )
}
