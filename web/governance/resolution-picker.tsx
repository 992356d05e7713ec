import { Form, Select } from 'antd'
import { listResolutions, type ResolutionKey } from '#contract/governance/charters.ts'
import { useCall } from '../shell/api.ts'

interface ResolutionPickerProps {
  id: string
  body: string
  /** Kinds of items that allow it. */
  kinds: readonly string[]
  value: ResolutionKey | undefined
  onChange: (value: ResolutionKey | undefined) => void
}

const keyOf = ({ meeting, number }: ResolutionKey): string => `${meeting}/${number}`

/** One of the passed resolutions of the cooperative's sealed meetings. */
export function ResolutionPicker(props: ResolutionPickerProps) {
  const { id, body, kinds, value, onChange } = props
  const found = useCall(listResolutions, { params: { body }, query: { passed: 'yes' } })
  const offered = (found.data?.resolutions ?? []).filter((one) => kinds.includes(one.kind))
  return (
    <Form.Item
      label="成员（代表）大会的决议"
      htmlFor={id}
      extra={
        found.data !== undefined && offered.length === 0
          ? '没有可选的：先在“成员大会”里列为议题，表决通过并定案'
          : '只列出已定案并通过的；以前的大会只有纸质记录的可以不选'
      }
    >
      <Select
        id={id}
        allowClear
        style={{ maxWidth: 560, width: '100%' }}
        placeholder="请选择"
        value={value === undefined ? undefined : keyOf(value)}
        options={offered.map((one) => ({
          value: keyOf(one),
          label: `${one.heldOn} ${one.says}：${one.title}`,
        }))}
        onChange={(key?: string) => onChange(offered.find((one) => keyOf(one) === key))}
      />
    </Form.Item>
  )
}

/** Items that allow a disposal, an investment or a guarantee, and settling with a member once more. */
export const DISPOSAL_KINDS = ['assets', 'structure', 'other'] as const
export const INVESTMENT_KINDS = ['invest', 'other'] as const
export const RESETTLEMENT_KINDS = ['loss', 'plan', 'reserve', 'other'] as const
