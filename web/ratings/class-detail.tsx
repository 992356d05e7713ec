import { Form, Select } from 'antd'
import type { Item } from '#contract/kernel/procedures.ts'
import { readClasses, reviewInputs, type ReviewInputs } from '#contract/ratings/classes.ts'
import type { PartProps } from '../procedure/declared.ts'
import { useCall } from '../shell/api.ts'
import { DataRows } from '../ui/data-rows.tsx'
import { FileLinks } from '../ui/files.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { DayText, Unknown } from '../ui/values.tsx'

/** What the class rests on: the computed one with its ground, the five with their photographs, the figures of the day. */
export function ClassDetail(props: { item: Item }) {
  const inputs = reviewInputs.safeParse(props.item.payload)
  if (!inputs.success) return null
  const { computed, because, unknown, facts, day } = inputs.data
  return (
    <>
      <section className="panel">
        <h3>初判和依据（{day} 的数据）</h3>
        <p>
          系统初判 <StatusTag status={computed} />{' '}
          {inputs.data.class !== undefined && (
            <>
              意见或认定 <StatusTag status={inputs.data.class} />
            </>
          )}
        </p>
        {because.map((one) => (
          <p key={one.label}>
            不符合“{one.label}”，依据{one.clause}
          </p>
        ))}
        {because.length === 0 && <p className="faint">没有不符合的规则</p>}
        {unknown.length > 0 && <p className="faint">还判不了：{unknown.join('、')}</p>}
      </section>
      <FiveHaves inputs={inputs.data} />
      <section className="panel">
        <h3>当日数据（冻结）</h3>
        <dl className="item-facts">
          {facts.map((one) => (
            <div key={one.label}>
              <dt>{one.label}</dt>
              <dd>{one.value}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  )
}

/** The five with their photographs, as they were found. */
function FiveHaves(props: { inputs: ReviewInputs }) {
  const { haves, checkedOn, checker } = props.inputs
  return (
    <section className="panel">
      <h3>五有</h3>
      <p className="faint">
        {checkedOn === null ? (
          '还没有检查记录'
        ) : (
          <>
            检查日期 <DayText day={checkedOn} /> {checker ?? ''}
          </>
        )}
      </p>
      <DataRows
        compact
        rows={haves}
        rowKey={(row) => row.label}
        columns={[
          { key: 'label', title: '项目', head: true, render: (row) => row.label },
          {
            key: 'has',
            title: '结果',
            render: (row) => (row.has === null ? <Unknown /> : row.has ? '有' : '没有'),
          },
          {
            key: 'photos',
            title: '照片',
            render: (row) =>
              row.photos.length > 0 ? (
                <FileLinks files={row.photos} />
              ) : (
                <span className="faint">没有照片</span>
              ),
          },
        ]}
      />
    </section>
  )
}

/** Which class: as computed unless another is chosen. */
export function ClassChoice(props: PartProps) {
  const { data } = useCall(readClasses, {}, { keep: true })
  const inputs = reviewInputs.safeParse(props.item.payload)
  const before = inputs.success ? (inputs.data.class ?? inputs.data.computed) : undefined
  const value = typeof props.value['class'] === 'string' ? props.value['class'] : before
  const classes = (data?.classes ?? []).filter((one) => one !== '待定')
  return (
    <Form.Item label="认定为" required extra="与系统初判不同的，请在说明中写明理由">
      <Select
        aria-label="认定为"
        value={value ?? null}
        options={classes.map((one) => ({ value: one, label: one, title: one }))}
        onChange={(picked: string | null) => picked !== null && props.onChange({ class: picked })}
        style={{ width: 200 }}
      />
    </Form.Item>
  )
}
