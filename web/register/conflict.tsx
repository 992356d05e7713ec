import { Alert, Button, Radio, Table } from 'antd'
import { useState } from 'react'
import type { WireRecord, WireValue } from '#contract/kernel.ts'
import type { Register } from '#core/kernel/register.ts'
import { labelOf } from './declared.ts'
import { same, type Typed } from './typed.ts'
import { WIDGETS } from './widgets.tsx'

interface ConflictProps {
  register: Register
  mine: Typed
  theirs: WireRecord
  busy: boolean
  /** The values to send against their version. */
  onChoose: (values: Typed) => void
}

interface Row {
  key: string
  mine: WireValue
  theirs: WireValue
}

/** Two versions of one record, field by field, and the choice between them. */
export function Conflict(props: ConflictProps) {
  const rows = rowsOf(props)
  const [chosen, setChosen] = useState<Record<string, 'mine' | 'theirs'>>({})
  const values = Object.fromEntries(
    rows.filter((one) => chosen[one.key] !== 'theirs').map((one) => [one.key, one.mine]),
  )
  const { register } = props
  return (
    <Alert
      type="warning"
      showIcon
      className="gap-below"
      title="在您填写期间，别人改过这条记录。请逐项选择保留哪一个"
      description={
        <>
          <Table<Row>
            size="small"
            rowKey="key"
            pagination={false}
            dataSource={rows}
            columns={[
              { title: '栏目', render: (_, row) => labelOf(register, row.key) },
              {
                title: '我填写的',
                render: (_, row) => <Value register={register} name={row.key} value={row.mine} />,
              },
              {
                title: '现在的',
                render: (_, row) => <Value register={register} name={row.key} value={row.theirs} />,
              },
              {
                title: '保留',
                render: (_, row) => (
                  <Radio.Group
                    value={chosen[row.key] ?? 'mine'}
                    onChange={(event) => setChosen((now) => ({ ...now, [row.key]: event.target.value }))}
                    options={[
                      { value: 'mine', label: '我的' },
                      { value: 'theirs', label: '现在的' },
                    ]}
                  />
                ),
              },
            ]}
          />
          <Button
            type="primary"
            loading={props.busy}
            className="gap-above"
            onClick={() => props.onChoose(values)}
          >
            按以上选择保存
          </Button>
        </>
      }
    />
  )
}

function rowsOf(props: ConflictProps): Row[] {
  return Object.entries(props.mine)
    .map(([key, mine]) => ({ key, mine, theirs: props.theirs.values[key] ?? null }))
    .filter((one) => !same(one.mine, one.theirs))
}

function Value(props: { register: Register; name: string; value: WireValue }) {
  const field = props.register.fields[props.name]
  if (field === undefined) return null
  const { Show } = WIDGETS[field.kind]
  return <Show field={field} value={props.value} />
}
