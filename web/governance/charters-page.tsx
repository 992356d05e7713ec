import { Alert, Button, Form } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { readCharters, type WireCharter } from '#contract/governance/charters.ts'
import { CHARTER_GROUNDS, sayTerms } from '#core/governance/charter.ts'
import { useAddress } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DataRows } from '../ui/data-rows.tsx'
import { FileLinks } from '../ui/files.tsx'
import { Go } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { BodyPicker } from '../ui/pickers.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { DayText } from '../ui/values.tsx'
import { CharterForm } from './charter-form.tsx'
import { CharterStep, StepButtons, type StepKind } from './charter-step.tsx'

export type Charters = z.output<typeof readCharters.response>

/** The versions of one cooperative's charter, each with what adopted it. */
export function ChartersPage() {
  const address = useAddress()
  const session = useSession()
  const own = session.bodies.length === 1 ? session.bodies[0] : undefined
  const body = address.get('body') ?? own?.id
  const found = useCall(readCharters, { params: { body: body ?? '' } }, { enabled: body !== undefined })
  return (
    <Page
      title="章程"
      says="各版章程是哪次大会通过的、哪天起执行、有没有备案；开会按当天有效的一版，盈余分配按年末有效的一版（社法第15、29、30、44条）"
      error={found.error}
    >
      {own === undefined && (
        <Form layout="vertical" component={false}>
          <Form.Item label="合作社" required htmlFor="charter-body">
            <BodyPicker
              id="charter-body"
              value={body}
              name={found.data?.bodyName}
              onChange={(picked) => address.set({ body: picked })}
              style={{ maxWidth: 420, width: '100%' }}
            />
          </Form.Item>
        </Form>
      )}
      {body !== undefined && found.data !== undefined && (
        <Versions key={body} body={body} data={found.data} />
      )}
    </Page>
  )
}

function Versions({ body, data }: { body: string; data: Charters }) {
  const [writing, setWriting] = useState(false)
  const [step, setStep] = useState<{ charter: WireCharter; kind: StepKind } | null>(null)
  const [first] = data.open
  const newest = data.versions.find((one) => one.voided === null)
  const pick = (charter: WireCharter) =>
    data.mayWrite ? (kind: StepKind) => setStep({ charter, kind }) : undefined
  return (
    <>
      {first !== undefined && !writing && (
        <Alert
          type="info"
          showIcon
          className="gap-below"
          title={`${first.says}通过了“${first.title}”，还没有登记修改后的章程`}
        />
      )}
      <section className="panel" aria-label="各版章程">
        <h3>各版章程</h3>
        <DataRows
          compact
          rows={data.versions}
          rowKey={(one) => one.id}
          empty={<p className="faint">还没有登记过章程。先登记现行的一版，再登记以后的修改。</p>}
          columns={[
            { key: 'number', title: '第几版', head: true, render: (one) => `第 ${one.number} 版` },
            { key: 'state', title: '现在', render: (one) => <Standing one={one} data={data} /> },
            { key: 'says', title: '订立或改了什么', render: (one) => one.says },
            { key: 'ground', title: '怎样通过', render: (one) => <Ground one={one} /> },
            { key: 'adopted', title: '通过日期', render: (one) => <DayText day={one.adoptedOn} /> },
            { key: 'force', title: '起执行', render: (one) => <DayText day={one.inForce} /> },
            {
              key: 'terms',
              title: '开会和分配的规定',
              render: (one) => <Terms terms={one.terms} />,
            },
            {
              key: 'filed',
              title: '备案',
              render: (one) => <Filed one={one} newest={one.id === newest?.id} onPick={pick(one)} />,
            },
            { key: 'files', title: '扫描件', render: (one) => <FileLinks files={one.files} /> },
          ]}
        />
        {step !== null && (
          <CharterStep key={step.charter.id + step.kind} {...step} onDone={() => setStep(null)} />
        )}
        {data.mayWrite && !writing && step === null && (
          <Button type="primary" className="gap-above no-print" onClick={() => setWriting(true)}>
            登记一版章程
          </Button>
        )}
      </section>
      {writing && <CharterForm body={body} data={data} onDone={() => setWriting(false)} />}
    </>
  )
}

/** One line each: in one line the table is wider than the page. */
function Terms({ terms }: Pick<WireCharter, 'terms'>) {
  const said = sayTerms(terms)
  return said.length === 0 ? <>没有写</> : said.map((one) => <div key={one}>{one}</div>)
}

function Standing({ one, data }: { one: WireCharter; data: Charters }) {
  const { today } = useSession()
  if (one.voided !== null) return <>误登撤回：{one.voided}</>
  if (one.number === data.current) return <StatusTag status="现行" />
  return <>{one.inForce > today ? '还没有起执行' : '已被新的一版代替'}</>
}

function Ground({ one }: { one: WireCharter }) {
  if (one.resolution !== null)
    return <Go to={`/procedures/general_meeting/${one.resolution.meeting}`}>{one.resolution.says}</Go>
  return (
    <>
      {CHARTER_GROUNDS[one.ground]}
      {one.changed && one.ground === 'paper' && '（没有对上决议，体检会列出）'}
    </>
  )
}

/** When it was filed at the office, or the buttons for it. */
function Filed(props: { one: WireCharter; newest: boolean; onPick: ((kind: StepKind) => void) | undefined }) {
  const { one, newest, onPick } = props
  if (one.voided !== null) return <>—</>
  const filed = one.filedOn === null ? null : `${one.filedOn} 已备案`
  if (onPick === undefined) return <>{filed ?? '还没有登记备案'}</>
  const kinds: StepKind[] = [
    ...(filed === null ? (['filed'] as const) : []),
    ...(newest ? (['void'] as const) : []),
  ]
  return (
    <>
      {filed} <StepButtons kinds={kinds} onPick={onPick} />
    </>
  )
}
