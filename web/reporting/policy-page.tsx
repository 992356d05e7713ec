import { Segmented, Select, Tag } from 'antd'
import { useEffect } from 'react'
import type { z } from 'zod'
import { type ItemHead, listItems } from '#contract/kernel/procedures.ts'
import { type PolicyClause, readPolicy } from '#contract/supervision/policies.ts'
import { readPolicyText } from '#contract/supervision/policy-texts.ts'
import { readTargets, type TargetRow } from '#contract/targets.ts'
import { policyTask } from '#core/targets/policy-task.ts'
import { useAddress, usePathParam } from '../shell/address.ts'
import { useSession } from '../shell/session.tsx'
import { useCall } from '../shell/api.ts'
import { AdoptPolicy } from '../supervision/adopt-policy.tsx'
import { placeInWords } from '../supervision/policies-page.tsx'
import { clauseTitle, PolicyClauseView } from '../supervision/policy-clause.tsx'
import { StageLine } from '../supervision/stage-line.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { ClauseTargets, Responsible } from './clause-figures.tsx'
import { PolicyHead } from './policy-head.tsx'
import '../supervision/policy.css'

type Policy = z.infer<typeof readPolicy.response>

const VIEWS: readonly { value: string; label: string; holds: (clause: PolicyClause) => boolean }[] = [
  { value: 'all', label: '全部条款', holds: () => true },
  { value: 'answered', label: '已落实', holds: (one) => one.answers.length > 0 },
  { value: 'findings', label: '有问题', holds: (one) => one.rules.some((rule) => rule.fails > 0) },
  { value: 'doubts', label: '存疑和冲突', holds: (one) => one.question !== null || one.clashes.length > 0 },
  { value: 'confirm', label: '待确认', holds: (one) => one.parameters.some((each) => !each.confirmed) },
  { value: 'planned', label: '待建', holds: (one) => one.planned > 0 && one.answers.length === 0 },
  { value: 'none', label: '人工办理', holds: (one) => one.noSoftware !== null },
]

/** A document, clause by clause, with what answers each and how it stands today. */
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
      {data !== undefined && <Reader policy={data} />}
    </Page>
  )
}

function Reader(props: { policy: Policy }) {
  const { policy } = props
  const address = useAddress()
  const stageTo = (clause: string) => `/policies/${policy.id}?clause=${encodeURIComponent(clause)}`
  return (
    <>
      <AdoptPolicy policy={policy} />
      <PolicyHead policy={policy} onView={(view) => address.set({ view, clause: undefined })} />
      <StageLine stages={policy.stages} term={policy.term} today={policy.today} to={stageTo} />
      <Clauses policy={policy} />
    </>
  )
}

function Clauses(props: { policy: Policy }) {
  const { policy } = props
  const address = useAddress()
  const view = VIEWS.find((one) => one.value === address.get('view')) ?? VIEWS[0]!
  const aimed = address.get('clause')
  const shown = policy.clauses.filter(view.holds)
  const figures = useFigures(policy)
  const text = useCall(readPolicyText, { params: { id: policy.id } }).data?.attached?.pieces ?? []
  const opens = policyTask.opens.includes(useSession().user.role)
  const makes = opens && policy.inForce && policy.kind === 'plan'
  useEffect(() => {
    if (aimed !== undefined) document.getElementById(`clause-${aimed}`)?.scrollIntoView({ block: 'start' })
  }, [aimed])
  return (
    <div className="policy">
      <Contents clauses={shown} aimed={aimed} onPick={(clause) => address.set({ clause })} />
      <div className="policy-clauses">
        <div className="policy-views no-print">
          <Segmented
            options={VIEWS.map(({ value, label, holds }) => ({
              value,
              label: `${label} ${policy.clauses.filter(holds).length}`,
            }))}
            value={view.value}
            onChange={(picked) =>
              address.set({ view: picked === 'all' ? undefined : picked, clause: undefined })
            }
          />
        </div>
        {shown.length === 0 && <EmptyState says="没有这样的条款" />}
        {shown.map((one) => (
          <PolicyClauseView
            key={one.id}
            policy={policy.id}
            today={policy.today}
            clause={one}
            aimed={one.id === aimed}
            text={text.filter((each) => each.clause === one.id).map((each) => each.clean)}
            targets={<ClauseTargets clause={one} rows={figures.targets} />}
            responsible={
              <Responsible
                items={figures.tasks(one)}
                make={makes ? `/tasks/new?document=${policy.id}&clause=${encodeURIComponent(one.id)}` : null}
              />
            }
          />
        ))}
      </div>
    </div>
  )
}

/** The contents: at the side of the office screen, a list to pick from on the telephone. */
function Contents(props: {
  clauses: readonly PolicyClause[]
  aimed: string | undefined
  onPick: (clause: string) => void
}) {
  const { clauses, aimed, onPick } = props
  return (
    <>
      <nav className="policy-contents no-print" aria-label="条款目录">
        {clauses.map((one) => (
          <a
            key={one.id}
            href={`#clause-${one.id}`}
            className={one.id === aimed ? 'aimed' : ''}
            onClick={(event) => {
              event.preventDefault()
              onPick(one.id)
            }}
          >
            {clauseTitle(one)}
          </a>
        ))}
      </nav>
      <Select
        className="policy-jump no-print"
        aria-label="跳到条款"
        placeholder="跳到条款"
        value={aimed ?? null}
        options={clauses.map((one) => ({ value: one.id, label: clauseTitle(one) }))}
        onChange={(picked) => picked !== null && onPick(picked)}
      />
    </>
  )
}

/** The targets of the document with their figures, and the tasks given out by its clauses. */
function useFigures(policy: Policy): {
  targets: readonly TargetRow[]
  tasks: (clause: PolicyClause) => readonly ItemHead[]
} {
  const hasTargets = policy.clauses.some((one) => one.targets.length > 0)
  const targets = useCall(readTargets, { query: {} }, { enabled: hasTargets && policy.inForce })
  const tasks = useCall(listItems, {
    params: { procedure: 'policy_task' },
    query: { subject: policy.id, size: 500 },
  })
  const items = tasks.data?.items ?? []
  return {
    targets: targets.data?.targets ?? [],
    tasks: (clause) => items.filter((one) => one.subject === `${policy.id}#${clause.id}`),
  }
}
