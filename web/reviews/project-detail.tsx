import { Alert, Button } from 'antd'
import type { z } from 'zod'
import type { Item } from '#contract/kernel/procedures.ts'
import { readProject } from '#contract/reviews/projects.ts'
import { villageProject } from '#core/reviews/village-project.ts'
import { useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { Go, useGo } from '../ui/go.tsx'
import { Problems } from '../ui/problems.tsx'
import { Money, Unknown } from '../ui/values.tsx'

type Project = z.output<typeof readProject.response>

/** Begins another project. */
export function ProjectButtons() {
  const go = useGo()
  if (!villageProject.opens.includes(useSession().user.role)) return null
  return (
    <Button type="primary" onClick={() => go('/village-projects/new')}>
      登记项目方案
    </Button>
  )
}

/** How the project is paid, what the village owes and earns, and what of it stands against an approval. */
export function ProjectDetail(props: { item: Item }) {
  const found = useCall(readProject, { params: { id: props.item.id } })
  const project = found.data
  if (project === undefined) return null
  return (
    <>
      <section className="panel">
        <h3>项目</h3>
        <p>{project.business}</p>
        <dl className="item-facts">
          <Fact word="自有资金" value={project.own} />
          <Fact word="财政补助" value={project.subsidy} />
          <Fact word="借款" value={project.borrow} />
          <Fact word="预期年收益" value={project.expected} />
        </dl>
        {project.repay !== '' && <p>还款来源：{project.repay}</p>}
      </section>
      <DebtPanel item={props.item} project={project} />
    </>
  )
}

/** What the village owes beside its income, debt by debt, and what is not known of it. */
function DebtPanel(props: { item: Item; project: Project }) {
  const { project } = props
  return (
    <section className="panel">
      <h3>债务情况</h3>
      {!props.item.final && project.faults.length > 0 && (
        <Alert type="warning" title={<Problems problems={project.faults} />} style={{ marginBottom: 12 }} />
      )}
      <DebtFigures project={project} />
      {project.unsaid.length > 0 && (
        <Alert
          type="warning"
          title={`有 ${project.unsaid.length} 笔债务没有写尚欠多少，合计不知道：${project.unsaid.join('、')}。请点开补上，还清的写还清日期`}
          style={{ marginBottom: 12 }}
        />
      )}
      <Debts project={project} />
      {project.unallowed > 0 && (
        <p>
          这个村另有{' '}
          <Go to={`/village-debts/unallowed?area=${props.item.area}`}>{project.unallowed} 笔债务</Go>
          在方案以后形成，没有经过同意举债的项目
        </p>
      )}
      <p className="no-print">
        <Go to={`/registers/village_debt?area=${props.item.area}`}>村级债务</Go>
        {'　'}
        <Go to={`/registers/village_income?area=${props.item.area}`}>村集体经济收入</Go>
      </p>
    </section>
  )
}

function DebtFigures({ project }: { project: Project }) {
  return (
    <dl className="item-facts">
      <Fact word="村里尚欠" value={project.owed} />
      <div>
        <dt>最近一年村集体收入</dt>
        <dd>
          {project.income === null ? (
            <Unknown />
          ) : (
            <>
              <Money yuan={project.income.amount} />（{project.income.year} 年）
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>连同本项目占收入</dt>
        <dd>{project.ratio ?? <Unknown />}</dd>
      </div>
      <div>
        <dt>上限</dt>
        <dd>{limitSays(project)}</dd>
      </div>
    </dl>
  )
}

function Fact(props: { word: string; value: string | null }) {
  return (
    <div>
      <dt>{props.word}</dt>
      <dd>{props.value === null ? <Unknown /> : <Money yuan={props.value} />}</dd>
    </div>
  )
}

function Debts({ project }: { project: Project }) {
  if (project.debts.length === 0) return <p>“村级债务”里还没有这个村的记录，没有债务的登记一条尚欠 0 元</p>
  return (
    <ul>
      {project.debts.map((one) => (
        <li key={one.id}>
          <Go to={`/registers/village_debt/${one.id}`}>{one.name}</Go>（{termsOf(one)}）尚欠{' '}
          {one.balance === null ? '没有填' : <Money yuan={one.balance} />}
          {one.own && '　由本项目同意举债登记'}
        </li>
      ))}
    </ul>
  )
}

function termsOf(one: Project['debts'][number]): string {
  return [
    one.creditor,
    one.borrowedOn,
    one.rate && `年利率 ${one.rate}`,
    one.collateral && `担保：${one.collateral}`,
  ]
    .filter(Boolean)
    .join('，')
}

function limitSays({ limit }: Project): string {
  if (limit === null) return '本地采用的方案没有规定'
  return limit.confirmed ? `${limit.value}（${limit.ground}）` : '待确认：县里确认比例以后才按它拦'
}
