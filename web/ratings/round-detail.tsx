import { Button, Flex } from 'antd'
import { useState } from 'react'
import type { Item } from '#contract/kernel/procedures.ts'
import { apply, roundContent, type RoundContent } from '#contract/ratings/ratings.ts'
import { ratingRound } from '#core/ratings/rating-round.ts'
import { ratingApplication } from '#core/ratings/rating-application.ts'
import { printHundredths } from '#core/ratings/scheme.ts'
import { useAct } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DataRows } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go, useGo } from '../ui/go.tsx'
import { BodyPicker } from '../ui/pickers.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { Unknown } from '../ui/values.tsx'

/** Opens another round; schemes and the public page are one press away. */
export function RoundButtons() {
  const go = useGo()
  const runs = ratingRound.opens.includes(useSession().user.role)
  return (
    <>
      <Button onClick={() => go('/ratings/schemes')}>评级方案</Button>
      <Button href="/directory" target="_blank">
        公开名录
      </Button>
      {runs && (
        <Button type="primary" onClick={() => go('/ratings/new')}>
          开展一次评定
        </Button>
      )}
    </>
  )
}

/** What the round goes by, its applications, its order. */
export function RoundDetail(props: { item: Item }) {
  const { item } = props
  const content = roundContent.safeParse(item.payload)
  if (!content.success) return null
  const { scheme, places, share, noticeFrom, noticeTo, tieRule } = content.data
  return (
    <>
      <section className="panel">
        <h3>评定办法</h3>
        <p>
          {scheme.title}：{scheme.lines.length} 项，分 {scheme.levels.map((one) => one.level).join('、')}
        </p>
        {scheme.example && <p className="faint">{scheme.source}</p>}
        <p>
          名额 {places === 0 ? '不限' : `${places} 家，其中党支部领办不少于 ${printHundredths(share)}%`}
          {noticeFrom !== undefined && `；公示 ${noticeFrom} 至 ${noticeTo ?? ''}`}
        </p>
        {tieRule !== undefined && <p className="faint">{tieRule}</p>}
        <Go to={`/procedures/${ratingApplication.id}?parent=${item.id}`}>查看本批次的申报</Go>
      </section>
      {item.state === 'applying' && <ApplyPanel round={item.id} />}
      <Ranking content={content.data} />
    </>
  )
}

function ApplyPanel(props: { round: string }) {
  const session = useSession()
  const go = useGo()
  const own = session.bodies.length === 1 ? session.bodies[0] : undefined
  const [body, setBody] = useState<string | undefined>(own?.id)
  const send = useAct(apply, {
    done: '已申报',
    onDone: ({ id }) => go(`/procedures/${ratingApplication.id}/${id}`),
  })
  if (!ratingApplication.opens.includes(session.user.role)) return null
  return (
    <section className="panel no-print">
      <h3>申报</h3>
      <p className="faint">申报时带入当日台账数据并冻结；乡镇提出意见后现场核查评分</p>
      <Flex wrap gap="small" align="center">
        {own === undefined ? (
          <BodyPicker value={body} onChange={setBody} placeholder="查找合作社" />
        ) : (
          <strong>{own.name}</strong>
        )}
        <Button
          type="primary"
          disabled={body === undefined}
          loading={send.isPending}
          onClick={() => body !== undefined && send.mutate({ params: { id: props.round }, body: { body } })}
        >
          提交申报
        </Button>
      </Flex>
    </section>
  )
}

function Ranking(props: { content: RoundContent }) {
  return (
    <section className="panel">
      <h3>排序</h3>
      <DataRows
        compact
        rows={props.content.ranking ?? []}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'name',
            title: '合作社',
            head: true,
            render: (row) => <Go to={`/procedures/${ratingApplication.id}/${row.id}`}>{row.name}</Go>,
          },
          {
            key: 'chosen',
            title: '结果',
            render: (row) => <StatusTag status={row.chosen ? '拟认定' : '未入选'} />,
          },
          { key: 'level', title: '等级', render: (row) => row.level ?? <Unknown /> },
          { key: 'preferred', title: '党支部领办', render: (row) => (row.preferred ? '是' : '否') },
          {
            key: 'total',
            title: '总分',
            align: 'right',
            render: (row) => (row.total === null ? <Unknown /> : printHundredths(row.total)),
          },
          { key: 'deducted', title: '扣分', align: 'right', render: (row) => printHundredths(row.deducted) },
        ]}
        empty={<EmptyState says="截止申报、全部评分后按“按评分排序”" />}
      />
    </section>
  )
}
