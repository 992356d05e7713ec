import { Checkbox } from 'antd'
import './governance.css'

interface CheckListProps {
  options: readonly { value: string; label: string }[]
  value: readonly string[]
  onChange: (value: string[]) => void
}

/** Many people in columns, each with a tick. */
export function CheckList({ options, value, onChange }: CheckListProps) {
  const ticked = new Set(value)
  return (
    <div className="attendance gap-below">
      {options.map((one) => (
        <Checkbox
          key={one.value}
          checked={ticked.has(one.value)}
          onChange={(event) =>
            onChange(
              event.target.checked ? [...value, one.value] : value.filter((other) => other !== one.value),
            )
          }
        >
          {one.label}
        </Checkbox>
      ))}
    </div>
  )
}
