import { Alert, Button, Form } from 'antd'
import { useState } from 'react'
import type { ResolutionKey } from '#contract/governance/charters.ts'
import { ResolutionPicker } from '../governance/resolution-picker.tsx'
import { problemsOf } from '../shell/refusal.ts'
import { Go } from '../ui/go.tsx'
import { Problems } from '../ui/problems.tsx'

interface AllowedByProps {
  id: string
  body: string
  /** Before the resolution that is known. */
  label: string
  resolution: { meeting: string; says: string; heldOn?: string } | null
  /** Kinds of items that allow it. */
  kinds: readonly string[]
  /** When it was done, in words, where a resolution of a later day wants a word. */
  done?: { day: string | null; word: string }
  /** What is wrong where none is known. */
  missing: string
  /** In place of the form, for those who may not name one. */
  instead: string | null
  act: { error: Error | null; isPending: boolean }
  onLink: (resolution: ResolutionKey) => void
}

/** The resolution of the meeting that allowed something outward (社法29), or the way to name it. */
export function AllowedBy(props: AllowedByProps) {
  const { resolution, act } = props
  const [picked, setPicked] = useState<ResolutionKey>()
  if (resolution !== null)
    return (
      <>
        <p>
          {props.label}：<Go to={`/procedures/general_meeting/${resolution.meeting}`}>{resolution.says}</Go>
        </p>
        <Late heldOn={resolution.heldOn} done={props.done} />
      </>
    )
  const form = (
    <Form layout="vertical" component={false}>
      <ResolutionPicker
        id={props.id}
        body={props.body}
        kinds={props.kinds}
        value={picked}
        onChange={setPicked}
      />
      {act.error !== null && <Problems problems={problemsOf(act.error)} />}
      <Button
        disabled={picked === undefined}
        loading={act.isPending}
        onClick={() => picked && props.onLink(picked)}
      >
        对上这项决议
      </Button>
    </Form>
  )
  return (
    <Alert
      type="warning"
      showIcon
      className="gap-below no-print"
      title={props.missing}
      description={props.instead ?? form}
    />
  )
}

/** What was decided only after it was done. */
function Late({ heldOn, done }: { heldOn: string | undefined; done: AllowedByProps['done'] }) {
  if (heldOn === undefined || !done || done.day === null || heldOn <= done.day) return null
  return (
    <Alert
      type="warning"
      showIcon
      className="gap-below"
      title={`这项决议是 ${heldOn} 通过的，晚于${done.word}的 ${done.day}：事后追认的，请在会议记录里写明，并向成员说明情况`}
    />
  )
}
