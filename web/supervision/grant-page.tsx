import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'
import { GRANT_SHEET_PATH, readGrant, type WireGrantPage } from '#contract/supervision/grants.ts'
import { STEP_WORDS } from '#core/supervision/grant-words.ts'
import { useAddress, usePathParam } from '../shell/address.ts'
import { link, useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { Figure } from '../ui/figure.tsx'
import { Go, useGo } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { Reminder } from '../ui/reminder.tsx'
import { GrantPhotos } from './grant-photos.tsx'
import { GrantLines, GrantVouchers } from './grant-money.tsx'
import { GrantAssets, GrantQuantified } from './grant-results.tsx'
import { chaseWords, mayStep, stepTo } from './grant-steps.ts'
import { Waiting } from './grants-page.tsx'
import './grants.css'

/** One grant: budget, vouchers, photographs, assets and quantification side by side, what is missing, the next step. */
export function GrantPage() {
  const body = usePathParam('id')
  const name = useAddress().get('name') ?? ''
  const go = useGo()
  const answer = useCall(readGrant, { params: { body }, query: { name } }, { enabled: name !== '' })
  const data = answer.data
  const query = new URLSearchParams({ name })
  return (
    <Page
      title={name === '' ? '补助项目' : name}
      crumbs={[
        { label: '补助资金', to: '/grants' },
        { label: data?.row.bodyName ?? '合作社', to: `/grants?body=${body}` },
        { label: '使用检查' },
      ]}
      {...(data !== undefined && { says: <Head data={data} /> })}
      error={answer.error}
      loading={answer.isPending}
      actions={
        data !== undefined && (
          <>
            <Correct data={data} />
            <Button href={link(GRANT_SHEET_PATH, { body }, { name })}>导出检查表</Button>
            <Button type="primary" onClick={() => go(`/grants/${body}/print?${query}`)}>
              打印检查表
            </Button>
          </>
        )
      }
    >
      {data !== undefined && (
        <>
          <Findings data={data} />
          <Chase data={data} />
          <SideBySide data={data} />
          <GrantLines data={data} />
          <GrantVouchers data={data} />
          <GrantAssets data={data} />
          <GrantQuantified data={data} />
        </>
      )}
    </Page>
  )
}

function Head(props: { data: WireGrantPage }) {
  const { data } = props
  const parts = [
    data.issuer,
    data.paper,
    data.approvedOn === null ? null : `${data.approvedOn} 批复`,
    data.useBy === null ? null : `使用期限 ${data.useBy}`,
    data.row.books ? '数据来自账簿' : '账不在这里记，数据据报表',
  ].filter((one) => one !== null)
  return (
    <>
      <Go to={`/bodies/${data.row.body}`}>{data.row.bodyName}</Go> · {parts.join(' · ')}
    </>
  )
}

function Correct(props: { data: WireGrantPage }) {
  const { project } = props.data.row
  const { user } = useSession()
  if (project === null || !['county', 'township', 'chair', 'accountant'].includes(user.role)) return null
  return <Go to={`/registers/grant_project/${project}?edit=1`}>修改项目</Go>
}

function Findings(props: { data: WireGrantPage }) {
  const { data } = props
  const { user } = useSession()
  const go = useGo()
  const { findings } = data.row
  if (findings.length === 0)
    return (
      <Alert
        type="success"
        showIcon
        className="gap-below"
        title="预算、凭证、照片、资产、量化都对得上"
        description={<Waiting limits={data} />}
      />
    )
  return (
    <section className="panel grant-findings" aria-label="缺什么、下一步">
      <h3>缺什么、下一步（{findings.length}）</h3>
      <ul>
        {findings.map((one, at) => {
          const to = stepTo(data.row, one.step, data)
          const may = mayStep(one.step, { role: user.role, mayPlace: data.mayPlace })
          return (
            <li key={at}>
              <span>
                <strong>{one.label}</strong>：{one.says}
              </span>
              {may ? (
                <Button onClick={() => (to === null ? jump() : go(to))}>{STEP_WORDS[one.step]}</Button>
              ) : (
                <span className="faint">由合作社：{STEP_WORDS[one.step]}</span>
              )}
            </li>
          )
        })}
      </ul>
      <Waiting limits={data} />
    </section>
  )
}

/** What the cooperative itself has to do, in words that an office sends it. */
function Chase(props: { data: WireGrantPage }) {
  const { row, mayPlace } = props.data
  const { user } = useSession()
  const theirs = row.findings.filter((one) => !mayStep(one.step, { role: user.role, mayPlace }))
  if (theirs.length === 0 || !OFFICES.includes(user.role)) return null
  return <Reminder text={chaseWords(row, theirs)} />
}
const OFFICES: readonly string[] = ['county', 'township']

/** The vouchers of this page: where each is placed on its line. */
const jump = () =>
  globalThis.document.querySelector('#grant-vouchers')?.scrollIntoView({ behavior: 'smooth' })

const CODES: Readonly<Record<string, readonly string[]>> = {
  预算: ['unregistered', 'noBudget', 'overLine', 'overGrant'],
  凭证: ['ahead', 'waiting', 'pastTerm', 'unknownSpent', 'bare', 'loose'],
  照片: ['noPhoto'],
  资产: ['uncarded', 'idle'],
  量化: ['unquantified', 'mismatch'],
}

function SideBySide(props: { data: WireGrantPage }) {
  const { data } = props
  const { row } = data
  const photos = [...data.photos, ...data.lines.flatMap((line) => line.photos)]
  return (
    <div className="grant-sides">
      <Side title="预算" data={data}>
        <Figure label="批复金额" value={row.amount} unit="元" size="plain" />
        <p className="faint">{data.lines.length} 条预算</p>
      </Side>
      <Side title="凭证" data={data}>
        <Figure label="到账" value={row.received} unit="元" size="plain" />
        <Figure label="支出" value={row.spent} unit="元" size="plain" />
        <Figure label="结余" value={row.left} unit="元" size="plain" />
      </Side>
      <Side title="照片" data={data}>
        <p>{photos.length} 张现场照片</p>
        <GrantPhotos files={photos.slice(0, PHOTOS_SHOWN)} label="现场照片" />
      </Side>
      <Side title="资产" data={data}>
        <Figure label="形成" value={row.formed} unit="元" size="plain" />
        <Figure label="卡片" value={row.carded} unit="元" size="plain" />
        <p className="faint">{data.cards.length} 张卡片</p>
      </Side>
      <Side title="量化" data={data}>
        <Figure label="已量化" value={row.quantified} unit="元" size="plain" />
        <Figure label="应量化未量化" value={data.unquantified} unit="元" size="plain" />
      </Side>
    </div>
  )
}
const PHOTOS_SHOWN = 6

function Side(props: { title: string; data: WireGrantPage; children: ReactNode }) {
  const missing = props.data.row.findings.filter((one) => CODES[props.title]?.includes(one.code) === true)
  return (
    <section
      className={missing.length === 0 ? 'panel grant-side' : 'panel grant-side bad'}
      aria-label={props.title}
    >
      <h3>{props.title}</h3>
      {props.children}
      <p className="grant-state">
        {missing.length === 0
          ? props.title === '照片' && props.data.row.findings.some((one) => one.code === 'unregistered')
            ? '登记预算以后才知道要不要照片'
            : '✓ 没有发现问题'
          : `✗ ${missing.map((one) => one.label).join('、')}`}
      </p>
    </section>
  )
}
