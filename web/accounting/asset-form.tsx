import { Button, Checkbox, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { addAsset } from '#contract/accounting/assets.ts'
import { ASSET_KINDS, type AssetAccount } from '#core/accounting/depreciation.ts'
import { useAct } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { type OpenedBook, wireOfTyped } from './book.ts'
import { WorkFields } from './work-fields.tsx'

export const USES = [
  { value: '401', label: '生产' },
  { value: '521', label: '经营' },
  { value: '523', label: '管理' },
  { value: '529', label: '公益' },
] as const
export type AssetUse = (typeof USES)[number]['value']
const FIELDS = [
  { key: 'cost', label: '原价', hint: '买价加运费、安装费；没有凭据又无法估值的写 1 元' },
  { key: 'residual', label: '残值', hint: '到期还能卖多少，没有就不填' },
  { key: 'worn', label: '登记以前已提折旧', hint: '新买的不填' },
  { key: 'grantAmount', label: '其中财政补助', hint: '没有就不填' },
] as const
type Texts = Record<'name' | 'grantName' | 'place' | 'keeper' | (typeof FIELDS)[number]['key'], string>
const EMPTY: Texts = {
  name: '',
  grantName: '',
  place: '',
  keeper: '',
  cost: '',
  residual: '',
  worn: '',
  grantAmount: '',
}

/** A new asset card. */
export function AssetForm(props: { book: OpenedBook; onDone: () => void }) {
  const { today } = useSession()
  const [texts, setTexts] = useState(EMPTY)
  const [account, setAccount] = useState<AssetAccount>('151')
  const [day, setDay] = useState<string | undefined>(today)
  const [months, setMonths] = useState(60)
  const [use, setUse] = useState<(typeof USES)[number]['value']>('401')
  const [poverty, setPoverty] = useState(false)
  const [work, setWork] = useState({ total: '', unit: '' })
  const add = useAct(addAsset, { done: '已登记', onDone: props.onDone })
  const wears = ASSET_KINDS.find((one) => one.account === account)?.wears === true
  const save = () =>
    add.mutate({
      params: { body: props.book.body },
      body: {
        ...bodyOf(texts),
        account,
        acquiredOn: day ?? '',
        months: wears ? months : 0,
        useAccount: wears && months > 0 ? use : null,
        poverty,
        ...(wears && months > 0 && work.total.trim() !== '' && { work }),
      },
    })
  return (
    <Form layout="vertical">
      <Kind value={account} onChange={setAccount} />
      <TextField label="名称、规格、数量" of="name" texts={texts} onChange={setTexts} />
      <Form.Item label="取得（投入使用）日期" htmlFor="asset-day">
        <DayPicker id="asset-day" value={day} onChange={setDay} until={today} label="取得日期" />
      </Form.Item>
      {FIELDS.map(({ key, label, hint }) => (
        <TextField key={key} label={label} hint={hint} of={key} texts={texts} onChange={setTexts} />
      ))}
      {texts.grantAmount !== '' && (
        <>
          <TextField label="哪项补助" of="grantName" texts={texts} onChange={setTexts} />
          <Checkbox checked={poverty} onChange={(event) => setPoverty(event.target.checked)}>
            属于扶贫项目资产
          </Checkbox>
        </>
      )}
      {wears && (
        <>
          <Months value={months} onChange={setMonths} />
          {months > 0 && <WorkFields value={work} onChange={setWork} />}
          <Form.Item label="用在" htmlFor="asset-use">
            <Select id="asset-use" value={use} options={[...USES]} onChange={setUse} />
          </Form.Item>
        </>
      )}
      <TextField label="放在哪里" of="place" texts={texts} onChange={setTexts} />
      <TextField label="谁管" of="keeper" texts={texts} onChange={setTexts} />
      <Button type="primary" loading={add.isPending} onClick={save}>
        登记
      </Button>
    </Form>
  )
}

function Months(props: { value: number; onChange: (value: number) => void }) {
  return (
    <Form.Item label="还要提多少个月" htmlFor="asset-months" extra="不提折旧的写 0">
      <InputNumber
        id="asset-months"
        min={0}
        max={1200}
        value={props.value}
        onChange={(value) => props.onChange(value ?? 0)}
      />
    </Form.Item>
  )
}

function Kind(props: { value: AssetAccount; onChange: (value: AssetAccount) => void }) {
  return (
    <Form.Item label="哪一类" htmlFor="asset-kind">
      <Select
        id="asset-kind"
        value={props.value}
        options={ASSET_KINDS.map((one) => ({ value: one.account, label: one.label }))}
        onChange={props.onChange}
      />
    </Form.Item>
  )
}

function bodyOf(texts: Texts) {
  const { name, grantName, place, keeper, ...amounts } = texts
  const amount = (text: string): string => wireOfTyped(text) || '0'
  return {
    name,
    cost: amount(amounts.cost),
    residual: amount(amounts.residual),
    worn: amount(amounts.worn),
    grantAmount: amount(amounts.grantAmount),
    grantName: grantName.trim() || null,
    place: place.trim() || null,
    keeper: keeper.trim() || null,
  }
}

interface TextFieldProps {
  label: string
  hint?: string
  of: keyof Texts
  texts: Texts
  onChange: (texts: Texts) => void
}

function TextField(props: TextFieldProps) {
  const { label, hint, of, texts, onChange } = props
  const id = `asset-${of}`
  return (
    <Form.Item label={label} htmlFor={id} {...(hint !== undefined && { extra: hint })}>
      <Input
        id={id}
        maxLength={100}
        value={texts[of]}
        onChange={(event) => onChange({ ...texts, [of]: event.target.value })}
      />
    </Form.Item>
  )
}
