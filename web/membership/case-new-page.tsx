import { Alert, Button, Form } from 'antd'
import { useState } from 'react'
import {
  FARMS,
  listCaseMembers,
  MEMBER_KINDS,
  type OpenCase,
  openMemberCase,
  previewMemberCase,
} from '#contract/membership/life.ts'
import { type Change, CHANGES } from '#core/membership/changes.ts'
import { useAddress } from '../shell/address.ts'
import { useAct, useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { problemsOf } from '../shell/refusal.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { useGo } from '../ui/go.tsx'
import { FileUpload } from '../ui/files.tsx'
import { Page } from '../ui/page.tsx'
import { BodyPicker } from '../ui/pickers.tsx'
import { Problems } from '../ui/problems.tsx'
import { ChoiceField, DayField, WordsField, type FieldsProps, type Typed } from './case-fields.tsx'
import { ResettlementFields } from './resettlement-fields.tsx'

type Procedure = OpenCase['procedure']

const WORDS: Readonly<Record<Procedure, { title: string; list: string; button: string }>> = {
  member_joining: { title: '受理入社申请', list: '入社', button: '受理' },
  member_leaving: { title: '受理退社、除名', list: '退社与除名', button: '受理' },
  member_death: { title: '登记成员亡故', list: '亡故与继承', button: '登记并冻结份额' },
  member_change: { title: '受理户内变更', list: '户内变更', button: '受理' },
  member_resettlement: { title: '登记补充清算', list: '补充清算', button: '登记' },
}

/** Opens a case of a member: the cooperative, what it is about, what will happen, then the button. */
export function CaseNewPage() {
  const address = useAddress()
  const session = useSession()
  const own = session.bodies.length === 1 ? session.bodies[0] : undefined
  const body = address.get('body') ?? own?.id
  const named = useCall(listCaseMembers, { params: { body: body ?? '' } }, { enabled: body !== undefined })
  const asked = address.get('procedure') ?? 'member_joining'
  const procedure = (asked in WORDS ? asked : 'member_joining') as Procedure
  const words = WORDS[procedure]
  return (
    <Page
      title={words.title}
      crumbs={[{ label: words.list, to: `/procedures/${procedure}` }, { label: words.title }]}
    >
      <section className="panel">
        <Form layout="vertical" component={false}>
          <Form.Item label="合作社" required htmlFor="case-body">
            <BodyPicker
              id="case-body"
              value={body}
              name={named.data?.bodyName ?? own?.name}
              onChange={(picked) => address.set({ body: picked })}
              style={{ maxWidth: 420, width: '100%' }}
            />
          </Form.Item>
        </Form>
        {body !== undefined && <CaseForm key={`${body}${procedure}`} body={body} procedure={procedure} />}
      </section>
    </Page>
  )
}

function CaseForm(props: { body: string; procedure: Procedure }) {
  const { body, procedure } = props
  const go = useGo()
  const member = useAddress().get('member')
  const [typed, setTyped] = useState<Typed>(member === undefined ? {} : { member })
  const [files, setFiles] = useState<string[]>([])
  const preview = useAct(previewMemberCase, { quiet: true, invalidate: [] })
  const open = useAct(openMemberCase, {
    quiet: true,
    done: '已受理',
    onDone: (opened) => go(`/procedures/${opened.procedure}/${opened.id}`),
  })
  const change = (key: string) => (value: string) => {
    preview.reset()
    open.reset()
    setTyped({ ...typed, [key]: value })
  }
  const send = {
    params: { body },
    body: { ...bodyOf(procedure, typed), ...(files.length > 0 && { files }) } as OpenCase,
  }
  const error = open.error ?? preview.error
  return (
    <Form layout="vertical" component={false}>
      {procedure !== 'member_joining' && (
        <MemberField body={body} procedure={procedure} typed={typed} change={change} />
      )}
      <Fields procedure={procedure} typed={typed} change={change} />
      {procedure === 'member_joining' && (
        <ApplicationPhoto
          required={typed['channel'] !== 'phone'}
          value={files}
          onChange={(given) => {
            preview.reset()
            open.reset()
            setFiles(given)
          }}
        />
      )}
      {error !== null && <Alert type="error" title={<Problems problems={problemsOf(error)} />} />}
      {preview.data === undefined ? (
        <Button type="primary" loading={preview.isPending} onClick={() => preview.mutate(send)}>
          看看会怎样办
        </Button>
      ) : (
        <ConfirmPanel
          title="受理前请核对"
          happens={preview.data.happens}
          button={WORDS[procedure].button}
          danger={procedure === 'member_death'}
          busy={open.isPending}
          onConfirm={() => open.mutate(send)}
          onCancel={() => preview.reset()}
          cancel="再改改"
        />
      )}
    </Form>
  )
}

/** The signed application as a photograph: asked for at once where it is one on paper. */
function ApplicationPhoto(props: {
  required: boolean
  value: string[]
  onChange: (files: string[]) => void
}) {
  return (
    <Form.Item
      label="本人签字的申请书（照片或扫描件）"
      required={props.required}
      extra="没有申请书的，先选“电话”受理，在申请页面打印申请书请本人签字"
    >
      <FileUpload value={props.value} onChange={props.onChange} accept="image/*,.pdf" button="拍照或选照片" />
    </Form.Item>
  )
}

/** What was typed as it travels; the server says in words what is missing. */
function bodyOf(procedure: Procedure, typed: Typed): OpenCase {
  const given = Object.fromEntries(Object.entries(typed).filter(([, value]) => value.trim() !== ''))
  const number = (key: 'months' | 'year') => (given[key] === undefined ? {} : { [key]: Number(given[key]) })
  return { way: 'left', ...given, ...number('months'), ...number('year'), procedure } as OpenCase
}

function MemberField(props: FieldsProps & { body: string; procedure: Procedure }) {
  const found = useCall(listCaseMembers, { params: { body: props.body } })
  const again = props.procedure === 'member_resettlement'
  const members = again ? found.data?.settled : found.data?.members
  return (
    <ChoiceField
      id="case-member"
      label="成员"
      value={props.typed['member']}
      onChange={props.change('member')}
      options={(members ?? []).map((one) => ({
        value: one.id,
        label: `${one.name}（${one.kind ?? '类型未填'}）`,
      }))}
      required
      extra={again ? '只列已经结算并退款的成员' : '只列名册上现在的成员'}
    />
  )
}

function Fields(props: FieldsProps & { procedure: Procedure }) {
  if (props.procedure === 'member_joining') return <JoiningFields {...props} />
  if (props.procedure === 'member_leaving') return <LeavingFields {...props} />
  if (props.procedure === 'member_resettlement') return <ResettlementFields {...props} />
  return props.procedure === 'member_death' ? <DeathFields {...props} /> : <ChangeFields {...props} />
}

function JoiningFields({ typed, change }: FieldsProps) {
  const field = (key: string) => ({ id: `case-${key}`, value: typed[key], onChange: change(key) })
  return (
    <>
      <WordsField {...field('person')} label="申请人姓名（名称）" required max={100} />
      <ChoiceField
        {...field('kind')}
        label="成员类型"
        required
        options={MEMBER_KINDS.map((value) => ({ value, label: value }))}
      />
      <ChoiceField
        {...field('channel')}
        value={typed['channel'] ?? 'paper'}
        label="怎样申请的"
        options={CHANNELS}
        extra="电话申请的，村里核实时补上本人签字的申请，才能受理"
      />
      <DayField {...field('appliedOn')} label="申请日期" required />
      <ChoiceField
        {...field('farm')}
        label="经营主体"
        options={FARMS.map((value) => ({ value, label: value }))}
      />
      <WordsField {...field('grows')} label="种养什么、多大规模" extra="如：桑园 6 亩、养蚕 12 张" />
      <WordsField {...field('village')} label="住址" />
      <WordsField {...field('phone')} label="联系电话" max={20} inputMode="numeric" />
      <WordsField {...field('contribution')} label="拟怎样出资" max={100} extra="如：货币 5000 元" />
    </>
  )
}

const CHANNELS = [
  { value: 'paper', label: '书面（本人签字）' },
  { value: 'phone', label: '电话' },
]
const WAYS = [
  { value: 'left', label: '自愿退社' },
  { value: 'expelled', label: '除名' },
]

function LeavingFields({ typed, change }: FieldsProps) {
  const field = (key: string) => ({ id: `case-${key}`, value: typed[key], onChange: change(key) })
  return (
    <>
      <ChoiceField {...field('way')} value={typed['way'] ?? 'left'} label="种类" options={WAYS} required />
      <DayField {...field('noticedOn')} label="提出日期（以书面为准）" required />
      <WordsField
        {...field('months')}
        label="章程另定的提前月数（按法律的不填）"
        inputMode="numeric"
        max={2}
        extra="法律：自然人成员年终前 3 个月，单位成员 6 个月；联合社一律 6 个月"
      />
      <WordsField {...field('charter')} label="章程条款（按法律的不填）" max={100} />
      <WordsField {...field('reason')} label="理由（可不填）" lines={2} />
    </>
  )
}

function DeathFields({ typed, change }: FieldsProps) {
  const field = (key: string) => ({ id: `case-${key}`, value: typed[key], onChange: change(key) })
  return (
    <>
      <DayField {...field('diedOn')} label="亡故日期" required />
      <WordsField {...field('reportedBy')} label="由谁报告" required max={50} extra="如：村委会、其子" />
    </>
  )
}

function ChangeFields({ typed, change }: FieldsProps) {
  const field = (key: string) => ({ id: `case-${key}`, value: typed[key], onChange: change(key) })
  const what = typed['what'] as keyof typeof CHANGES | undefined
  const chosen: Change | undefined = what && CHANGES[what]
  const words = Object.entries(chosen?.words ?? {})
  return (
    <>
      <ChoiceField
        {...field('what')}
        label="变更什么"
        required
        options={Object.entries(CHANGES).map(([value, { label }]) => ({ value, label }))}
        {...(chosen && { extra: chosen.happens })}
      />
      {words.map(([key, label]) => (
        <WordsField
          key={key}
          {...field(key)}
          label={label}
          required={(chosen?.asks as readonly string[] | undefined)?.includes(key) ?? false}
          {...(key === 'amount' && { inputMode: 'decimal' as const })}
        />
      ))}
      <DayField {...field('from')} label="从哪一天起" required />
    </>
  )
}
