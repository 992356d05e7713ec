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
  const session = useSession()
  const all = data.kind === 'yearly'
  const sameYear = data.year === Number(session.today.slice(0, 4))
  const first = sameYear ? quarterOfDay(session.today) : 1
  const [body, setBody] = useState<string>()
  const [about, setAbout] = useState('')
  const [quarter, setQuarter] = useState(first)
  const [who, setWho] = useState<Auditor>({ auditorKind: 'own', auditor: '' })
  const act = useAct(planAudits, { quiet: true, done: '已列入计划' })
  const blocked = [
    !all && body === undefined && '合作社',
    data.kind === 'special' && about.trim() === '' && '审什么',
    who.auditor.trim().length < 2 && '审计单位或人员名称',
  ].filter((one) => one !== false)
  const given = {
    year: data.year,
    kind: data.kind,
    quarter,
    ...who,
    about,
    ...(all ? area !== undefined && { area } : { bodies: body === undefined ? [] : [body] }),
  }
  return (
    <section className="panel no-print">
      <ConfirmPanel
        title={all ? `${data.year} 年还有 ${missing} 家没有列入计划` : `列入一件${AUDIT_KINDS[data.kind]}`}
        happens={[
          all
            ? `给这 ${missing} 家各列一件年度审计；由谁审、什么时候审以后可以逐家改`
            : '列入后在下面的名单里办理',
          '已经列入的不重复',
        ]}
        button={all ? `列入 ${missing} 家` : '列入计划'}
        blocked={blocked.length > 0 ? `还需填写：${blocked.join('、')}` : null}
        busy={act.isPending}
        onConfirm={() => act.mutate({ body: given })}
      >
        <Form layout="vertical" component={false}>
          {!all && (
            <Which
              special={data.kind === 'special'}
              body={body}
              about={about}
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
