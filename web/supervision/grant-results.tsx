import { Button, Tag } from 'antd'
import { placeGrantUse, type WireGrantPage } from '#contract/supervision/grants.ts'
import { STATE_WORDS } from '#core/supervision/grant-words.ts'
import { useAct } from '../shell/api.ts'
import { DataRows } from '../ui/data-rows.tsx'
import { ClauseLink } from '../ui/figure.tsx'
import { Go } from '../ui/go.tsx'
import { DayText, Money, Unknown } from '../ui/values.tsx'

const STATE_COLOURS = { used: 'green', idle: 'orange', disposed: 'default' } as const

/** 资产: the cards that name the grant. */
export function GrantAssets(props: { data: WireGrantPage }) {
  const { data } = props
  return (
    <section className="panel" aria-label="形成的资产">
      <h3>形成的资产</h3>
      <DataRows
        compact
        rows={data.cards}
        rowKey={(card) => card.id}
        empty={
          <p className="faint">
            {data.row.books
              ? '还没有资产卡片写到这个项目；登记卡片时填“用哪项补助购建”'
              : '账不在这里记，没有资产卡片'}
          </p>
        }
        tone={(card) => (card.state === 'idle' ? 'bad' : '')}
        columns={[
          {
            key: 'name',
            title: '资产',
            head: true,
            render: (card) => <Go to={`/books/${data.row.body}?tab=assets`}>{card.name}</Go>,
          },
          { key: 'on', title: '取得日期', render: (card) => <DayText day={card.acquiredOn} /> },
          { key: 'cost', title: '原价（元）', align: 'right', render: (card) => <Money yuan={card.cost} /> },
          {
            key: 'grant',
            title: '用补助（元）',
            align: 'right',
            render: (card) => <Money yuan={card.grantAmount} />,
          },
          { key: 'place', title: '存放地点', render: (card) => card.place ?? <Unknown /> },
          { key: 'keeper', title: '保管人', render: (card) => card.keeper ?? <Unknown /> },
          {
            key: 'state',
            title: '状态',
            render: (card) => (
              <>
                <Tag color={STATE_COLOURS[card.state]}>{STATE_WORDS[card.state]}</Tag>
                {card.stateSince !== null && <DayText day={card.stateSince} />}
              </>
            ),
          },
        ]}
      />
    </section>
  )
}

/** 量化: posted divisions that quantified subsidies equally, and shares that were made of this grant. */
export function GrantQuantified(props: { data: WireGrantPage }) {
  const { data } = props
  return (
    <section className="panel" aria-label="量化到成员">
      <h3>量化到成员</h3>
      <p className="faint">
        补助形成的财产平均量化到每名成员（
        <ClauseLink clause="cooperative-law#第44条" label="社法第44条" />
        ）。全社的专项基金在盈余分配方案里一起量化，这里按形成的先后分到各项补助：本项形成{' '}
        <Money yuan={data.row.formed} unit />
        ，已量化 <Money yuan={data.row.quantified} unit />。
      </p>
      <DataRows
        compact
        rows={data.plans}
        rowKey={(plan) => plan.plan}
        empty={<p className="faint">还没有入账的盈余分配方案</p>}
        columns={[
          {
            key: 'year',
            title: '盈余分配方案',
            head: true,
            render: (plan) => <Go to={`/surplus/plans/${plan.plan}`}>{plan.year} 年</Go>,
          },
          { key: 'on', title: '入账日期', render: (plan) => <DayText day={plan.postedOn} /> },
          { key: 'members', title: '成员', align: 'right', render: (plan) => `${plan.members} 名` },
          {
            key: 'amount',
            title: '全社财政补助量化（元）',
            align: 'right',
            render: (plan) => <Money yuan={plan.amount} />,
          },
        ]}
      />
      {data.shares.length > 0 && <Shares data={data} />}
    </section>
  )
}

function Shares(props: { data: WireGrantPage }) {
  const { data } = props
  const act = useAct(placeGrantUse, { done: '已登记' })
  const say = (target: string, takenBack: boolean) =>
    act.mutate({
      params: { body: data.row.body },
      body: { kind: 'share', target, project: data.row.name, item: null, takenBack },
    })
  return (
    <>
      <h4>补助资金折成的集体股</h4>
      <DataRows
        compact
        rows={data.shares}
        rowKey={(share) => share.id}
        columns={[
          { key: 'member', title: '持有人', head: true, render: (share) => share.member },
          { key: 'day', title: '日期', render: (share) => <DayText day={share.day} /> },
          {
            key: 'amount',
            title: '金额（元）',
            align: 'right',
            render: (share) => <Money yuan={share.amount} />,
          },
          { key: 'resolution', title: '决议', render: (share) => share.resolution ?? <Unknown /> },
          {
            key: 'project',
            title: '由哪项补助折成',
            render: (share) =>
              data.mayPlace ? (
                <Button
                  size="small"
                  loading={act.isPending}
                  onClick={() => say(share.id, share.project !== null)}
                >
                  {share.project === null ? '由本项折成' : '本项，撤回'}
                </Button>
              ) : share.project === null ? (
                <Unknown />
              ) : (
                '本项'
              ),
          },
        ]}
      />
    </>
  )
}
