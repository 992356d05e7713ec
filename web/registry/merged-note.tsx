import { Alert } from 'antd'
import { listMerges } from '#contract/registry/merges.ts'
import { useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { Go } from '../ui/go.tsx'
import { DayText } from '../ui/values.tsx'

/** Above a dossier: what it was merged into, or what was merged into it; and the door to merging. */
export function MergedNote(props: { body: string; ended: boolean }) {
  const session = useSession()
  const found = useCall(listMerges, { query: { body: props.body } })
  const standing = (found.data?.merges ?? []).filter((one) => one.undoneAt === null)
  const into = standing.find((one) => one.merged.body === props.body)
  const from = standing.filter((one) => one.kept.body === props.body)
  if (into !== undefined)
    return (
      <Alert
        type="warning"
        showIcon
        className="gap-below"
        title={
          <>
            已并入 <Go to={`/bodies/${into.kept.body}`}>{into.kept.name}</Go>（{into.by}，
            <DayText day={into.at} />：{into.reason}）
          </>
        }
      />
    )
  return (
    <>
      {from.map((one) => (
        <Alert
          key={one.id}
          type="info"
          className="gap-below"
          title={
            <>
              <Go to={`/bodies/${one.merged.body}`}>{one.merged.name}</Go> 已并入本档案（
              <DayText day={one.at} />）
            </>
          }
        />
      ))}
      {!props.ended && session.permissions.includes('mergeBodies') && (
        <p className="no-print">
          <Go to={`/merges/new?kept=${props.body}`}>与另一份重复的档案合并…</Go>
        </p>
      )}
    </>
  )
}
