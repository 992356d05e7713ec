import { Alert, Button } from 'antd'
import { type Dossier, readDossier } from '#contract/registry.ts'
import { useAddress, usePathParam } from '../shell/address.ts'
import { link, useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { useGo } from '../ui/go.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Page } from '../ui/page.tsx'
import { registerOf } from '../register/declared.ts'
import { DossierContents, filled } from './dossier-contents.tsx'
import { DossierEmpty } from './dossier-empty.tsx'
import { DossierHead } from './dossier-head.tsx'
import { DossierCases, DossierFindings, DossierQuestions, DossierUnknown } from './dossier-problems.tsx'
import { DossierSection } from './dossier-section.tsx'
import { DossierTimeline } from './dossier-timeline.tsx'
import { MergedNote } from './merged-note.tsx'
import { SealBlock } from './seal-block.tsx'
import './dossier.css'

/** 一社一档: everything known of one body on one page, as of a day. */
export function DossierPage() {
  const id = usePathParam('id')
  const address = useAddress()
  const session = useSession()
  const go = useGo()
  const day = address.get('day')
  const answer = useCall(
    readDossier,
    { params: { id }, query: day === undefined ? {} : { day } },
    { keep: true },
  )
  const data = answer.data
  const mayEdit = registerOf('body')?.write.includes(session.user.role) === true
  return (
    <Page
      title={data?.body.bodyName ?? textOf(data, 'name') ?? '一社一档'}
      crumbs={[{ label: '主体名录', to: '/registers/body' }, { label: '一社一档' }]}
      error={answer.error}
      loading={answer.isPending}
      actions={
        <>
          <Labelled label="截至">
            <DayPicker
              value={day ?? session.today}
              until={session.today}
              onChange={(picked) => address.set({ day: picked === session.today ? undefined : picked })}
            />
          </Labelled>
          <Button onClick={() => window.print()}>打印档案</Button>
          <Button href={link('/api/bodies/:id/plan.docx', { id })}>一社一策（.docx）</Button>
          {mayEdit && (
            <Button type="primary" onClick={() => go(`/registers/body/${id}?edit=1`)}>
              修改基本情况
            </Button>
          )}
        </>
      }
    >
      {data !== undefined && <MergedNote body={id} ended={data.body.ended} />}
      {data !== undefined && <DossierContent data={data} day={day} />}
    </Page>
  )
}

function textOf(data: Dossier | undefined, key: string): string | undefined {
  const value = data?.body.values[key]
  return typeof value === 'string' ? value : undefined
}

function DossierContent(props: { data: Dossier; day: string | undefined }) {
  const { data, day } = props
  const session = useSession()
  return (
    <div className="dossier">
      <DossierContents data={data} />
      <div className="dossier-main">
        <p className="print-line">农民合作社档案（一社一档）　资料截至 {day ?? session.today}</p>
        {day !== undefined && (
          <Alert
            type="info"
            showIcon
            style={{ marginBottom: 16 }}
            title={`这是截至 ${day} 有效的资料，后来的变动没有计入`}
          />
        )}
        <DossierHead data={data} />
        <DossierQuestions data={data} />
        <DossierFindings data={data} day={day} />
        <DossierUnknown data={data} />
        <DossierCases data={data} />
        {filled(data).map((one) => (
          <DossierSection key={one.register} body={data.body.id} section={one} />
        ))}
        <DossierEmpty
          body={data.body.id}
          sections={data.sections.filter((one) => one.records.length === 0)}
        />
        <DossierTimeline data={data} />
        <SealBlock data={data} />
      </div>
    </div>
  )
}
