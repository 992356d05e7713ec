import { Button, Checkbox, Flex, Popover } from 'antd'
import type { Register } from '#core/kernel/register.ts'
import { fieldsOf } from './declared.ts'

interface ChooseColumnsProps {
  register: Register
  columns: readonly string[]
  /** Undefined goes back to the usual columns. */
  onChange: (columns: string[] | undefined) => void
}

/** Which columns the list shows; kept in this browser for each register. */
export function ChooseColumns(props: ChooseColumnsProps) {
  const fields = fieldsOf(props.register)
  /** The name is the way into the dossier and can not be taken off. */
  const fixed = props.register.belongsTo === 'none' ? fields[0]?.key : undefined
  const content = (
    <Flex vertical className="choose-columns">
      <Checkbox.Group
        value={[...props.columns]}
        onChange={(picked: string[]) =>
          props.onChange(fields.map((one) => one.key).filter((key) => picked.includes(key)))
        }
        options={fields.map(({ key, field }) => ({
          value: key,
          label: field.label,
          disabled: key === fixed,
        }))}
      />
      <Button size="small" onClick={() => props.onChange(undefined)}>
        恢复默认
      </Button>
    </Flex>
  )
  return (
    <Popover trigger="click" placement="bottomRight" content={content} title="显示哪些列">
      <Button>列</Button>
    </Popover>
  )
}
