import { Checkbox, Form } from 'antd'
import { useEffect, useEffectEvent, useState } from 'react'
import { auditContent } from '#contract/audits/audits.ts'
import type { PartProps } from '../procedure/declared.ts'
import { AuditorFields, type Auditor } from './auditor-fields.tsx'

/** Who audits, as far as it is known. */
export function ArrangePart(props: PartProps) {
  const content = auditContent.parse(props.item.payload)
  const [who, setWho] = useState<Auditor>({
    auditorKind: content.auditorKind ?? 'own',
    auditor: content.auditor ?? '',
  })
  const change = (next: Auditor) => {
    setWho(next)
    props.onChange({ ...next })
  }
  const begin = useEffectEvent(() => props.onChange({ ...who }))
  useEffect(() => begin(), [])
  return <AuditorFields value={who} onChange={change} />
}

/** Which points are asked to be let go. */
export function WaiverPart(props: PartProps) {
  const content = auditContent.parse(props.item.payload)
  const points = content.report?.points ?? []
  return (
    <Form.Item label="哪几条问题" required>
      <Checkbox.Group
        style={{ display: 'grid', gap: 8 }}
        options={points.flatMap((point, at) =>
          content.waived.includes(at + 1) ? [] : [{ value: at + 1, label: `${at + 1}. ${point.says}` }],
        )}
        onChange={(picked: number[]) => props.onChange({ points: picked })}
      />
    </Form.Item>
  )
}
