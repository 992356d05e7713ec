import { Alert, Checkbox, Flex, Form, Input, InputNumber, Radio, Select } from 'antd'
import { useRef, useState } from 'react'
import { addCharter, type WireResolution } from '#contract/governance/charters.ts'
import { CHARTER_GROUNDS, type CharterGround, type CharterTerms } from '#core/governance/charter.ts'
import { partFrom, readPart, sayPart, type KeptPart } from '#core/values/share.ts'
import { DayField } from '../membership/case-fields.tsx'
import { LeaveGuard, NO_DRAFT } from '../register/leave-guard.tsx'
import { useAct } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { FileUpload } from '../ui/files.tsx'
import { Problems } from '../ui/problems.tsx'
import type { Charters } from './charters-page.tsx'

interface Typed {
  ground: CharterGround
  resolution: WireResolution | undefined
  adoptedOn: string
  inForce: string
  says: string
  terms: CharterTerms
  files: string[]
}

const keyOf = ({ meeting, number }: WireResolution): string => `${meeting}/${number}`

function startOf({ open, versions }: Charters): Typed {
  const [first] = open
  const standing = versions.find((one) => one.voided === null)
  return {
    ground: standing === undefined ? 'founding' : first === undefined ? 'paper' : 'resolution',
    resolution: first,
    adoptedOn: standing !== undefined && first !== undefined ? first.heldOn : '',
    inForce: standing !== undefined && first !== undefined ? first.heldOn : '',
    says: standing !== undefined && first !== undefined ? first.title : '',
    terms: standing?.terms ?? {},
    files: [],
  }
}

function missingOf(typed: Typed): string[] {
  const wants: readonly [string, boolean][] = [
    ['哪项决议', typed.ground === 'resolution' && typed.resolution === undefined],
    ['通过日期', typed.adoptedOn === ''],
    ['起执行的日期', typed.inForce === ''],
    ['订立或改了什么', typed.says.trim().length < 2],
    ['能读出的比例', isUnread(typed.terms.patronageRate) || isUnread(typed.terms.reserveRate)],
    ['章程的扫描件', typed.files.length === 0],
  ]
  return wants.filter(([, missing]) => missing).map(([word]) => word)
}

/** What was typed as it travels: a resolution only where one adopted it. */
function wireOf({ resolution, ...typed }: Typed) {
  const named = typed.ground === 'resolution' ? resolution : undefined
  return { ...typed, resolution: named && { meeting: named.meeting, number: named.number } }
}

/** A version of the charter: what adopted it, from when it holds, what it says of meetings and of the division. */
export function CharterForm(props: { body: string; data: Charters; onDone: () => void }) {
  const { body, data } = props
  const saved = useRef(false)
  const [start] = useState(() => startOf(data))
  const [typed, setTyped] = useState(start)
  const change = (part: Partial<Typed>): void => setTyped({ ...typed, ...part })
  const act = useAct(addCharter, {
    quiet: true,
    done: '章程已登记',
    onDone: () => {
      saved.current = true
      props.onDone()
    },
  })
  const missing = missingOf(typed)
  return (
    <section className="panel">
      <LeaveGuard when={() => typed !== start && !saved.current} says={NO_DRAFT} />
      <Form layout="vertical" component={false}>
        <Adopted data={data} typed={typed} change={change} />
        <Form.Item label="订立或改了什么" required htmlFor="charter-says">
          <Input.TextArea
            id="charter-says"
            maxLength={500}
            autoSize={{ minRows: 2 }}
            placeholder="如 订立章程；第十五条改为一人最多受托一人"
            value={typed.says}
            onChange={(event) => change({ says: event.target.value })}
          />
        </Form.Item>
        <Terms terms={typed.terms} onChange={(terms) => change({ terms })} />
        <Form.Item label="章程的扫描件" required>
          <FileUpload value={typed.files} onChange={(files) => change({ files })} button="上传扫描件" />
        </Form.Item>
        {act.error !== null && (
          <Alert type="error" className="gap-below" title={<Problems problems={problemsOf(act.error)} />} />
        )}
        <ConfirmPanel
          title="登记以后"
          happens={[
            '这一版和所选的决议锁在一起，两边都不能再改；登错的可以撤回最新的一版',
            '从起执行的那天起，通知成员和委托表决按这一版的规定',
            '12 月 31 日有效的一版，当年分配方案的返还和公积金比例按它核对，返还低于章程的不能定稿',
          ]}
          button="登记这一版"
          busy={act.isPending}
          blocked={missing.length > 0 ? `还没有填：${missing.join('、')}` : null}
          onConfirm={() => act.mutate({ params: { body }, body: wireOf(typed) })}
          onCancel={props.onDone}
        />
      </Form>
    </section>
  )
}

interface PartProps {
  typed: Typed
  change: (part: Partial<Typed>) => void
}

