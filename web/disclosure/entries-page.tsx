import { Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { answerEntry, listEntries, type WireEntry } from '#contract/disclosure/household.ts'
import { useAddress } from '../shell/address.ts'
import { useAct, useCall } from '../shell/api.ts'
import { EmptyState } from '../ui/empty.tsx'
import { FileLinks } from '../ui/files.tsx'
import { Go } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { DayText } from '../ui/values.tsx'
import './entries.css'

const KINDS = { confirm: '确认', object: '异议', ask: '询问' } as const
const ABOUT = { shares: '股金', trades: '交易', money: '分配' } as const
const A_PAGE = 50

/** 成员询问: what households confirmed, objected to and asked; the cooperative answers here. */
export function EntriesPage() {
  const { get, set } = useAddress()
  const state = get('state') === 'all' ? 'all' : 'open'
  const page = Number(get('page') ?? '1')
  const body = get('body')
  const query = { state, page, ...(body !== undefined && { body }) } as const
  const found = useCall(listEntries, { query }, { keep: true })
  const { rows = [], total = 0, open = 0 } = found.data ?? {}
  return (
    <Page
      title="成员询问"
      crumbs={[{ label: '成员与分配' }, { label: '成员询问' }]}
      says="成员户在手机上提出的异议和询问，由合作社理事长或会计答复，答复本人看得到；乡镇和县里只看。"
      error={found.error}
      loading={found.isPending}
    >
      <Segmented
        className="gap-below"
        aria-label="看哪些"
        value={state}
        onChange={(next) => set({ state: next === 'all' ? 'all' : undefined, page: undefined })}
        options={[
          { value: 'open', label: `待答复 ${open}` },
          { value: 'all', label: '全部' },
        ]}
      />
      {rows.length === 0 && (
        <div className="panel">
          <EmptyState says={state === 'open' ? '没有待答复的异议和询问' : '成员户还没有说过什么'} />
        </div>
      )}
      {rows.map((row) => (
        <Entry key={row.id} row={row} />
      ))}
      {total > A_PAGE && (
        <div className="gap-below">
          <Button disabled={page <= 1} onClick={() => set({ page: page - 1 })}>
            上一页
          </Button>{' '}
          第 {page} 页，共 {Math.ceil(total / A_PAGE)} 页{' '}
          <Button disabled={page * A_PAGE >= total} onClick={() => set({ page: page + 1 })}>
            下一页
          </Button>
        </div>
      )}
    </Page>
  )
}

function Entry({ row }: { row: WireEntry }) {
  const waits = row.kind !== 'confirm' && row.answers.length === 0
  return (
    <article className="panel household-entry" aria-label={`${row.name}的${KINDS[row.kind]}`}>
      <p className="about">
        <b>{KINDS[row.kind]}</b>
        <span>
          {row.year !== null && `${row.year} 年`}
          {ABOUT[row.about]}
        </span>
        <Go to={placeOf(row)}>{`${row.number} ${row.name}`}</Go>
        <span className="faint">
          {row.bodyName}（{row.areaName}）
        </span>
        <span className="faint">
          <DayText day={row.at} />
        </span>
      </p>
      {row.proxyBy !== null && (
        <p className="faint">
          由 {row.proxyBy} 代 {row.name} 办理　{row.file !== null && <FileLinks files={[row.file]} />}
        </p>
      )}
      {row.text !== null && <p className="said">{row.text}</p>}
      {row.answers.map((one) => (
        <p key={one.at} className="answered">
          <b>{one.by} 答复：</b>
          {one.text}{' '}
          <span className="faint">
            <DayText day={one.at} />
          </span>
        </p>
      ))}
      {row.mayAnswer && <Answer id={row.id} again={!waits} />}
      {!row.mayAnswer && waits && <p className="faint">等合作社理事长或会计答复</p>}
    </article>
  )
}

/** Where the figures stand that it is about. */
function placeOf(row: WireEntry): string {
  if (row.about === 'trades')
    return `/trades/${row.body}?member=${row.member}${row.year === null ? '' : `&year=${row.year}`}`
  return `/member-accounts/${row.body}?member=${row.member}`
}

function Answer(props: { id: string; again: boolean }) {
  const [text, setText] = useState('')
  const [open, setOpen] = useState(!props.again)
  const act = useAct(answerEntry, { invalidate: [listEntries], done: '已答复，本人看得到' })
  if (!open) return <Button onClick={() => setOpen(true)}>再补一句</Button>
  return (
    <div>
      <Input.TextArea
        aria-label="答复"
        placeholder="写给本人看的话，她在手机上看得到"
        className="gap-below"
        rows={2}
        maxLength={500}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button
        type="primary"
        loading={act.isPending}
        disabled={text.trim().length < 2}
        onClick={() =>
          act.mutate({ params: { id: props.id }, body: { text } }, { onSuccess: () => setText('') })
        }
      >
        答复
      </Button>
    </div>
  )
}
