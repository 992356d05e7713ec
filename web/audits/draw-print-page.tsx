import { type Draw, type DrawBody, readDraw } from '#contract/audits/draws.ts'
import { usePathParam } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { PrintPage } from '../ui/print-page.tsx'
import { drawnOf } from './draw-detail.tsx'
import './audits.css'

/** 抽查记录: what was drawn from, by which number, who came out, with places for those who watched. */
export function DrawPrintPage() {
  const id = usePathParam('id')
  const found = useCall(readDraw, { params: { id } })
  return (
    <PrintPage
      title="抽查记录"
      of={[
        { label: '抽查抽取', to: '/procedures/audit_draw' },
        { label: found.data?.code ?? '', to: `/procedures/audit_draw/${id}` },
      ]}
      answer={found}
    >
      {found.data && <Record draw={found.data} />}
    </PrintPage>
  )
}

function Record(props: { draw: Draw }) {
  const { draw } = props
  const { drawn } = draw
  return (
    <article className="audit-paper record">
      <h2>抽查审计抽取记录</h2>
      <p>
        {draw.title}　编号：{draw.code}　辖区：{draw.areaName}
        {draw.voided > 0 && `　本年度此前作废 ${draw.voided} 次`}
      </p>
      <p>
        一、总体：{draw.filterWords.join('；')}；{draw.frozenOn} 定下，共 {draw.population.length} 家，抽{' '}
        {draw.size} 家。
      </p>
      <p className="small">
        总体校验值（全部编号按次序一行一个，取 SHA-256）：
        <span className="draw-hash">{draw.populationHash}</span>
      </p>
      {drawn !== null && <Result draw={draw} drawn={drawn} />}
      <p className="small">抽取办法：{draw.method}。总体名单附后，任何人都可以照此重算。</p>
      <p className="sign">
        <span>主持人（签字）：＿＿＿＿＿＿＿＿</span>
        {(drawn?.witnesses ?? ['']).map((one) => (
          <span key={one}>见证人 {one}（签字）：＿＿＿＿＿＿＿＿</span>
        ))}
        <span>日期：＿＿＿＿年＿＿月＿＿日</span>
      </p>
      <p className="appendix">附：总体名单（{draw.population.length} 家）</p>
      <Bodies rows={draw.population} />
    </article>
  )
}

function Result(props: { draw: Draw; drawn: NonNullable<Draw['drawn']> }) {
  const { draw, drawn } = props
  return (
    <>
      <p>
        二、{drawn.drawnOn} 由 {drawn.host} 主持，当众报出种子数：
        <strong className="draw-seed">{drawn.seed}</strong>
      </p>
      <p>三、抽取结果（按抽出的次序）：</p>
      <Bodies rows={drawnOf(draw)} />
    </>
  )
}

function Bodies(props: { rows: readonly DrawBody[] }) {
  return (
    <table>
      <thead>
        <tr>
          {['次序', '合作社', '编号', '乡镇'].map((one) => (
            <th key={one} className="whole">
              {one}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((one, at) => (
          <tr key={one.key}>
            <td>{at + 1}</td>
            <td>{one.name}</td>
            <td className={/^\w+$/.test(one.key) ? 'whole' : ''}>{one.key}</td>
            <td className="whole">{one.place}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
