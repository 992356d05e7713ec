import { Collapse } from 'antd'
import type { WireValue } from '#contract/kernel.ts'
import type { Dossier } from '#contract/registry.ts'
import { ShareLine } from '../ui/bars.tsx'
import { Go } from '../ui/go.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { DayText, Money, Unknown } from '../ui/values.tsx'
import { Acceptance } from './acceptance.tsx'

/** The card of the body: who it is, how it stands, how complete its file is. */
export function DossierHead(props: { data: Dossier }) {
  const { data } = props
  const { values } = data.body
  const status = data.sections.find((one) => one.register === 'operating_status')?.records[0]?.values[
    'status'
  ]
  return (
    <section id="head" className="panel dossier-head">
      <dl className="dossier-card">
        <Line word="统一社会信用代码">{text(values['creditCode']) ?? text(values['oldRegistrationNo'])}</Line>
        <Line word="主体类型">{text(values['bodyKind'])}</Line>
        <Line word="所在地">{data.body.areaName}</Line>
        <Line word="理事长">{text(values['legalRepresentative'])}</Line>
        <Line word="成立日期">
          <DayText day={text(values['registeredOn'])} />
        </Line>
        <Line word="成员出资总额">
          <Money yuan={text(values['capital'])} unit />
        </Line>
        <Line word="登记状态">
          <StatusTag status={text(values['registrationState'])} />
        </Line>
        <Line word="运行状态">
          <StatusTag status={text(status)} />
        </Line>
        <Line word="分类" wide>
          <StatusTag status={data.class} />
          <span className="faint">{data.classGround}</span>
        </Line>
        {data.linkedBy.length > 0 && (
          <Line word="在别家登记的关联" wide>
            {data.linkedBy.map((one) => (
              <div key={`${one.body}/${one.relation}/${one.since}`}>
                <Go to={`/bodies/${one.body}`}>{one.name}</Go>
                <span className="faint">
                  （{one.relation}，{one.since} {one.until === null ? '起' : `至 ${one.until}`}）
                </span>
              </div>
            ))}
          </Line>
        )}
        {text(values['formerNames']) !== null && <Line word="曾用名">{text(values['formerNames'])}</Line>}
      </dl>
      <div className="dossier-side">
        <Completeness data={data} />
        <Acceptance body={data.body.id} acceptance={data.acceptance} />
      </div>
    </section>
  )
}

/** A text, or a number as it travels; null is unknown. */
function text(value: WireValue | undefined): string | null {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : null
}

function Line(props: { word: string; wide?: boolean; children: React.ReactNode }) {
  return (
    <div className={props.wide === true ? 'wide' : ''}>
      <dt>{props.word}</dt>
      <dd>{props.children ?? <Unknown />}</dd>
    </div>
  )
}

function Completeness(props: { data: Dossier }) {
  const { percent, missing } = props.data.completeness
  return (
    <div>
      <div className="dossier-side-title">
        档案完整度 <strong className="number">{percent.toFixed(1)}%</strong>
      </div>
      <ShareLine percent={percent} label="档案完整度" />
      {missing.length === 0 ? (
        <p className="faint">资料齐全</p>
      ) : (
        <Collapse
          ghost
          size="small"
          className="no-print"
          items={[
            {
              key: 'missing',
              label: `还缺 ${missing.length} 项，点开逐项补填`,
              children: (
                <ul className="missing">
                  {missing.map((one) => (
                    <li key={`${one.register}-${one.field}`}>
                      <Go to={formOf(props.data, one.register)}>{one.says}</Go>
                    </li>
                  ))}
                </ul>
              ),
            },
          ]}
        />
      )}
    </div>
  )
}

/** The form that fills something missing: the record's own, or a new one of that register. */
function formOf(data: Dossier, register: string): string {
  if (register === 'body') return `/registers/body/${data.body.id}?edit=1`
  const latest = data.sections.find((one) => one.register === register)?.records[0]
  return latest === undefined
    ? `/registers/${register}/new?body=${data.body.id}`
    : `/registers/${register}/${latest.id}?edit=1`
}
