import { Button } from 'antd'
import { openReviews, readClasses, type Classes } from '#contract/ratings/classes.ts'
import { classReview } from '#core/ratings/class-review.ts'
import { useAddress } from '../shell/address.ts'
import { useAct, useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DataRows } from '../ui/data-rows.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { Go, useGo } from '../ui/go.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { StatusTag } from '../ui/tags.tsx'

/** To where the five are looked at. */
export function ClassButtons() {
  const go = useGo()
  return <Button onClick={() => go('/registers/five_haves')}>五有检查记录</Button>
}

/** Classes by township as of a day, computed and confirmed; the reviews of the year are opened here. */
export function ClassHead() {
  const address = useAddress()
  const session = useSession()
  const area = address.get('area')
  const day = address.get('day')
  const query = { ...(area !== undefined && { area }), ...(day !== undefined && { day }) }
  const { data } = useCall(readClasses, { query }, { keep: true })
  if (data === undefined) return null
  return (
    <>
      <section className="panel" aria-label="分类统计">
        <Labelled label="截至">
          <DayPicker
            value={day ?? session.today}
            until={session.today}
            onChange={(picked) => address.set({ day: picked === session.today ? undefined : picked })}
          />
        </Labelled>
        <p className="faint">
          每格写“系统初判 / 已认定”：初判按 {data.day} 的台账和规则算出，认定以当日为止的办理为准
        </p>
        <ClassTable data={data} />
      </section>
      {classReview.opens.includes(session.user.role) && day === undefined && <OpenPanel data={data} />}
    </>
  )
}

function ClassTable(props: { data: Classes }) {
  const { data } = props
  return (
    <DataRows
      compact
      rows={data.rows}
      rowKey={(row) => row.area}
      columns={[
        {
          key: 'name',
          title: '辖区',
          head: true,
          render: (row) =>
            row.area === data.area ? (
              <strong>{row.name}</strong>
            ) : (
              <Go to={`/procedures/${classReview.id}?area=${row.area}`}>{row.name}</Go>
            ),
        },
        { key: 'bodies', title: '家数', align: 'right', width: 80, render: (row) => row.bodies },
        ...data.classes.map((each, at) => ({
          key: each,
          title: <StatusTag status={each} />,
          align: 'right' as const,
          width: 120,
          render: (row: Classes['rows'][number]) =>
            `${row.counts[at]?.computed ?? 0} / ${row.counts[at]?.confirmed ?? 0}`,
        })),
      ]}
    />
  )
}

function OpenPanel(props: { data: Classes }) {
  const { data } = props
  const open = useAct(openReviews)
  return (
    <ConfirmPanel
      title={`${data.areaName} ${data.year} 年分类认定`}
      happens={[
        `为还没有立项的合作社各立一件，冻结今天（${data.day}）的数据、初判和依据`,
        '乡镇提出意见、县级认定；已立项的不重复',
        ...(open.data === undefined
          ? []
          : [`刚才立项 ${open.data.opened} 件，原已立项 ${open.data.standing} 件`]),
      ]}
      button="按今天的数据立项"
      busy={open.isPending}
      onConfirm={() => open.mutate({ body: { area: data.area } })}
    />
  )
}
