import { Form, Input } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { planAudits, type readAudits } from '#contract/audits/audits.ts'
import { bookAudit } from '#core/audits/book-audit.ts'
import { AUDIT_KINDS } from '#core/audits/kinds.ts'
import { useAct } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { Go } from '../ui/go.tsx'
import { BodyPicker } from '../ui/pickers.tsx'
import { Problems } from '../ui/problems.tsx'
import { AuditorFields, QuarterField, quarterOfDay, type Auditor } from './auditor-fields.tsx'

type Plan = z.output<typeof readAudits.response>

/** Puts cooperatives into the plan: all of the place that have none this year, or one that is picked. */
export function PlanPanel(props: { data: Plan; area: string | undefined }) {
  const { data, area } = props
  const session = useSession()
  const now = Number(session.today.slice(0, 4))
  if (!bookAudit.opens.includes(session.user.role) || data.year < now) return null
  if (data.kind === 'leaving')
    return (
      <p className="panel faint">
        登记新任理事长、会计后，前任的离任审计自动列在这里；任期届满没有登记新任的列为任期审计。只增设一名会计、原会计没有离任的，写明原因取消。
      </p>
    )
  if (data.kind === 'sample')
    return (
      <p className="panel">
        抽查审计由县里公开抽出后列入，不能指定：<Go to="/procedures/audit_draw">抽查抽取</Go>
      </p>
    )
  const missing = data.towns.reduce((sum, one) => sum + one.total - one.planned, 0)
  if (data.kind === 'yearly' && missing === 0) return null
  return <Planning data={data} area={area} missing={missing} />
}

function Planning(props: { data: Plan; area: string | undefined; missing: number }) {
  const { data, area, missing } = props
  const all = data.kind === 'yearly'
  const first = firstQuarter(data.year, useSession().today)
  const [body, setBody] = useState<string>()
  const [about, setAbout] = useState('')
  const [quarter, setQuarter] = useState(first)
  const [who, setWho] = useState<Auditor>({ auditorKind: 'own', auditor: '' })
  const [sure, setSure] = useState(false)
  const act = useAct(planAudits, { quiet: true, done: '已列入计划' })
  const blocked = lackingOf({ data, body, about, auditor: who.auditor })
  const given = {
    year: data.year,
    kind: data.kind,
    quarter,
    ...who,
    about,
    ...(all ? area !== undefined && { area } : { bodies: body === undefined ? [] : [body] }),
  }
  const add = () => act.mutate({ body: given })
  if (all && sure)
    return (
      <Sure
        data={data}
        missing={missing}
        plan={`第 ${quarter} 季度，由${who.auditor.trim()}审计`}
        busy={act.isPending}
        error={act.error}
        onAdd={add}
        onBack={() => setSure(false)}
      />
    )
  return (
    <section className="panel no-print">
      <ConfirmPanel
        {...introOf(data, missing)}
        button={all ? `列入 ${missing} 家` : '列入计划'}
        blocked={blocked}
        busy={act.isPending}
        onConfirm={all ? () => setSure(true) : add}
      >
        <Form layout="vertical" component={false}>
          {!all && (
            <Which
              special={data.kind === 'special'}
              {...{ body, about }}
              onBody={setBody}
              onAbout={setAbout}
            />
          )}
          <QuarterField value={quarter} from={first} onChange={setQuarter} />
          <AuditorFields value={who} onChange={setWho} />
        </Form>
        {act.error !== null && <Problems problems={problemsOf(act.error)} />}
      </ConfirmPanel>
    </section>
  )
}

/** Of this year those that are over can no longer be planned. */
const firstQuarter = (year: number, today: string): number =>
  year === Number(today.slice(0, 4)) ? quarterOfDay(today) : 1

function introOf({ year, kind }: Plan, missing: number): { title: string; happens: string[] } {
  const kept = '已经列入的不重复'
  return kind === 'yearly'
    ? {
        title: `${year} 年还有 ${missing} 家没有列入计划`,
        happens: [`给这 ${missing} 家各列一件年度审计；由谁审、什么时候审以后可以逐家改`, kept],
      }
    : { title: `列入一件${AUDIT_KINDS[kind]}`, happens: ['列入后在下面的名单里办理', kept] }
}

function lackingOf(of: {
  data: Plan
  body: string | undefined
  about: string
  auditor: string
}): string | null {
  const { kind } = of.data
  const lacking = [
    kind !== 'yearly' && of.body === undefined && '合作社',
    kind === 'special' && of.about.trim() === '' && '审什么',
    of.auditor.trim().length < 2 && '审计单位或人员名称',
  ].filter((one) => one !== false)
  return lacking.length > 0 ? `还需填写：${lacking.join('、')}` : null
}

/** Said once more before many are planned at a stroke: how many of what, and the way back. */
function Sure(props: {
  data: Plan
  missing: number
  plan: string
  busy: boolean
  error: unknown
  onAdd: () => void
  onBack: () => void
}) {
  const { data, missing } = props
  const what = `${data.year} 年${AUDIT_KINDS[data.kind]}`
  return (
    <section className="panel no-print">
      <ConfirmPanel
        danger
        title={`确认给 ${missing} 家合作社各列入一件${what}吗？`}
        happens={[
          `${missing} 家都先按${props.plan}，以后可以逐家“安排审计”改`,
          '不能一次全部撤回：列错的在名单里逐家点开，按“取消审计”写明理由；登记审计报告以前都可以取消',
        ]}
        button={`确认列入 ${missing} 家`}
        busy={props.busy}
        onConfirm={props.onAdd}
        onCancel={props.onBack}
        cancel="返回修改"
      >
        {props.error !== null && <Problems problems={problemsOf(props.error)} />}
      </ConfirmPanel>
    </section>
  )
}

/** Of which cooperative, and of a special audit what it looks at. */
function Which(props: {
  special: boolean
  body: string | undefined
  about: string
  onBody: (body: string | undefined) => void
  onAbout: (about: string) => void
}) {
  return (
    <>
      <Form.Item label="合作社" required htmlFor="plan-body">
        <BodyPicker
          id="plan-body"
          value={props.body}
          onChange={(body) => props.onBody(body)}
          style={{ maxWidth: 420, width: '100%' }}
        />
      </Form.Item>
      {props.special && (
        <Form.Item label="审什么" required htmlFor="plan-about">
          <Input
            id="plan-about"
            style={{ maxWidth: 420 }}
            value={props.about}
            maxLength={200}
            placeholder="如：2025 年烘干设备补助资金"
            onChange={(event) => props.onAbout(event.target.value)}
          />
        </Form.Item>
      )}
    </>
  )
}
