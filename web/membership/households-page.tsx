import { Button } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { issueCodes, listHouseholds, type WireHousehold } from '#contract/membership/household-codes.ts'
import { usePathParam } from '../shell/address.ts'
import { useAct, useCall } from '../shell/api.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go } from '../ui/go.tsx'
import { HereAlone } from '../ui/here-alone.tsx'
import { Page } from '../ui/page.tsx'
import { usePaged } from '../ui/paged.ts'
import { DayText } from '../ui/values.tsx'
import { EntryCode } from './entry-code.tsx'

type Issued = z.infer<typeof issueCodes.response>

export const HOUSEHOLD_STATES: Record<WireHousehold['state'], string> = {
  none: '还没有入口码',
  issued: '已发，等本人进入',
  expired: '入口码过期未用',
  entered: '已设密码',
  locked: '已锁住（错了五次）',
}

/** 成员户入口 of one cooperative: how each household stands with its code; codes are printed here. */
export function HouseholdsPage() {
  const body = usePathParam('id')
  const found = useCall(listHouseholds, { params: { body } })
  const [chosen, setChosen] = useState<string[]>([])
  const [issued, setIssued] = useState<Issued>()
  const data = found.data
  const rows = data?.rows ?? []
  const open = rows.filter((one) => one.state !== 'entered' && one.state !== 'issued')
  return (
    <Page
      title={data === undefined ? '成员户入口' : `${data.bodyName}的成员户入口`}
      crumbs={[{ label: '成员户入口', to: '/households' }, { label: data?.bodyName ?? '合作社' }]}
      says="成员户凭入口码用手机查自己一户的股金、交售和分配。入口码只在打印时显示一次。"
      error={found.error}
      loading={found.isPending}
      actions={
        issued !== undefined && (
          <>
            <Button onClick={() => setIssued(undefined)}>返回名单</Button>
            <Button type="primary" onClick={() => globalThis.print()}>
              打印
            </Button>
          </>
        )
      }
    >
      {(issued !== undefined || data?.mayIssue === true) && <HereAlone paper="入口码" />}
      {issued !== undefined && <Strips issued={issued} />}
      {issued === undefined && data !== undefined && (
        <>
          {chosen.length > 0 && (
            <Issue
              key={chosen.join()}
              body={body}
              chosen={rows.filter((one) => chosen.includes(one.member))}
              onIssued={(made) => {
                setChosen([])
                setIssued(made)
              }}
            />
          )}
          <section className="panel">
            {data.mayIssue && open.length > 0 && (
              <Button className="gap-below" onClick={() => setChosen(open.map((one) => one.member))}>
                选中还进不来的 {open.length} 户
              </Button>
            )}
            <Rows
              rows={rows}
              mayAct={data.mayAct}
              {...(data.mayIssue && { chosen, onChoose: setChosen })}
              body={body}
            />
          </section>
        </>
      )}
    </Page>
  )
}

interface RowsProps {
  rows: readonly WireHousehold[]
  body: string
  mayAct: boolean
  chosen?: string[]
  onChoose?: (chosen: string[]) => void
}

function Rows(props: RowsProps) {
  const { rows, body, mayAct, chosen, onChoose } = props
  const paged = usePaged(rows)
  const columns: RowColumn<WireHousehold>[] = [
    { key: 'name', title: '成员户', head: true, render: (row) => `${row.number} ${row.name}` },
    { key: 'state', title: '入口', render: (row) => HOUSEHOLD_STATES[row.state] },
    {
      key: 'endsOn',
      title: '入口码到期',
      render: (row) => (row.state === 'issued' ? <DayText day={row.endsOn} /> : '—'),
    },
    { key: 'issuedBy', title: '打印人', render: (row) => row.issuedBy ?? '—' },
    {
      key: 'lastSeen',
      title: '最近进入',
      render: (row) => (row.lastSeen === null ? '—' : <DayText day={row.lastSeen} />),
    },
    ...(mayAct
      ? [
          {
            key: 'act',
            title: '代办',
            render: (row: WireHousehold) => (
              <Go to={`/household-entries/new?body=${body}&member=${row.member}`}>代 {row.name} 办理</Go>
            ),
          },
        ]
      : []),
  ]
  return (
    <DataRows
      {...paged}
      rowKey={(row) => row.member}
      {...(onChoose !== undefined && { chosen: chosen ?? [], onChoose })}
      empty={<EmptyState says="名册上没有成员，请先导入成员（户）名册" />}
      columns={columns}
    />
  )
}

function Issue(props: {
  body: string
  chosen: readonly WireHousehold[]
  onIssued: (issued: Issued) => void
}) {
  const { body, chosen } = props
  const act = useAct(issueCodes, { onDone: props.onIssued, invalidate: [listHouseholds] })
  const ended = chosen.filter((one) => one.state === 'entered' || one.state === 'issued')
  return (
    <ConfirmPanel
      title={`打印 ${chosen.length} 户的入口码`}
      happens={[
        `为 ${chosen.length} 户各印一个二维码和 8 位数字，30 天内用一次；锁住的同时解锁`,
        ...(ended.length > 0
          ? [`其中 ${ended.length} 户原来的入口码、密码立即作废：${ended.map((one) => one.name).join('、')}`]
          : []),
        '入口码只显示这一次，印好当面交给本人',
      ]}
      button="打印入口码"
      busy={act.isPending}
      onConfirm={() =>
        act.mutate({ params: { body }, body: { members: chosen.map((one) => one.member), replace: true } })
      }
    />
  )
}

function Strips({ issued }: { issued: Issued }) {
  return (
    <>
      {issued.codes.map((one) => (
        <section key={one.member} className="code-strip">
          <h3>
            {issued.bodyName}　{one.name}（编号 {one.number}）
          </h3>
          <EntryCode code={one} endsOn={issued.endsOn} />
        </section>
      ))}
    </>
  )
}
