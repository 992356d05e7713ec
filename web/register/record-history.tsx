import { Timeline } from 'antd'
import type { Register } from '#core/kernel/register.ts'
import { actorInWords, doorInWords } from '../ui/door.ts'
import { EmptyState } from '../ui/empty.tsx'
import { SourceTag } from '../ui/tags.tsx'
import { DayText, momentText } from '../ui/values.tsx'
import { labelOf } from './declared.ts'
import type { Versions } from './record-values.tsx'
import { WIDGETS } from './widgets.tsx'

/** How the record came to be: each version with who, when, from which cell, and what it changed. */
export function RecordHistory(props: { register: Register; versions: Versions }) {
  return (
    <section className="panel" aria-label="变更记录">
      <h3>变更记录</h3>
      {props.versions.length === 0 ? (
        <EmptyState says="还没有变更记录" />
      ) : (
        <Timeline
          items={props.versions.map((one) => ({
            key: one.version,
            content: <Version register={props.register} version={one} first={one.version === 1} />,
          }))}
        />
      )}
    </section>
  )
}

function Version(props: { register: Register; version: Versions[number]; first: boolean }) {
  const { version, register } = props
  const changes = (
    <ul className="changes">
      {version.changes.map((one) => (
        <Change key={one.field} register={register} change={one} first={props.first} />
      ))}
    </ul>
  )
  return (
    <div>
      <div>
        <strong>第 {version.version} 版</strong> · {actorInWords(version.actor)} ·{' '}
        {momentText(version.recordedAt)} · {doorInWords(version.door)} · 自{' '}
        <DayText day={version.effectiveOn} /> 起有效
        <SourceTag source={version.source} />
      </div>
      {version.reason !== null && <div>原因：{version.reason}</div>}
      {props.first ? (
        <details>
          <summary>首次录入 {version.changes.length} 项</summary>
          {changes}
        </details>
      ) : (
        changes
      )}
    </div>
  )
}

function Change(props: { register: Register; change: Versions[number]['changes'][number]; first: boolean }) {
  const { register, change } = props
  const field = register.fields[change.field]
  if (field === undefined) return null
  const { Show } = WIDGETS[field.kind]
  return (
    <li>
      <span className="faint">{labelOf(register, change.field)}：</span>
      {!props.first && (
        <>
          <span className="before">
            <Show field={field} value={change.before} />
          </span>
          {' → '}
        </>
      )}
      <Show field={field} value={change.after} />
    </li>
  )
}
