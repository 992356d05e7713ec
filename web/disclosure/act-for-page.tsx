import { Button, Input, Segmented } from 'antd'
import { useState, type ReactNode } from 'react'
import {
  confirmForHousehold,
  ENTRY_ABOUT,
  ENTRY_KINDS,
  listEntries,
  sayForHousehold,
} from '#contract/disclosure/household.ts'
import { listHouseholds } from '#contract/membership/household-codes.ts'
import { useAddress } from '../shell/address.ts'
import { useAct, useCall } from '../shell/api.ts'
import { DayPicker } from '../ui/day-picker.tsx'
import { FileUpload } from '../ui/files.tsx'
import { Page } from '../ui/page.tsx'
import './entries.css'

type Kind = (typeof ENTRY_KINDS)[number]
type About = (typeof ENTRY_ABOUT)[number]
const KINDS: Record<Kind, string> = { ask: '询问', object: '异议', confirm: '确认没有问题' }
const ABOUT: Record<About, string> = { money: '分配', trades: '交易', shares: '股金' }

/** 代办: a clerk of the village or township enters for a household what it signed on paper. */
export function ActForPage() {
  const { get } = useAddress()
  const body = get('body') ?? ''
  const member = get('member') ?? ''
  const found = useCall(listHouseholds, { params: { body } })
  const household = found.data?.rows.find((one) => one.member === member)
  const name = household === undefined ? '' : household.name
  return (
    <Page
      title={`代${name}办理`}
      crumbs={[
        { label: '成员户入口', to: '/households' },
        { label: found.data?.bodyName ?? '合作社', to: `/households/${body}` },
        { label: '代办' },
      ]}
      says="本人签字的纸拍照附上；操作日志记为代办，写明代谁办理、由谁经办。"
      error={found.error}
      loading={found.isPending}
    >
      {household !== undefined && (
        <ActFor key={member} body={body} member={member} name={name} today={found.data!.today} />
      )}
    </Page>
  )
}

function ActFor(props: { body: string; member: string; name: string; today: string }) {
  const { body, member, name, today } = props
  const [kind, setKind] = useState<Kind>('ask')
  const [about, setAbout] = useState<About>('money')
  const [text, setText] = useState('')
  const [days, setDays] = useState({ from: `${today.slice(0, 4)}-01-01`, to: today })
  const [files, setFiles] = useState<string[]>([])
  const file = files[0]
  const [done, setDone] = useState(false)
  const options = { invalidate: [listEntries], done: `已代${name}办理`, onDone: () => setDone(true) }
  const say = useAct(sayForHousehold, options)
  const confirm = useAct(confirmForHousehold, options)
  const ofTrades = kind === 'confirm' && about === 'trades'
  const params = { body, member }
  const ready = file !== undefined && (kind === 'confirm' || text.trim().length >= 2)
  if (done) return <p className="panel">已代{name}办理，合作社在“成员询问”里看得到。</p>
  return (
    <section className="panel">
      <Part label="办什么">
        <Segmented
          value={kind}
          onChange={setKind}
          options={ENTRY_KINDS.map((value) => ({ value, label: KINDS[value] }))}
        />
      </Part>
      <Part label="关于">
        <Segmented
          value={about}
          onChange={setAbout}
          options={ENTRY_ABOUT.map((value) => ({ value, label: ABOUT[value] }))}
        />
      </Part>
      {kind !== 'confirm' && <Words text={text} onText={setText} />}
      {ofTrades && <Days days={days} onDays={setDays} />}
      <Part label="本人签字的纸（照片或扫描件）">
        <FileUpload value={files} onChange={(next) => setFiles(next.slice(-1))} button="上传签字的纸" />
      </Part>
      <Button
        type="primary"
        disabled={!ready}
        loading={say.isPending || confirm.isPending}
        onClick={() =>
          ofTrades
            ? confirm.mutate({ params, body: { ...days, file: file! } })
            : say.mutate({ params, body: { kind, about, ...(kind !== 'confirm' && { text }), file: file! } })
        }
      >
        代{name}办理
      </Button>
    </section>
  )
}

function Words(props: { text: string; onText: (text: string) => void }) {
  return (
    <Part label="本人的话">
      <Input.TextArea
        aria-label="本人的话"
        rows={3}
        maxLength={500}
        value={props.text}
        onChange={(event) => props.onText(event.target.value)}
      />
    </Part>
  )
}

/** A part of the form under its name. */
function Part(props: { label: string; children: ReactNode }) {
  return (
    <div className="act-part">
      <span className="faint">{props.label}</span>
      <div>{props.children}</div>
    </div>
  )
}

interface Span {
  from: string
  to: string
}

function Days(props: { days: Span; onDays: (days: Span) => void }) {
  const { days, onDays } = props
  return (
    <>
      <Part label="从">
        <DayPicker
          value={days.from}
          label="从哪一天"
          onChange={(from) => from && onDays({ ...days, from })}
        />
      </Part>
      <Part label="到">
        <DayPicker value={days.to} label="到哪一天" onChange={(to) => to && onDays({ ...days, to })} />
      </Part>
    </>
  )
}
