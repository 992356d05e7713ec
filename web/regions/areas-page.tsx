import { Button, Flex, Input, Segmented } from 'antd'
import { useState } from 'react'
import {
  listAreaChanges,
  listCountyAreas,
  type AreaChange,
  type ListedArea,
} from '#contract/regions/area-changes.ts'
import { useAddress } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { DataRows } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { AreaChangeForm, UndoForm } from './area-change-form.tsx'
import type { Act } from './area-draft.ts'

const SIZE = 50

/** 本县区划: the townships and villages with their days and names, what follows the ended ones, and every change. */
export function AreasPage() {
  const { q, state, page } = useAsked()
  const answer = useCall(listCountyAreas, { query: { q, state, page, size: SIZE } }, { keep: true })
  const [doing, setDoing] = useState<Doing | null>(null)
  return (
    <Page
      title="本县区划"
      says="乡镇和村的代码、名称、起止日期；变更写明从哪天起和依据，合作社、账号、单位随之归到您写明的地方，办错了可以撤回"
      error={answer.error}
      loading={answer.isPending}
      actions={
        answer.error === null && (
          <Button type="primary" onClick={() => setDoing({ act: 'add', area: null })}>
            新设乡镇或村
          </Button>
        )
      }
    >
      {doing !== null && (
        <AreaChangeForm
          key={`${doing.act}-${doing.area?.code ?? ''}`}
          act={doing.act}
          area={doing.area}
          onClose={() => setDoing(null)}
        />
      )}
      <AreaList rows={answer.data?.rows ?? []} total={answer.data?.total} onPick={setDoing} />
      <Changes />
    </Page>
  )
}

function AreaList(props: { rows: ListedArea[]; total: number | undefined; onPick: (doing: Doing) => void }) {
  const { address, q, state, page } = useAsked()
  return (
    <section className="panel">
      <Flex wrap gap="small" className="list-filters">
        <Input.Search
          className="list-search"
          aria-label="名称、原名或代码"
          placeholder="名称、原名或代码"
          allowClear
          defaultValue={q}
          onSearch={(words) => address.set({ q: words || undefined, page: undefined })}
        />
        <Segmented
          value={state}
          options={[
            { value: 'standing', label: '现有' },
            { value: 'ended', label: '已撤销' },
          ]}
          onChange={(next) => address.set({ state: next === 'ended' ? 'ended' : undefined, page: undefined })}
        />
      </Flex>
      <DataRows
        rows={props.rows}
        rowKey={(row) => `${row.code}-${row.to ?? ''}`}
        tone={(row) => (row.to === null ? '' : 'quiet')}
        empty={
          <EmptyState says={state === 'ended' ? '没有撤销过的乡镇和村' : '没有找到，请换个名称或代码'} />
        }
        page={page}
        size={SIZE}
        {...(props.total !== undefined && { total: props.total })}
        onPage={(next) => address.set({ page: next === 1 ? undefined : String(next) })}
        columns={[
          { key: 'name', title: '名称', head: true, width: 260, render: NameOf },
          {
            key: 'code',
            title: '代码',
            width: 150,
            render: (row) => <span className="number">{row.code}</span>,
          },
          {
            key: 'level',
            title: '级别',
            width: 90,
            render: (row) => (row.level === 'township' ? '乡镇' : '村'),
          },
          { key: 'days', title: '起止', width: 220, render: daysOf },
          {
            key: 'acts',
            title: '操作',
            width: 220,
            render: (row) =>
              row.to === null && <Acts area={row} onPick={(act) => props.onPick({ act, area: row })} />,
          },
        ]}
      />
    </section>
  )
}

/** What the address asks for. */
function useAsked() {
  const address = useAddress()
  return {
    address,
    q: address.get('q') ?? '',
    state: address.get('state') === 'ended' ? ('ended' as const) : ('standing' as const),
    page: Number(address.get('page') ?? 1),
  }
}

interface Doing {
  act: Act
  area: ListedArea | null
}

function Acts(props: { area: ListedArea; onPick: (act: Act) => void }) {
  const acts: readonly [Act, string][] = [
    ['rename', '更名'],
    ['merge', '撤并'],
    ['split', '拆分'],
  ]
  return (
    <Flex gap={4}>
      {acts.map(([act, label]) => (
        <Button
          key={act}
          size="small"
          aria-label={`${label} ${props.area.name}`}
          onClick={() => props.onPick(act)}
        >
          {label}
        </Button>
      ))}
    </Flex>
  )
}

/** The name of today with the township, the names that it had, and what followed it. */
function NameOf(area: ListedArea) {
  return (
    <>
      {area.name}
      {area.township !== null && <span className="faint"> {area.township}</span>}
      {area.formerNames.map((one) => (
        <div key={one.until + one.name} className="faint">
          原名 {one.name}（{one.until} 以前）
        </div>
      ))}
      {area.heirs.length > 0 && <div className="faint">由{area.heirs.join('、')}接续</div>}
    </>
  )
}

function daysOf(area: ListedArea): string {
  const from = area.from === null ? '原有' : `${area.from} 起`
  const named = area.nameFrom === area.from ? '' : `；现名自 ${area.nameFrom ?? ''}`
  return area.to === null ? `${from}${named}` : `${from}，${area.to} 撤销`
}

function Changes() {
  const answer = useCall(listAreaChanges)
  const [undoing, setUndoing] = useState<AreaChange | null>(null)
  const changes = answer.data?.changes ?? []
  if (changes.length === 0) return null
  return (
    <section className="panel" aria-label="历次变更">
      <h3>历次变更</h3>
      {undoing !== null && <UndoForm key={undoing.id} change={undoing} onClose={() => setUndoing(null)} />}
      <DataRows
        rows={changes}
        rowKey={(row) => row.id}
        tone={(row) => (row.undone ? 'quiet' : '')}
        columns={[
          { key: 'day', title: '从哪天起', width: 120, render: (row) => row.day },
          {
            key: 'says',
            title: '变更',
            head: true,
            render: (row) => (
              <>
                {row.kind === 'rename' ? row.says : `${row.kindLabel}：${row.says}`}
                <div className="faint">
                  {row.ground}
                  {row.moved > 0 && `，随之转走 ${row.moved} 项`}（{row.by}办理）
                </div>
              </>
            ),
          },
          {
            key: 'state',
            title: '状态',
            width: 120,
            render: (row) => <StatusTag status={row.undone ? '已撤回' : '有效'} />,
          },
          {
            key: 'undo',
            title: '操作',
            width: 100,
            render: (row) =>
              row.mayUndo && (
                <Button size="small" onClick={() => setUndoing(row)}>
                  撤回
                </Button>
              ),
          },
        ]}
      />
    </section>
  )
}
