import { BARRED_KINDS, FIRST_KINDS } from '#core/membership/share-kinds.ts'
import { ChoiceField, DayField, WordsField } from './case-fields.tsx'
import { RollFields } from './roll-fields.tsx'

export type Typed = Readonly<Record<string, string>>

interface EnterFieldsProps {
  typed: Typed
  change: (key: string) => (value: string) => void
  /** What the application says of it, in words. */
  contribution: string | undefined
  /** What kind of member it becomes. */
  kind: string | undefined
}

const WHEN = [
  { value: 'now', label: '现在登记出资' },
  { value: 'later', label: '以后再出资' },
]

/** The day, what only the roll keeps, and the first contribution. */
export function EnterFields(props: EnterFieldsProps) {
  const { typed, change } = props
  return (
    <>
      <RollFields typed={typed} change={change} />
      <ChoiceField
        id="enter-share"
        label="第一笔出资"
        value={typed['share']}
        onChange={change('share')}
        options={WHEN}
        required
        {...(props.contribution !== undefined && { extra: `申请时说的：${props.contribution}` })}
      />
      {typed['share'] === 'now' && <ShareFields {...props} />}
    </>
  )
}

function ShareFields({ typed, change, kind: member }: EnterFieldsProps) {
  const picked = typed['kind'] ?? 'cash'
  const kind = FIRST_KINDS.find((one) => one.id === picked)
  const kinds = FIRST_KINDS.filter((one) => one.id !== 'collective' || member === '农村集体经济组织')
  const barred = Object.entries(BARRED_KINDS).map(([value, one]) => ({
    value,
    label: `${one.label}（不能出资）`,
  }))
  return (
    <>
      <ChoiceField
        id="enter-kind"
        label="出资方式"
        value={picked}
        onChange={change('kind')}
        options={[...kinds.map(({ id, label }) => ({ value: id, label })), ...barred]}
        required
      />
      <WordsField
        id="enter-amount"
        label="金额（元）"
        value={typed['amount']}
        onChange={change('amount')}
        inputMode="decimal"
        max={20}
        required
      />
      {kind?.valued === true && (
        <WordsField
          id="enter-basis"
          label="作价依据"
          value={typed['basis']}
          onChange={change('basis')}
          required
          extra="如：购置凭证、全体成员评估作价、评估报告编号"
        />
      )}
      <DayField
        id="enter-on"
        label="出资日期（与入社同一天的不填）"
        value={typed['on']}
        onChange={change('on')}
      />
      <WordsField
        id="enter-project"
        label="其中来源于到户类扶贫项目资产的（元，没有的不填）"
        value={typed['project']}
        onChange={change('project')}
        inputMode="decimal"
        max={20}
      />
    </>
  )
}
