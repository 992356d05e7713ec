import { Flex, Form, Input } from 'antd'

interface WorkFieldsProps {
  value: { total: string; unit: string }
  onChange: (value: { total: string; unit: string }) => void
}

/** Depreciation by work done: how much there is to do, in what. Empty: by equal months. */
export function WorkFields({ value, onChange }: WorkFieldsProps) {
  return (
    <Form.Item
      label="按工作量提的，还能做多少（不填就按月平均）"
      htmlFor="work-total"
      extra="如 3000 小时、20 万公里；每月登记做了多少，按做的多少提"
    >
      <Flex gap="small" wrap>
        <Input
          id="work-total"
          inputMode="decimal"
          maxLength={20}
          style={{ width: 160 }}
          placeholder="多少"
          value={value.total}
          onChange={(event) => onChange({ ...value, total: event.target.value })}
        />
        <Input
          aria-label="工作量的单位"
          maxLength={20}
          style={{ width: 120 }}
          placeholder="小时、公里"
          value={value.unit}
          onChange={(event) => onChange({ ...value, unit: event.target.value })}
        />
      </Flex>
    </Form.Item>
  )
}
