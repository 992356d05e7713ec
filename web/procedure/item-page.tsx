import { Button, Tag, Timeline } from 'antd'
import { type ReactNode, Suspense } from 'react'
import { type Item, ITEM_SHEET_PATH, readItem } from '#contract/kernel/procedures.ts'
import { usePathParam } from '../shell/address.ts'
import { link, useCall } from '../shell/api.ts'
import { PageMissing } from '../shell/fallback.tsx'
import { FileLinks } from '../ui/files.tsx'
import { Go } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { DayText, momentText } from '../ui/values.tsx'
import { pagesOf } from './declared.ts'
import { ItemActions } from './item-actions.tsx'
import { DueText } from './light.tsx'
import '../ui/items.css'

/** One item of any procedure: what it is, who answers for it by when, what may be done now, what was done. */
export function ItemPage() {
  const params = { procedure: usePathParam('procedure'), id: usePathParam('id') }
  const pages = pagesOf(params.procedure)
  const answer = useCall(readItem, { params })
  const item = answer.data
  if (pages === undefined) return <PageMissing />
  return (
    <Page
      title={item?.title ?? pages.of.label}
      crumbs={[
        { label: pages.title, to: `/procedures/${params.procedure}` },
        { label: item?.code ?? pages.of.label },
      ]}
      error={answer.error}
      loading={answer.isPending}
      actions={item !== undefined && <Button href={link(ITEM_SHEET_PATH, params)}>打印签批单</Button>}
    >
      {item !== undefined && (
        <>
          <section className="panel">
            <ItemFacts item={item} units={pages.units} />
          </section>
          <section className="panel no-print">
            <h3>现在可以办</h3>
            <ItemActions item={item} />
          </section>
          {pages.Detail !== undefined && (
            <Suspense fallback={null}>
              <pages.Detail item={item} />
            </Suspense>
          )}
          <section className="panel">
            <h3>办理经过</h3>
            <ItemHistory item={item} />
          </section>
        </>
      )}
    </Page>
  )
}

function ItemFacts(props: { item: Item; units: boolean }) {
  const { item } = props
  return (
    <dl className="item-facts">
      <Fact word="状态">
        <StatusTag status={item.stateLabel} />
      </Fact>
      {item.body !== null && (
        <Fact word="合作社">
          <Go to={`/bodies/${item.body}`}>{item.bodyName}</Go>
        </Fact>
      )}
      <Fact word="辖区">{item.areaName}</Fact>
      {props.units && <Fact word="牵头单位">{item.unit?.name ?? '尚未明确'}</Fact>}
      {props.units && <Fact word="配合单位">{item.helpers.map((one) => one.name).join('、') || '没有'}</Fact>}
      {(props.units || item.dueOn !== null) && (
        <Fact word="期限">
          <DueText item={item} />
        </Fact>
      )}
      <Fact word="开始日期">
        <DayText day={item.openedOn} />
      </Fact>
      <Fact word="编号">
        <span className="number">{item.code}</span>
      </Fact>
    </dl>
  )
}

function Fact(props: { word: string; children: ReactNode }) {
  return (
    <div>
      <dt>{props.word}</dt>
      <dd>{props.children}</dd>
    </div>
  )
}

function ItemHistory(props: { item: Item }) {
  const { item } = props
  const opened = {
    key: 'opened',
    color: 'green',
    content: (
      <>
        <DayText day={item.openedOn} /> <strong>开始：{item.openedBy}</strong>
      </>
    ),
  }
  const done = item.history.map((one) => ({
    key: one.number,
    color: one.onPaper ? 'gray' : 'green',
    content: (
      <>
        <span className="number">{momentText(one.at)}</span> <strong>{one.says}</strong>{' '}
        {one.onPaper && <Tag color="purple">纸质签批</Tag>}
        {one.note !== null && <div>{one.note}</div>}
        {one.files.length > 0 && <FileLinks files={one.files} />}
      </>
    ),
  }))
  return <Timeline items={[opened, ...done]} />
}
