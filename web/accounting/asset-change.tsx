import { Alert, Button, Form, Input, InputNumber, Segmented } from 'antd'
import { useState } from 'react'
import { changeAssetTerm, recordAssetWork, type WireAsset } from '#contract/accounting/assets.ts'
import { holdsFrom, monthsLeft } from '#core/accounting/depreciation.ts'
import { useAct } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { Problems } from '../ui/problems.tsx'
import { AssetEventForm } from './asset-event.tsx'
import { wireOfTyped } from './book.ts'
import { WorkFields } from './work-fields.tsx'

interface ChangeProps {
  body: string
  asset: WireAsset
  /** The month whose depreciation is due. */
  month: string
  /** The first day of the first month that was not run yet. */
  next: string
  onDone: () => void
}

/** What is written of an asset: idle, sold; its work of the month; another life, residual or method. */
export function AssetChangeForm(props: ChangeProps) {
  const { asset } = props
  const options = [
    ...(asset.work === null ? [] : ['本月工作量']),
    '闲置、处置',
    ...(asset.months > 0 ? ['改年限、残值'] : []),
  ]
  const [part, setPart] = useState(options[0]!)
  return (
    <>
      {options.length > 1 && (
        <div className="book-tabs">
          <Segmented value={part} options={options} onChange={setPart} aria-label="登记什么" />
        </div>
      )}
      {part === '本月工作量' && <WorkForm {...props} />}
      {part === '闲置、处置' && <AssetEventForm asset={asset} body={props.body} onDone={props.onDone} />}
      {part === '改年限、残值' && <TermForm {...props} />}
    </>
  )
}

function WorkForm({ asset, month, onDone }: ChangeProps) {
  const [units, setUnits] = useState(asset.work?.done ?? '')
  const record = useAct(recordAssetWork, { done: '已登记', onDone, quiet: true })
  return (
    <Form layout="vertical">
      <p>{asset.name}</p>
      <Form.Item
        label={`${month} 的工作量（${asset.work?.unit ?? ''}）`}
        htmlFor="asset-units"
        extra="没有用过的写 0；登记错了，提折旧以前再登记一次，以后一次为准"
      >
        <Input
          id="asset-units"
          inputMode="decimal"
          maxLength={20}
          value={units}
          onChange={(event) => setUnits(event.target.value)}
        />
      </Form.Item>
      {record.error !== null && (
        <Alert type="error" title={<Problems problems={problemsOf(record.error)} />} />
      )}
      <Button
        type="primary"
        disabled={units.trim() === ''}
        loading={record.isPending}
        onClick={() => record.mutate({ params: { id: asset.id }, body: { month, units: units.trim() } })}
      >
        登记工作量
      </Button>
    </Form>
  )
}

function TermForm({ asset, next, onDone }: ChangeProps) {
  const { today } = useSession()
  const now = asset.terms.at(-1)
  const [day, setDay] = useState<string | undefined>(today)
  const [typed, setTyped] = useState<number>()
  const [residual, setResidual] = useState(now?.residual ?? asset.residual)
  const [work, setWork] = useState({ total: '', unit: asset.work?.unit ?? '' })
  const [reason, setReason] = useState('')
  const change = useAct(changeAssetTerm, { done: '已登记', onDone, quiet: true })
  const from = day === undefined ? '' : holdsFrom(day, { ...asset, next }).slice(0, 7)
  const left = leftOf(asset, from)
  const months = typed ?? left
  return (
    <Form layout="vertical">
      <p>{asset.name}</p>
      <Earlier terms={asset.terms} />
      <DecidedOn day={day} from={from} onDay={setDay} />
      <LifeFields
        months={months}
        left={left}
        residual={residual}
        onMonths={setTyped}
        onResidual={setResidual}
      />
      <WorkFields value={work} onChange={setWork} />
      {asset.work !== null && work.total.trim() === '' && (
        <Alert
          type="warning"
          className="gap-below"
          title={`现在按工作量提；没有填还能做多少${asset.work.unit}的，从那时起改为按月平均提`}
        />
      )}
      <Reason value={reason} onChange={setReason} />
      {change.error !== null && (
        <Alert type="error" title={<Problems problems={problemsOf(change.error)} />} />
      )}
      <Button
        type="primary"
        loading={change.isPending}
        onClick={() =>
          change.mutate({
            params: { id: asset.id },
            body: {
              decidedOn: day ?? '',
              months,
              residual: wireOfTyped(residual) || '0',
              reason,
              ...(work.total.trim() !== '' && { work }),
            },
          })
        }
      >
        登记变更
      </Button>
    </Form>
  )
}

function DecidedOn(props: {
  day: string | undefined
  from: string
  onDay: (day: string | undefined) => void
}) {
  const { today } = useSession()
  const { day, from } = props
  return (
    <Form.Item
      label="哪天决定的"
      htmlFor="term-day"
      extra={from === '' ? '' : `从 ${from} 起按新的提，以前提过的不动（会计估计变更，未来适用）`}
    >
      <DayPicker id="term-day" value={day} onChange={props.onDay} until={today} label="哪天决定的" />
    </Form.Item>
  )
}

/** How many months are left from that one on, as it stands. */
function leftOf({ depreciatesFrom, months, terms }: WireAsset, from: string): number {
  const own = depreciatesFrom === null ? [] : [{ from: depreciatesFrom, months }]
  return monthsLeft([...own, ...terms.map((one) => ({ ...one, from: `${one.from}-01` }))], `${from}-01`)
}

/** What was changed before. */
function Earlier({ terms }: Pick<WireAsset, 'terms'>) {
  if (terms.length === 0) return null
  return (
    <ul className="faint">
      {terms.map((one, at) => (
        <li key={at}>
          {one.from} 起：{one.work === '' ? `还提 ${one.months} 个月` : `按工作量，共 ${one.work}`}，残值{' '}
          {one.residual} 元（{one.reason}）
        </li>
      ))}
    </ul>
  )
}

interface LifeProps {
  months: number
  /** What is left as it stands. */
  left: number
  residual: string
  onMonths: (months: number) => void
  onResidual: (residual: string) => void
}

function LifeFields(props: LifeProps) {
  return (
    <>
      <Form.Item
        label="从那时起还要提多少个月"
        htmlFor="term-months"
        extra={`照原来的还剩 ${props.left} 个月；年限不改的，不用动`}
      >
        <InputNumber
          id="term-months"
          min={1}
          max={1200}
          value={props.months}
          onChange={(value) => props.onMonths(value ?? 1)}
        />
      </Form.Item>
      <Form.Item label="残值（元）" htmlFor="term-residual">
        <Input
          id="term-residual"
          inputMode="decimal"
          maxLength={20}
          value={props.residual}
          onChange={(event) => props.onResidual(event.target.value)}
        />
      </Form.Item>
    </>
  )
}

function Reason(props: { value: string; onChange: (reason: string) => void }) {
  return (
    <Form.Item label="为什么改" htmlFor="term-reason" required>
      <Input
        id="term-reason"
        maxLength={200}
        placeholder="如：大修后能多用两年"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </Form.Item>
  )
}
