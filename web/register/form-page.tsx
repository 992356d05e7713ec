import { DatePicker, Form } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { createRecord, readRecord, type WireProblem, type WireRecord } from '#contract/kernel.ts'
import type { Register } from '#core/kernel/register.ts'
import { type Address, useAddress, usePathParam } from '../shell/address.ts'
import { useAct, useCall } from '../shell/api.ts'
import { PageMissing } from '../shell/fallback.tsx'
import { problemsOf } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go, useGo } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { AreaPicker, BodyPicker } from '../ui/pickers.tsx'
import { registerOf } from './declared.ts'
import { RecordForm } from './record-form.tsx'

/** A new record of any register. `?body=` fills in whose record it is, `?fill.name=` a text, `?back=` where one came from. */
export function RecordNewPage() {
  const register = registerOf(usePathParam('register'))
  const { user } = useSession()
  if (register === undefined) return <PageMissing />
  if (!register.write.includes(user.role)) return <OnlyReads register={register} />
  return <RecordNew key={register.id} register={register} />
}

/** Came by an address of somebody who may write. */
function OnlyReads(props: { register: Register }) {
  const { id, label } = props.register
  const says = `您的岗位不能新增“${label}”，只能查看`
  return (
    <Page title={`${label} · 新增`} crumbs={[{ label, to: `/registers/${id}` }, { label: '新增' }]}>
      <EmptyState says={says} next={<Go to={`/registers/${id}`}>打开{label}</Go>} />
    </Page>
  )
}

function RecordNew(props: { register: Register }) {
  const { register } = props
  const go = useGo()
  const session = useSession()
  const address = useAddress()
  const [body, setBody] = useState(address.get('body') ?? onlyBody(session.bodies))
  const [area, setArea] = useState(address.get('area'))
  const [day, setDay] = useState<string>()
  const make = useAct(createRecord, { quiet: true, done: '已保存' })
  const cameFrom = placeIn(address.get('back'))
  const back =
    cameFrom ??
    (register.belongsTo === 'body' && body !== undefined ? `/bodies/${body}` : `/registers/${register.id}`)
  const owner = <Owner register={register} body={body} onBody={setBody} area={area} onArea={setArea} />
  return (
    <Page
      title={`${register.label} · 新增`}
      crumbs={[{ label: register.label, to: `/registers/${register.id}` }, { label: '新增' }]}
    >
      <RecordForm
        register={register}
        draftKey={`heshe-draft:${session.user.id}:${register.id}:new:${address.get('body') ?? ''}`}
        before={{}}
        given={givenBy(register, address)}
        head={owner}
        foot={register.effective === undefined && <EffectiveItem day={day} onDay={setDay} />}
        problems={make.isError ? problemsOf(make.error) : []}
        blocked={ownerMissing(register, body, area)}
        busy={make.isPending}
        button="保存"
        onSend={(values, saved) =>
          make.mutate(
            {
              params: { register: register.id },
              body: {
                values,
                ...(register.belongsTo === 'body' && { body }),
                ...(register.belongsTo !== 'body' && { area }),
                ...(day !== undefined && { effectiveOn: day }),
              },
            },
            {
              onSuccess: (record) => {
                saved()
                go(cameFrom ?? placeOf(register, record))
              },
            },
          )
        }
        onCancel={() => go(back)}
      />
    </Page>
  )
}

/** Where a new record is looked at: in the dossier of its body, where it has one. */
function placeOf(register: Register, record: WireRecord): string {
  const body = register.belongsTo === 'none' ? record.id : record.body
  return body === null ? `/registers/${register.id}/${record.id}` : `/bodies/${body}`
}

/** Texts that the address hands over. */
function givenBy(register: Register, address: Pick<Address, 'get'>): Record<string, string> {
  const texts = Object.entries(register.fields).flatMap(([key, field]): [string, string][] => {
    const text = field.kind === 'text' ? address.get(`fill.${key}`) : undefined
    return text === undefined ? [] : [[key, text]]
  })
  return Object.fromEntries(texts)
}

/** An address within this product, and nothing else. */
const placeIn = (text: string | undefined): string | undefined =>
  text !== undefined && /^\/(?!\/)/.test(text) ? text : undefined

const onlyBody = (bodies: readonly { id: string }[]) => (bodies.length === 1 ? bodies[0]?.id : undefined)

function ownerMissing(register: Register, body: string | undefined, area: string | undefined): WireProblem[] {
  if (register.belongsTo === 'body' && body === undefined) {
    return [{ code: 'body-missing', severity: 'refused', says: '请先选择所属主体' }]
  }
  if (register.belongsTo !== 'body' && area === undefined) {
    return [{ code: 'area-missing', severity: 'refused', says: '请先选择所在乡镇、村' }]
  }
  return []
}

interface OwnerProps {
  register: Register
  body: string | undefined
  onBody: (body: string | undefined) => void
  area: string | undefined
  onArea: (area: string | undefined) => void
}

/** Whose record it is, or where it lies. */
function Owner(props: OwnerProps) {
  const known = useCall(
    readRecord,
    { params: { register: 'body', id: props.body ?? '' } },
    { enabled: props.register.belongsTo === 'body' && props.body !== undefined },
  )
  if (props.register.belongsTo === 'body') {
    return (
      <Form.Item label="所属主体" htmlFor="owner-body" required className="wide">
        <BodyPicker
          id="owner-body"
          value={props.body}
          onChange={props.onBody}
          name={known.data?.bodyName ?? undefined}
          style={{ maxWidth: 520, width: '100%' }}
        />
      </Form.Item>
    )
  }
  return (
    <Form.Item label="所在乡镇、村" htmlFor="owner-area" required>
      <AreaPicker id="owner-area" value={props.area} onChange={props.onArea} style={{ width: '100%' }} />
    </Form.Item>
  )
}

/** The day from which what is entered holds; left empty it is today. */
export function EffectiveItem(props: { day: string | undefined; onDay: (day: string | undefined) => void }) {
  const { today } = useSession()
  return (
    <Form.Item label="自何日起有效" htmlFor="effective-on" extra={`不填为今日 ${today}`}>
      <DatePicker
        id="effective-on"
        format="YYYY-MM-DD"
        style={{ width: '100%' }}
        value={props.day === undefined ? null : dayjs(props.day)}
        onChange={(picked) => props.onDay(picked?.format('YYYY-MM-DD'))}
      />
    </Form.Item>
  )
}