/** By whom and when it was adopted; a resolution brings its day along. */
function Adopted({ data, typed, change }: PartProps & { data: Charters }) {
  const changed = data.versions.some((one) => one.voided === null)
  const grounds = (Object.keys(CHARTER_GROUNDS) as CharterGround[]).filter(
    (one) => !(changed && one === 'founding'),
  )
  return (
    <>
      <Form.Item label="怎样通过的" required>
        <Radio.Group
          value={typed.ground}
          options={grounds.map((value) => ({ value, label: CHARTER_GROUNDS[value] }))}
          onChange={(event) => change({ ground: event.target.value as CharterGround })}
        />
      </Form.Item>
      {typed.ground === 'resolution' && <Resolved data={data} typed={typed} change={change} />}
      <Flex wrap gap="middle">
        <DayField
          id="charter-adopted"
          label="通过日期"
          required
          value={typed.adoptedOn}
          onChange={(adoptedOn) =>
            change({ adoptedOn, ...(typed.inForce < adoptedOn && { inForce: adoptedOn }) })
          }
        />
        <Form.Item label="起执行的日期" required htmlFor="charter-force">
          <DayPicker
            id="charter-force"
            label="起执行的日期"
            value={typed.inForce}
            onChange={(inForce) => change({ inForce: inForce ?? '' })}
          />
        </Form.Item>
      </Flex>
    </>
  )
}

/** Which passed resolution; it brings its day along. */
function Resolved({ data, typed, change }: PartProps & { data: Charters }) {
  return (
    <Form.Item
      label="哪次大会的哪一项"
      required
      htmlFor="charter-resolution"
      extra={
        data.open.length === 0
          ? '没有可选的：先在“成员大会”里把“修改章程”列为议题，表决通过并定案'
          : '只列出已定案、通过、还没有登记过章程的'
      }
    >
      <Select
        id="charter-resolution"
        style={{ maxWidth: 560, width: '100%' }}
        placeholder="请选择"
        value={typed.resolution === undefined ? undefined : keyOf(typed.resolution)}
        options={data.open.map((one) => ({
          value: keyOf(one),
          label: `${one.heldOn} ${one.says}：${one.title}`,
        }))}
        onChange={(key) => {
          const picked = data.open.find((one) => keyOf(one) === key)
          if (picked) change({ resolution: picked, adoptedOn: picked.heldOn, inForce: picked.heldOn })
        }}
      />
    </Form.Item>
  )
}

/** What the charter says of meetings and of the division; what it does not say stays empty. */
function Terms({ terms, onChange }: { terms: CharterTerms; onChange: (terms: CharterTerms) => void }) {
  const number = (key: 'noticeDays' | 'proxyLimit', label: string) => (
    <Form.Item label={label} htmlFor={`charter-${key}`} extra="章程没有写的空着">
      <InputNumber
        id={`charter-${key}`}
        min={0}
        max={365}
        precision={0}
        value={terms[key] ?? null}
        onChange={(value) => onChange({ ...terms, [key]: value ?? undefined })}
      />
    </Form.Item>
  )
  const part = (key: 'patronageRate' | 'reserveRate', label: string, extra: string) => (
    <PartField
      id={`charter-${key}`}
      label={label}
      extra={extra}
      value={terms[key]}
      onChange={(value) => onChange({ ...terms, [key]: value })}
    />
  )
  return (
    <>
      <Flex wrap gap="middle">
        {number('noticeDays', '开会几日前通知成员')}
        {number('proxyLimit', '一人最多受托几人')}
        {part(
          'patronageRate',
          '按交易量（额）返还不低于（%）',
          '法律要求至少 60%（联合社按章程）；可写 65.5 或 三分之二；没有写的空着',
        )}
        {part('reserveRate', '提取公积金（%）', '占弥补亏损后盈余的比例；可写 10 或 三分之一；没有写的空着')}
      </Flex>
      <Form.Item>
        <Checkbox
          checked={terms.recusal === true}
          onChange={(event) => onChange({ ...terms, recusal: event.target.checked || undefined })}
        >
          章程写明：与议题有利害关系的成员不参加该项表决
        </Checkbox>
      </Form.Item>
    </>
  )
}

/** What cannot be read, until it can; it never travels. */
const UNREAD: KeptPart = { num: 0, den: 0 }
const isUnread = (part: KeptPart | undefined): boolean => typeof part === 'object' && part.den === 0

interface PartFieldProps {
  id: string
  label: string
  extra: string
  value: KeptPart | undefined
  onChange: (value: KeptPart | undefined) => void
}

/** A part of a whole, in percent or as the fraction that the charter says. */
function PartField({ id, label, extra, value, onChange }: PartFieldProps) {
  const [text, setText] = useState(() =>
    value === undefined ? '' : sayPart(partFrom(value)).replace('%', ''),
  )
  return (
    <Form.Item
      label={label}
      htmlFor={id}
      extra={extra}
      {...(isUnread(value) && { validateStatus: 'error', help: '请写成 65.5 或 三分之二' })}
    >
      <Input
        id={id}
        maxLength={20}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          onChange(event.target.value.trim() === '' ? undefined : (readPart(event.target.value) ?? UNREAD))
        }}
      />
    </Form.Item>
  )
}
