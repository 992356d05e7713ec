import { Button, Flex, Input } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import {
  previewShareEvents,
  readShareSheet,
  recordShareEvents,
  SHARE_TEMPLATE_PATH,
  UPLOAD_SHARES_PATH,
} from '#contract/membership.ts'
import { shareKind } from '#core/membership/share-kinds.ts'
import { fenOfWire } from '#core/values/money.ts'
import { link, useAct, useCall } from '../shell/api.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { DropFiles } from '../ui/files.tsx'
import { usePaged } from '../ui/paged.ts'
import { Money } from '../ui/values.tsx'
import { ShareChanges, sentencesOf } from './share-changes.tsx'
import { SheetFaults, useSheetRead } from './sheet-import.tsx'

type Read = z.output<typeof readShareSheet>
type Line = Read['rows'][number]

const known = (read: Read): Line[] => read.rows.filter((row) => row.member !== '' && row.kind !== '')

/** The cooperative's own list of contributions: read, shown line by line, entered when it looks right. */
export function ShareImport(props: { body: string; onDone: () => void }) {
  const { body } = props
  const { read, busy, take } = useSheetRead(link(UPLOAD_SHARES_PATH, { body }), readShareSheet)
  return (
    <>
      <Flex wrap gap="middle" align="center" className="gap-below">
        <Button href={link(SHARE_TEMPLATE_PATH, { body })}>下载模板（.xlsx）</Button>
        <span className="faint">也可以直接用自己的表：有日期、成员编号或姓名、出资方式、出资额就能认</span>
      </Flex>
      <DropFiles busy={busy} onFiles={(files) => void take(files)} />
      {read !== null && <Preview body={body} read={read} onDone={props.onDone} />}
    </>
  )
}

function Preview(props: { body: string; read: Read; onDone: () => void }) {
  const { body, read, onDone } = props
  const rows = known(read)
  const [reason, setReason] = useState('')
  const record = useAct(recordShareEvents, { quiet: true, done: `已登记 ${rows.length} 笔`, onDone })
  const events = rows.map(({ row: _row, who: _who, ...one }) => one)
  const seen = useCall(
    previewShareEvents,
    { params: { body }, body: { rows: events } },
    { enabled: rows.length > 0 },
  ).data
  const left = read.rows.length - rows.length
  return (
    <div className="gap-above">
      <SheetFaults
        title="有不对的行，改好后可以再导入这几行"
        problems={read.problems}
        sent={rows}
        error={record.error}
      />
      <div className="gap-below">
        <DataRows
          compact
          {...usePaged(read.rows)}
          rowKey={(row) => String(row.row)}
          tone={(row) => (row.member === '' || row.kind === '' ? 'bad' : '')}
          columns={read.rows.some((row) => row.project !== '') ? COLUMNS : WITHOUT_PROJECT}
        />
      </div>
      <ConfirmPanel
        title="核对后登记"
        happens={[
          `登记 ${rows.length} 笔出资，全部登记或一笔也不登`,
          ...(seen === undefined ? [] : sentencesOf(seen)),
          ...(left > 0 ? [`${left} 行认不出成员或出资方式，不登记`] : []),
          '登记后不能修改，记错了在变动记录里冲销；同一张表不要登两次',
        ]}
        button={`登记 ${rows.length} 笔`}
        busy={record.isPending}
        blocked={
          rows.length === 0
            ? '没有可以登记的行'
            : seen?.worse === true && reason.trim() === ''
              ? '持股结构会比现在更不合本地方案，请写明理由'
              : null
        }
        onConfirm={() => record.mutate({ params: { body }, body: { rows: events, reason } })}
        onCancel={onDone}
      >
        {seen?.worse === true && <Reason value={reason} onChange={setReason} />}
        {seen !== undefined && <ShareChanges changes={seen.changes} />}
      </ConfirmPanel>
    </div>
  )
}

function Reason({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <Input
      aria-label="为什么仍要登记"
      placeholder="为什么仍要登记，如：成员大会决议，已订逐步降低的计划"
      className="gap-below"
      maxLength={200}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

const COLUMNS: readonly RowColumn<Line>[] = [
  { key: 'row', title: '表中行', render: (row) => row.row },
  { key: 'who', title: '成员', head: true, render: (row) => row.who || '（没有写）' },
  { key: 'kind', title: '出资方式', render: (row) => shareKind(row.kind)?.label ?? '（认不出）' },
  {
    key: 'amount',
    title: '出资额（元）',
    align: 'right',
    render: (row) => (fenOfWire(row.amount) === null ? row.amount : <Money yuan={row.amount} />),
  },
  {
    key: 'project',
    title: '其中到户项目（元）',
    align: 'right',
    render: (row) =>
      row.project === '' || fenOfWire(row.project) === null ? row.project : <Money yuan={row.project} />,
  },
  { key: 'on', title: '日期', render: (row) => row.on },
  { key: 'basis', title: '作价依据', render: (row) => row.basis },
  {
    key: 'resolution',
    title: '决议',
    render: (row) => [row.resolution, row.resolvedOn].filter(Boolean).join(' '),
  },
]

/** Most lists have nothing from household projects. */
const WITHOUT_PROJECT = COLUMNS.filter((one) => one.key !== 'project')
