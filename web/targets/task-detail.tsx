import type { Item } from '#contract/kernel/procedures.ts'
import { ClauseLink } from '../ui/figure.tsx'
import { Go } from '../ui/go.tsx'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Where the task comes from, and when it counts as done. */
export function TaskDetail(props: { item: Item }) {
  const { item } = props
  const clause = text(item.payload['clauseLabel'])
  const done = text(item.payload['done'])
  return (
    <section className="panel">
      <h3>任务依据</h3>
      <dl className="figure-answer">
        <div>
          <dt>依据</dt>
          <dd>{clause === '' ? '没有写明条款' : <ClauseLink clause={item.subject} label={clause} />}</dd>
        </div>
        <div>
          <dt>来源</dt>
          <dd>
            {item.parent === null ? (
              text(item.payload['source'])
            ) : (
              <Go to={`/procedures/joint_meeting/${item.parent}`}>{text(item.payload['source'])}</Go>
            )}
          </dd>
        </div>
        <div>
          <dt>完成标准</dt>
          <dd>{done === '' ? '没有另定，以佐证材料为准' : done}</dd>
        </div>
      </dl>
    </section>
  )
}
