import { Alert, Button, Form } from 'antd'
import { useState } from 'react'
import {
  declineJoiningRequests,
  type JoiningRequest,
  listJoiningRequests,
  takeJoiningRequest,
} from '#contract/membership/joining-doors.ts'
import { useAct, useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { Go, useGo } from '../ui/go.tsx'
import { DayText } from '../ui/values.tsx'
import { WordsField } from './case-fields.tsx'

/** Above the list of joinings: the way to the poster, and what came through the public door. */
export function JoiningHead() {
  const session = useSession()
  const keeps = session.permissions.includes('keepShares')
  return (
    <>
      {session.bodies.length > 0 && (
        <p className="no-print">
          {session.bodies.map((one) => (
            <Go key={one.id} to={`/joining-doors/${one.id}`}>
              {session.bodies.length === 1 ? '让人扫码申请入社（二维码海报）' : `${one.name}的入社二维码`}
            </Go>
          ))}
        </p>
      )}
      {keeps && <Requests />}
    </>
  )
}

function Requests() {
  // They come from outside: what was read a moment ago may lack one.
  const found = useCall(listJoiningRequests, {}, { staleTime: 0 })
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [declined, setDeclined] = useState<readonly JoiningRequest[]>([])
  const [late, setLate] = useState<readonly JoiningRequest[]>([])
  const rows = found.data?.rows ?? []
  if (rows.length === 0 && late.length === 0) return null
  const picked = rows.filter((row) => chosen.includes(row.id))
  const stop = () => {
    setDeclined([])
    setChosen([])
  }
  const done = (ids: readonly string[]) => {
    setLate(declined.filter((one) => ids.includes(one.id)))
    stop()
  }
  return (
    <section className="panel no-print">
      <h3>网上来的申请（{found.data?.total} 件等受理）</h3>
      {picked.length > 0 && declined.length === 0 && (
        <p>
          <Button onClick={() => setDeclined(picked)}>不受理选中的 {picked.length} 件</Button>
        </p>
      )}
      {declined.length > 0 && (
        <Decline
          requests={declined}
          onDone={done}
          onCancel={stop}
          key={declined.map((one) => one.id).join()}
        />
      )}
      {late.length > 0 && (
        <Alert
          type="warning"
          showIcon
          closable
          className="gap-below"
          title={`${namesOf(late)} 没有答复：刚刚被别人办过，或本人已经撤回；其余的已答复`}
          onClose={() => setLate([])}
        />
      )}
      <DataRows
        rows={rows}
        rowKey={(row) => row.id}
        {...(rows.length > 1 && { chosen, onChoose: setChosen })}
        columns={columnsOf((row) => setDeclined([row]))}
      />
    </section>
  )
}

function columnsOf(onDecline: (row: JoiningRequest) => void): RowColumn<JoiningRequest>[] {
  return [
    {
      key: 'person',
      title: '申请人',
      head: true,
      render: (row) => `${row.person}（${row.farm === '其他' ? row.kind : row.farm}）`,
    },
    { key: 'phone', title: '电话', render: (row) => <a href={`tel:${row.phone}`}>{row.phone}</a> },
    { key: 'village', title: '村组', render: (row) => row.village },
    { key: 'grows', title: '种养', render: (row) => row.grows || '—' },
    { key: 'brings', title: '想带什么入社', render: (row) => row.brings || '—' },
    { key: 'receivedOn', title: '哪天申请', render: (row) => <DayText day={row.receivedOn} /> },
    { key: 'keptUntil', title: '不受理就删除', render: (row) => <DayText day={row.keptUntil} /> },
    {
      key: 'act',
      title: '办理',
      render: (row) => <Take row={row} onDecline={() => onDecline(row)} />,
    },
  ]
}

function Take(props: { row: JoiningRequest; onDecline: () => void }) {
  const go = useGo()
  const take = useAct(takeJoiningRequest, {
    done: '已受理，请村里核实',
    onDone: ({ item }) => go(`/procedures/member_joining/${item}`),
  })
  const { id } = props.row
  return (
    <span style={{ display: 'inline-flex', flexWrap: 'wrap', gap: 8 }}>
      <Button type="primary" loading={take.isPending} onClick={() => take.mutate({ params: { id } })}>
        受理
      </Button>
      <Button onClick={props.onDecline}>不受理</Button>
    </span>
  )
}

const NAMED = 3

/** 谷小满、张某；of more than a few the first and how many. */
function namesOf(requests: readonly JoiningRequest[]): string {
  const names = requests.slice(0, NAMED).map((one) => one.person)
  return names.join('、') + (requests.length > NAMED ? `等 ${requests.length} 人` : '')
}

interface DeclineProps {
  requests: readonly JoiningRequest[]
  /** With the ids of those that somebody decided or took back meanwhile. */
  onDone: (late: readonly string[]) => void
  onCancel: () => void
}

function Decline(props: DeclineProps) {
  const { requests, onDone, onCancel } = props
  const [said, setSaid] = useState('')
  const decline = useAct(declineJoiningRequests, {
    done: '已答复，申请内容已删除',
    onDone: ({ late }) => onDone(late),
  })
  const ids = requests.map((one) => one.id)
  return (
    <ConfirmPanel
      title={`不受理 ${namesOf(requests)} 的申请`}
      happens={[
        requests.length > 1 ? '每个人凭回执号看得到下面这句答复' : '申请人凭回执号看得到下面的答复',
        '填的姓名、电话等当时删除，不能恢复',
      ]}
      button="不受理并删除"
      danger
      busy={decline.isPending}
      blocked={said.trim().length < 2 ? '请写明理由' : null}
      onConfirm={() => decline.mutate({ body: { ids, said } })}
      onCancel={onCancel}
    >
      <Form layout="vertical" component={false}>
        <WordsField
          id="decline-said"
          label="给申请人的答复"
          value={said}
          onChange={setSaid}
          lines={2}
          required
        />
      </Form>
    </ConfirmPanel>
  )
}
