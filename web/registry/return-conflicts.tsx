import { Radio, Tag } from 'antd'
import type { z } from 'zod'
import { chooseInReturn, readReturn, type returnBatch, type returnConflict } from '#contract/registry.ts'
import type { WireValue } from '#contract/kernel.ts'
import { registerOf } from '../register/declared.ts'
import { WIDGETS } from '../register/widgets.tsx'
import { useAct } from '../shell/api.ts'
import { Go } from '../ui/go.tsx'
import { Unknown } from '../ui/values.tsx'
import './return.css'

type Batch = z.infer<typeof returnBatch>
type Conflict = z.infer<typeof returnConflict>

const KINDS: Readonly<Record<Conflict['kind'], string>> = {
  'two-files': '两份文件填法不同',
  'locked-cell': '锁定单元格被改',
  'no-key': '缺少行标识',
  'unknown-body': '认不出的主体',
}

/** What only a person can decide: the answers side by side, each with the file that it comes from. */
export function ReturnConflicts(props: { batch: Batch }) {
  const { batch } = props
  const open = batch.conflicts.filter((one) => one.chosen === null).length
  return (
    <section className="panel">
      <h3>
        请选定（{batch.conflicts.length} 处{open > 0 ? `，还有 ${open} 处没选` : '，都已选定'}）
      </h3>
      {batch.conflicts.map((one) => (
        <ConflictCard key={one.id} batch={batch} conflict={one} />
      ))}
    </section>
  )
}

function ConflictCard(props: { batch: Batch; conflict: Conflict }) {
  const { batch, conflict } = props
  const act = useAct(chooseInReturn, { invalidate: [readReturn] })
  /** Shown at once; what the server keeps follows. */
  const shown = act.isPending ? (act.variables.body?.choice ?? conflict.chosen) : conflict.chosen
  const choose = (choice: string) =>
    act.mutate({ params: { id: batch.id }, body: { conflict: conflict.id, choice } })
  return (
    <div className="conflict">
      <div className="conflict-head">
        <Tag color={conflict.chosen === null ? 'gold' : 'green'}>{KINDS[conflict.kind]}</Tag>
        <strong>
          {conflict.body === null ? (
            conflict.bodyName
          ) : (
            <Go to={`/bodies/${conflict.body}`}>{conflict.bodyName}</Go>
          )}
        </strong>
        <span>{conflict.says}</span>
      </div>
      <Radio.Group
        value={shown}
        disabled={batch.state !== 'preview'}
        onChange={(event) => choose(String(event.target.value))}
        className="conflict-choices"
      >
        {conflict.choices.map((one) => (
          <Radio key={one.key} value={one.key} className={one.key === shown ? 'choice chosen' : 'choice'}>
            <span className="choice-label">{one.label}</span>
            {conflict.field !== null && (
              <span className="choice-value">
                <ChoiceValue conflict={conflict} value={one.value} />
              </span>
            )}
            {one.file !== null && <span className="faint">{one.file}</span>}
          </Radio>
        ))}
      </Radio.Group>
    </div>
  )
}

function ChoiceValue(props: { conflict: Conflict; value: WireValue }) {
  const { conflict, value } = props
  const field = conflict.field === null ? undefined : registerOf(conflict.register)?.fields[conflict.field]
  if (field === undefined) return typeof value === 'string' ? value : <Unknown />
  const { Show } = WIDGETS[field.kind]
  return <Show field={field} value={value} />
}
