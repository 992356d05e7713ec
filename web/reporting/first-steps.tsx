import { Button } from 'antd'
import { listRecords } from '#contract/kernel.ts'
import { listHandouts } from '#contract/registry.ts'
import { listCases, listFindings } from '#contract/supervision.ts'
import { useCall } from '../shell/api.ts'
import { useMay, useSession } from '../shell/session.tsx'
import { Go, useGo } from '../ui/go.tsx'

interface Step {
  title: string
  says: string
  button: string
  to: string
  done: boolean
}

/** The road on the first day: list in, forms out, check, cases. Gone once all four are under way. */
export function FirstSteps() {
  const session = useSession()
  const mayImport = useMay('import')
  const leads = session.user.role === 'county'
  const steps = useSteps(leads && mayImport)
  if (steps === null || steps.every((one) => one.done)) return null
  const next = steps.findIndex((one) => !one.done)
  return (
    <section className="panel" aria-label="从这里开始">
      <h3>{steps.some((one) => one.done) ? '接着往下走' : '从这里开始：四步把底数摸清'}</h3>
      <ol className="first-steps">
        {steps.map((one, index) => (
          <StepCard key={one.to} step={one} number={index + 1} next={index === next} />
        ))}
      </ol>
    </section>
  )
}

function StepCard(props: { step: Step; number: number; next: boolean }) {
  const { step, number, next } = props
  const go = useGo()
  return (
    <li className={next ? 'first-step next' : 'first-step'} aria-current={next ? 'step' : undefined}>
      <b>
        {number} {step.title}
      </b>
      <span>{step.says}</span>
      {next ? (
        <span>
          <Button type="primary" onClick={() => go(step.to)}>
            {step.button}
          </Button>
        </span>
      ) : step.done ? (
        <span>
          <span className="step-mark">✓ 已开始</span> <Go to={step.to}>查看</Go>
        </span>
      ) : (
        <Go to={step.to}>{step.button}</Go>
      )}
    </li>
  )
}

/** Null until it is known how far the county is. */
function useSteps(asked: boolean): Step[] | null {
  const options = { enabled: asked }
  const bodies = useCall(listRecords, { params: { register: 'body' }, query: { size: 1 } }, options)
  const handouts = useCall(listHandouts, {}, options)
  const findings = useCall(listFindings, { query: { size: 1 } }, options)
  const cases = useCall(listCases, { query: { size: 1 } }, options)
  if (!asked || bodies.data === undefined) return null
  return [
    {
      title: '导入名录',
      says: '上传手头现有的合作社名单（Excel 即可），系统逐行核对代码、名称和所在乡镇。',
      button: '导入名录',
      to: '/imports',
      done: bodies.data.total > 0,
    },
    {
      title: '补填表',
      says: '名录答不了的指标，按乡镇生成填报表发下去，收回后自动合并。',
      button: '生成填报表',
      to: '/handouts/new',
      done: (handouts.data?.handouts.length ?? 0) > 0,
    },
    {
      title: '体检',
      says: '按法律和本县方案逐社体检，查出问题，也列出还判不了的。',
      button: '去体检',
      to: '/check',
      done: (findings.data?.total ?? 0) > 0,
    },
    {
      title: '整治',
      says: '问题立案到社，明确责任人、措施和时限，整改后复核销号。',
      button: '去立案',
      to: '/findings?open=1',
      done: (cases.data?.total ?? 0) > 0,
    },
  ]
}
