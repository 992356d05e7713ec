import { Segmented, Tag } from 'antd'
import { useEffect } from 'react'
import type { z } from 'zod'
import { readPolicy } from '#contract/supervision.ts'
import { useAddress, usePathParam } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { EmptyState } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { AdoptPolicy } from './adopt-policy.tsx'
import { placeInWords } from './policies-page.tsx'
import { clauseTitle, PolicyClauseView } from './policy-clause.tsx'
import './policy.css'

type Policy = z.infer<typeof readPolicy.response>
type Clause = Policy['clauses'][number]

const VIEWS = [
  { value: 'all', label: '全部条款' },
  { value: 'answered', label: '已落实' },
  { value: 'planned', label: '待建' },
  { value: 'none', label: '不宜由软件代办' },
  { value: 'confirm', label: '有待确认' },
]

/** A document, clause by clause, with what answers each. */
export function PolicyPage() {
  const id = usePathParam('id')
  const answer = useCall(readPolicy, { params: { id } })
  const data = answer.data
  return (
    <Page
      title={data?.title ?? '方案'}
      crumbs={[{ label: '法规与方案', to: '/policies' }, { label: data?.title ?? '' }]}
      error={answer.error}
      loading={answer.isPending}
      says={
        data !== undefined && (
          <>
            {[data.number, data.issuer, placeInWords(data.place), `${data.from} 起施行`]
              .filter(Boolean)
              .join(' · ')}{' '}
            {data.inForce ? <Tag color="green">本地执行</Tag> : <Tag>仅供参考</Tag>}
          </>
        )
      }
    >
      {data !== undefined && (
        <>
          <AdoptPolicy policy={data} />
          <Clauses policy={data} />
        </>
      )}
    </Page>
  )
}

function Clauses(props: { policy: Policy }) {
  const { policy } = props
  const address = useAddress()
  const view = address.get('view') ?? 'all'
  const aimed = address.get('clause')
  const shown = policy.clauses.filter((one) => inView(one, view))
  useEffect(() => {
    if (aimed !== undefined) document.getElementById(`clause-${aimed}`)?.scrollIntoView({ block: 'center' })
  }, [aimed])
  return (
    <div className="policy">
      <nav className="policy-contents no-print" aria-label="条款目录">
        {shown.map((one) => (
          <a
            key={one.id}
            href={`#clause-${one.id}`}
            className={one.id === aimed ? 'aimed' : ''}
            onClick={(event) => {
              event.preventDefault()
              address.set({ clause: one.id })
            }}
          >
            {clauseTitle(one)}
          </a>
        ))}
      </nav>
      <div className="policy-clauses">
        <div className="policy-views no-print">
          <Segmented
            options={VIEWS.map((one) => ({
              ...one,
              label: `${one.label} ${policy.clauses.filter((clause) => inView(clause, one.value)).length}`,
            }))}
            value={view}
            onChange={(picked) =>
              address.set({ view: picked === 'all' ? undefined : picked, clause: undefined })
            }
          />
        </div>
        {shown.length === 0 && <EmptyState says="没有这样的条款" />}
        {shown.map((one) => (
          <PolicyClauseView key={one.id} policy={policy.id} clause={one} aimed={one.id === aimed} />
        ))}
      </div>
    </div>
  )
}

function inView(clause: Clause, view: string): boolean {
  if (view === 'answered') return clause.answers.length > 0 || clause.rules.length > 0
  if (view === 'planned') return clause.planned !== null && clause.answers.length + clause.rules.length === 0
  if (view === 'none') return clause.noSoftware !== null
  if (view === 'confirm') return clause.parameters.some((one) => !one.confirmed)
  return true
}
