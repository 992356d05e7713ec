import { Form, Input, Select } from 'antd'
import type { WireBookedReward, WireTypedPlan } from '#contract/surplus/typed-plan.ts'
import { COUNTED } from '#core/surplus/typed-plan.ts'
import { Rewards } from './rewards.tsx'

type TextKey = {
  [K in keyof WireTypedPlan]: WireTypedPlan[K] extends string ? K : never
}[keyof WireTypedPlan]

interface Field {
  key: TextKey
  label: string
  hint: string
}

const FIGURES: readonly Field[] = [
  { key: 'surplus', label: '本年盈余（元）', hint: '盈余及盈余分配表第 12 行；亏损写负数' },
  { key: 'opening', label: '年初未分配盈余（元）', hint: '第 13 行；以前年度亏损写负数' },
  { key: 'transferIn', label: '其他转入（元）', hint: '第 14 行；用公积金弥补亏损等' },
  {
    key: 'subsidyTotal',
    label: '财政补助形成财产（元）',
    hint: '专项基金中的国家财政直接补助，平均量化到每个成员',
  },
  { key: 'giftTotal', label: '捐赠形成财产（元）', hint: '专项基金中的他人捐赠，平均量化到每个成员' },
]
const SHARES: readonly Field[] = [
  { key: 'reserveRate', label: '提取公积金比例', hint: '如 10%；与金额只填一项' },
  { key: 'reserve', label: '提取公积金金额（元）', hint: '章程或大会定的是金额时填' },
  { key: 'reserveBooked', label: '其中已经入账的（元）', hint: '当年账上已提取的，入账时不再重复' },
  {
    key: 'reserveBefore',
    label: '历年已量化的公积金（元）',
    hint: '第一次在这里分配时填总数，按出资额分到成员',
  },
  { key: 'patronageRate', label: '按交易量（额）返还比例', hint: '如 60%' },
  { key: 'convertRate', label: '转为成员出资比例', hint: '大会同意把一部分转为出资时填' },
]

interface PlanFormProps {
  typed: WireTypedPlan
  products: readonly string[]
  /** Rewards that the costs of the year have, and what meetings passed. */
  booked: readonly WireBookedReward[]
  resolutions: readonly string[]
  onChange: (part: Partial<WireTypedPlan>) => void
}

/** What a plan is made of, as on the statement and in the charter. */
export function PlanForm({ typed, products, booked, resolutions, onChange }: PlanFormProps) {
  const field = ({ key, label, hint }: Field) => (
    <Form.Item key={key} label={label} htmlFor={`plan-${key}`} extra={hint}>
      <Input
        id={`plan-${key}`}
        value={typed[key]}
        maxLength={40}
        onChange={(event) => onChange({ [key]: event.target.value })}
      />
    </Form.Item>
  )
  return (
    <Form layout="vertical">
      <div className="form-grid">{FIGURES.map(field)}</div>
      <div className="form-grid">
        {SHARES.map(field)}
        <Choice
          label="返还依据"
          value={typed.basis}
          options={['交易额', '交易量']}
          onChange={(basis) => onChange({ basis })}
        />
        <Choice
          label="哪些交易算返还"
          value={typed.counted}
          options={Object.entries(COUNTED).map(([value, label]) => ({ value, label }))}
          onChange={(counted) => onChange({ counted: counted as WireTypedPlan['counted'] })}
        />
        <Choice
          label="公积金量化依据"
          value={typed.reserveBasis}
          options={['出资额', '交易量（额）', '平均']}
          onChange={(reserveBasis) => onChange({ reserveBasis })}
        />
        {typed.basis === '交易量' &&
          products.map((product) => (
            <Form.Item
              key={product}
              label={`${product}的折算系数`}
              htmlFor={`factor-${product}`}
              extra="几种产品按交易量返还时，按章程填写"
            >
              <Input
                id={`factor-${product}`}
                value={typed.factors[product] ?? ''}
                onChange={(event) =>
                  onChange({ factors: { ...typed.factors, [product]: event.target.value } })
                }
              />
            </Form.Item>
          ))}
      </div>
      <Rewards typed={typed} booked={booked} resolutions={resolutions} onChange={onChange} />
    </Form>
  )
}

interface ChoiceProps {
  label: string
  value: string
  options: readonly (string | { value: string; label: string })[]
  onChange: (value: string) => void
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <Form.Item label={label} htmlFor={`choice-${label}`}>
      <Select
        id={`choice-${label}`}
        value={value}
        options={options.map((one) => (typeof one === 'string' ? { value: one, label: one } : one))}
        onChange={onChange}
      />
    </Form.Item>
  )
}
