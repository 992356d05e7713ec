import { Button, Form, Input, Popconfirm, Select, Tag } from 'antd'
import { useState } from 'react'
import {
  endSubstitution,
  listSubstitutions,
  nameSubstitute,
  standInChoices,
  STAND_IN_DAYS_MAX,
  type Substitution,
} from '#contract/access/substitutions.ts'
import { addDays } from '#core/values/day.ts'
import { useAct, useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { DayText } from '../ui/values.tsx'

/** 代班: who is on leave names a colleague who stands in from day to day. */
export function SubstitutionsPage() {
  const session = useSession()
  const listed = useCall(listSubstitutions)
  return (
    <Page
      title="代班"
      says="休假、出差时请一位同事代班：他登录自己的账号，在右上角选“代某某办理”，经办人仍记他本人；到期自动结束"
      error={listed.error}
      loading={listed.isPending}
    >
      {session.standsInFor === null && <Naming forOthers={listed.data?.forOthers ?? false} />}
      <section className="panel" aria-label="代班安排">
        <h3>{listed.data?.forOthers === true ? '全部代班' : '与我有关的代班'}</h3>
        <DataRows
          rows={listed.data?.substitutions ?? []}
          rowKey={(row) => row.id}
          columns={COLUMNS}
          tone={(row) => (row.state === '已结束' ? 'quiet' : '')}
          empty={<EmptyState says="还没有安排过代班" />}
        />
      </section>
    </Page>
  )
}

interface Given {
  absent?: string
  standIn?: Chosen | undefined
  fromDay: string
  toDay?: string | undefined
  ground: string
}

function Naming(props: { forOthers: boolean }) {
  const { today } = useSession()
  const [given, setGiven] = useState<Given>({ fromDay: today, ground: '' })
  const act = useAct(nameSubstitute, {
    quiet: true,
    done: '已安排',
    onDone: () => setGiven({ fromDay: today, ground: '' }),
  })
  const { absent, standIn, fromDay, toDay, ground } = given
  return (
    <section className="panel" aria-label="安排代班">
      <NamingFields {...props} given={given} onGive={(more) => setGiven({ ...given, ...more })} />
      <ConfirmPanel
        title="安排后"
        happens={[
          `${standIn?.name ?? '代班人'}在这几天里可以按${props.forOthers ? '离岗人' : '您'}的岗位和辖区办理，做的每一步记代班人本人的名字并注明代谁`,
          '要两人办理的步骤仍要两人：自己报送的，不能换个身份来核验',
          '最后一天过后自动结束，也可以提前结束；离岗的人照常可以登录',
        ]}
        button="安排代班"
        busy={act.isPending}
        blocked={missing(given)}
        onConfirm={() =>
          act.mutate({ body: { absent, standIn: standIn?.id ?? '', fromDay, toDay: toDay ?? '', ground } })
        }
      />
      {act.isError && <Problems problems={problemsOf(act.error)} />}
    </section>
  )
}

function missing({ standIn, toDay, ground }: Given): string | null {
  if (standIn === undefined) return '请先选代班人'
  if (toDay === undefined) return '请选到哪一天'
  return ground.trim().length < 2 ? '请写明事由' : null
}

function NamingFields(props: { forOthers: boolean; given: Given; onGive: (more: Partial<Given>) => void }) {
  const { given, onGive } = props
  const { today } = useSession()
  return (
    <Form layout="vertical" className="form-grid">
      {props.forOthers && (
        <Form.Item label="离岗人" htmlFor="stand-in-absent" required>
          <PersonSelect
            id="stand-in-absent"
            onPick={(one) => onGive({ absent: one.id, standIn: undefined })}
          />
        </Form.Item>
      )}
      {(!props.forOthers || given.absent !== undefined) && (
        <Form.Item label="代班人" htmlFor="stand-in-person" required>
          <PersonSelect
            key={given.absent ?? 'self'}
            id="stand-in-person"
            absent={given.absent}
            value={given.standIn}
            onPick={(standIn) => onGive({ standIn })}
          />
        </Form.Item>
      )}
      <Form.Item label="从" required>
        <DayPicker
          value={given.fromDay}
          from={today}
          onChange={(day) => onGive({ fromDay: day ?? today })}
          label="代班从哪天起"
        />
      </Form.Item>
      <Form.Item label={`到（含当日，最长 ${STAND_IN_DAYS_MAX} 天）`} required>
        <DayPicker
          value={given.toDay}
          from={given.fromDay}
          until={addDays(given.fromDay, STAND_IN_DAYS_MAX - 1)}
          onChange={(toDay) => onGive({ toDay })}
          label="代班到哪天止"
        />
      </Form.Item>
      <Form.Item label="事由" htmlFor="stand-in-ground" required>
        <Input
          id="stand-in-ground"
          maxLength={200}
          placeholder="例如：年休假、外出培训"
          value={given.ground}
          onChange={(event) => onGive({ ground: event.target.value })}
        />
      </Form.Item>
    </Form>
  )
}

interface Chosen {
  id: string
  name: string
}

/** People of the county by a part of their name; without `absent`, those for whom a substitute may be named. */
function PersonSelect(props: {
  id: string
  absent?: string | undefined
  value?: Chosen | undefined
  onPick: (one: Chosen) => void
}) {
  const [q, setQ] = useState('')
  const query = { q, ...(props.absent !== undefined && { absent: props.absent }) }
  const found = useCall(standInChoices, { query }, { keep: true })
  const people = found.data?.people ?? []
  const label = (one: (typeof people)[number]) => `${one.name}（${one.roleLabel}，${one.place}）`
  return (
    <Select
      id={props.id}
      showSearch={{ filterOption: false, onSearch: setQ }}
      {...('value' in props && { value: props.value?.id ?? null })}
      options={people.map((one) => ({ value: one.id, label: label(one), title: label(one) }))}
      placeholder="按姓名查找"
      notFoundContent="没有这样的人：只在本县的业务岗位之间"
      onChange={(id: string) => {
        const one = people.find((each) => each.id === id)
        if (one) props.onPick({ id, name: one.name })
      }}
      style={{ width: '100%' }}
    />
  )
}

const COLUMNS: readonly RowColumn<Substitution>[] = [
  {
    key: 'who',
    title: '谁代谁',
    head: true,
    width: 260,
    render: ({ absent, standIn }) => (
      <>
        {standIn.name} 代 {absent.name}
        <div className="faint">
          {standIn.roleLabel}代{absent.roleLabel}
        </div>
      </>
    ),
  },
  {
    key: 'days',
    title: '日期',
    width: 230,
    render: (row) => (
      <>
        <DayText day={row.fromDay} /> 至 <DayText day={row.toDay} />
      </>
    ),
  },
  { key: 'ground', title: '事由', render: (row) => row.ground },
  {
    key: 'state',
    title: '状态',
    width: 170,
    render: (row) => (
      <Tag {...(row.state === '正在代班' && { color: 'blue' })}>
        {row.endedOn === null ? row.state : `${row.endedOn} 提前结束`}
      </Tag>
    ),
  },
  { key: 'end', title: '操作', width: 120, render: (row) => <EndButton of={row} /> },
]

function EndButton({ of: one }: { of: Substitution }) {
  const act = useAct(endSubstitution, { done: '已结束' })
  if (one.state === '已结束') return null
  return (
    <Popconfirm
      title="提前结束这次代班？"
      description={`${one.standIn.name} 立即不能再代 ${one.absent.name} 办理；已办的不受影响`}
      onConfirm={() => act.mutate({ params: { id: one.id } })}
    >
      <Button size="small" loading={act.isPending}>
        提前结束
      </Button>
    </Popconfirm>
  )
}
