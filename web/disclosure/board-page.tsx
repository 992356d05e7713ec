import { Alert, Button, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { makeDisclosure, readBoard, type WireBoardRow } from '#contract/disclosure/disclosures.ts'
import { BOARD_WORDS } from '#core/disclosure/pack.ts'
import { RHYTHMS, type Rhythm } from '#core/disclosure/period.ts'
import { useAddress } from '../shell/address.ts'
import { useAct, useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { AreaFilter, ChoiceFilter } from '../ui/address-filters.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go, useGo } from '../ui/go.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Page } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { DayText, Unknown } from '../ui/values.tsx'
import { RhythmPanel } from './rhythm-panel.tsx'
import '../procedure/procedure.css'

type Board = z.output<typeof readBoard.response>
type Town = Board['towns'][number]

const STATES = [
  { value: '', label: '全部状态' },
  { value: 'late', label: '过期没有公开' },
  ...Object.entries(BOARD_WORDS).map(([value, label]) => ({ value, label })),
]

function asStates(text: string | undefined) {
  const found = STATES.find((one) => one.value !== '' && one.value === text)
  return found === undefined
    ? {}
    : { state: found.value as NonNullable<z.input<typeof readBoard.query>['state']> }
}

const asRhythm = (text: string | undefined): Rhythm | undefined =>
  text === 'month' || text === 'quarter' ? text : undefined

/** 财务公开: which cooperatives show the month or quarter, which are late, township by township. */
export function BoardPage() {
  const address = useAddress()
  const [from, area] = [address.get('from'), address.get('area')]
  const every = asRhythm(address.get('every'))
  const page = Number(address.get('page') ?? '1')
  const found = useCall(
    readBoard,
    {
      query: {
        ...(from !== undefined && { from }),
        ...(every !== undefined && { every }),
        ...(area !== undefined && { area }),
        ...asStates(address.get('state')),
        page,
      },
    },
    { keep: true },
  )
  const data = found.data
  return (
    <Page
      title="财务公开"
      says="按季或按月公开：计划、经营、收支逐笔；结完一期最后一个月的账自动制作，监事审签后张贴，拍照为证"
      error={found.error}
      loading={found.isPending}
    >
      {data !== undefined && (
        <>
          <Filters data={data} />
          <Due data={data} />
          <RhythmPanel data={data} />
          <Towns data={data} />
          <OwnMaking data={data} />
          <section className="panel">
            <DataRows
              rows={data.rows}
              rowKey={(row) => row.body}
              total={data.total}
              page={page}
              size={50}
              onPage={(next) => address.set({ page: next })}
              tone={(row) => (row.late ? 'bad' : '')}
              empty={<EmptyState says={emptyWords(data, address.get('state'))} />}
              columns={COLUMNS}
            />
          </section>
        </>
      )}
    </Page>
  )
}

const COLUMNS: readonly RowColumn<WireBoardRow>[] = [
  {
    key: 'name',
    title: '合作社',
    head: true,
    render: (row: WireBoardRow) =>
      row.item === null ? (
        <Go to={`/bodies/${row.body}`}>{row.bodyName}</Go>
      ) : (
        <Go to={`/procedures/disclosure/${row.item}`}>{row.bodyName}</Go>
      ),
  },
  { key: 'area', title: '所在地', render: (row: WireBoardRow) => row.areaName },
  {
    key: 'state',
    title: '状态',
    render: (row: WireBoardRow) => (
      <>
        <StatusTag status={row.stateLabel} /> {row.late && <StatusTag status="逾期" />}
        {!row.asked && <span className="faint">自愿公开</span>}
      </>
    ),
  },
  {
    key: 'posted',
    title: '张贴日期',
    render: (row: WireBoardRow) => (row.postedOn === null ? <Unknown /> : <DayText day={row.postedOn} />),
  },
  {
    key: 'books',
    title: '账簿',
    render: (row: WireBoardRow) => (row.books ? '在这里记账' : '不在这里记账'),
  },
]

/** Why nothing is listed. */
function emptyWords(data: Board, state: string | undefined): string {
  if (state === 'late' && data.due === null) return '公开期限待确认，不列逾期'
  if (state === undefined && data.rhythm.every !== data.every)
    return `${data.label}这里没有${RHYTHMS[data.every]}公开的合作社，请看${RHYTHMS[data.rhythm.every]}的`
  return '没有符合条件的合作社'
}

function Filters(props: { data: Board }) {
  const { data } = props
  const address = useAddress()
  return (
    <div className="panel no-print item-filters">
      <Segmented
        aria-label="按季还是按月"
        value={data.every}
        options={Object.entries(RHYTHMS).map(([value, label]) => ({ value, label }))}
        onChange={(every) => address.set({ every, from: undefined, page: undefined })}
      />
      <Labelled label={data.every === 'month' ? '月份' : '季度'}>
        <Select
          aria-label={data.every === 'month' ? '月份' : '季度'}
          value={data.from}
          style={{ width: 180 }}
          options={data.periods.map((one) => ({ value: one.from, label: one.label, title: one.label }))}
          onChange={(from: string) => address.set({ from, every: data.every, page: undefined })}
        />
      </Labelled>
      <AreaFilter />
      <ChoiceFilter of="state" label="状态" options={STATES} />
    </div>
  )
}

function Due(props: { data: Board }) {
  const { data } = props
  if (data.due === null)
    return (
      <p>
        {data.label}
        的公开期限待确认：次月几日以前公开没有核对到条文，确认以前不判逾期；县里在“法规与方案”里写明依据确认或另定。
      </p>
    )
  return (
    <p>
      {data.label}应在 <DayText day={data.due} /> 前张贴<span className="faint">（{data.dueGround}）</span>
    </p>
  )
}

function Towns(props: { data: Board }) {
  const { data } = props
  const address = useAddress()
  if (data.towns.length < 2) return null
  return (
    <section className="panel">
      <h3>各乡镇</h3>
      <DataRows
        compact
        rows={data.towns}
        rowKey={(row) => row.area}
        tone={(row) => (row.late > 0 ? 'bad' : '')}
        columns={[
          {
            key: 'name',
            title: '乡镇',
            head: true,
            render: (row) => (
              <Button type="link" onClick={() => address.set({ area: row.area, page: undefined })}>
                {row.name}
              </Button>
            ),
          },
          { key: 'total', title: '合作社（家）', align: 'right', render: (row) => row.total },
          { key: 'posted', title: '已公开（家）', align: 'right', render: (row) => row.posted },
          // Where no day is confirmed there is nothing to count.
          ...(data.due === null
            ? []
            : [
                {
                  key: 'late',
                  title: '逾期（家）',
                  align: 'right' as const,
                  render: (row: Town) => row.late,
                },
              ]),
        ]}
      />
    </section>
  )
}

/** The cooperative's own people make the period here, from the books or as one that was shown on paper. */
function OwnMaking(props: { data: Board }) {
  const { data } = props
  const session = useSession()
  const row = session.area === null ? data.rows.find((one) => one.item === null) : undefined
  if (row === undefined || !session.permissions.includes('keepShares')) return null
  return <Making key={`${row.body}${data.every}${data.from}`} row={row} data={data} />
}

function Making(props: { row: WireBoardRow; data: Board }) {
  const { row } = props
  const { every, from, label } = props.data
  const go = useGo()
  const [typed, setTyped] = useState({ plan: '', operation: '' })
  const make = useAct(makeDisclosure, {
    quiet: true,
    done: '已制作',
    onDone: ({ id }) => go(`/procedures/disclosure/${id}`),
  })
  const kind = row.books ? 'books' : 'paper'
  const blocked = row.state === 'waiting' ? '这一期还没有结账，结账时会自动制作' : null
  return (
    <section className="panel no-print">
      <ConfirmPanel
        title={`${row.bodyName}：制作${label}的公开内容`}
        happens={[
          kind === 'books'
            ? '收支逐笔取自已结账的凭证，身份证号、银行账号、手机号自动遮盖'
            : '本社没有在这里记账：只登记社务和成员交易，财务收支以张贴的纸质公开表照片为准',
          '制作后内容不变；有误的撤回重做',
        ]}
        button="制作"
        blocked={blocked}
        busy={make.isPending}
        onConfirm={() => make.mutate({ params: { body: row.body }, body: { from, every, kind, ...typed } })}
      >
        {(['plan', 'operation'] as const).map((key) => (
          <Input.TextArea
            key={key}
            aria-label={key === 'plan' ? '计划及完成情况' : '经营情况'}
            placeholder={key === 'plan' ? '计划及完成情况（可不填）' : '经营情况（可不填）'}
            value={typed[key]}
            maxLength={1000}
            autoSize={{ minRows: 1, maxRows: 6 }}
            style={{ marginBottom: 8, maxWidth: 640 }}
            onChange={(event) => setTyped({ ...typed, [key]: event.target.value })}
          />
        ))}
        {make.error !== null && (
          <Alert
            type="error"
            title={<Problems problems={problemsOf(make.error)} />}
            style={{ marginBottom: 8 }}
          />
        )}
      </ConfirmPanel>
    </section>
  )
}
