import { useState } from 'react'
import { caseContent } from '#contract/membership/life.ts'
import type { PartProps } from '../procedure/declared.ts'
import { ChoiceField, DayField, WordsField } from './case-fields.tsx'
import { RollFields } from './roll-fields.tsx'

type Typed = Record<string, string>

/** Keeps what was typed and hands it on as it is to travel. */
export function useTyped(props: PartProps, travels: (typed: Typed) => Record<string, unknown>) {
  const [typed, setTyped] = useState<Typed>({})
  const change = (key: string) => (value: string) => {
    const next = { ...typed, [key]: value }
    setTyped(next)
    props.onChange(travels(next))
  }
  return { typed, change }
}

/** Without what was left empty. */
export const filled = (typed: Typed): Typed =>
  Object.fromEntries(Object.entries(typed).filter(([, value]) => value.trim() !== ''))

/** A whole number, where one was typed. */
export const count = (text: string | undefined): number | undefined =>
  /^\d+$/.test(text?.trim() ?? '') ? Number(text) : undefined

/** The meeting: day, who came, votes, the resolution. */
export function VotePart(props: PartProps) {
  const { typed, change } = useTyped(props, (now) => ({
    vote: {
      heldOn: now['heldOn'],
      present: count(now['present']),
      yes: count(now['yes']),
      extraVotes: count(now['extraVotes']) ?? 0,
      ...(count(now['delegates']) !== undefined && { delegates: count(now['delegates']) }),
      resolution: now['resolution'],
    },
  }))
  const number = { inputMode: 'numeric', max: 6 } as const
  return (
    <>
      <DayField id="vote-day" label="开会日期" value={typed['heldOn']} onChange={change('heldOn')} required />
      <WordsField
        id="vote-resolution"
        label="决议名称"
        value={typed['resolution']}
        onChange={change('resolution')}
        required
        extra="如 2026 年第一次成员大会决议；会议记录和签到表拍照传在下面"
      />
      <WordsField
        id="vote-present"
        label="出席人数（含书面委托）"
        value={typed['present']}
        onChange={change('present')}
        required
        {...number}
        extra="不少于成员总数的三分之二（社法第30条）"
      />
      <WordsField
        id="vote-yes"
        label="赞成票"
        value={typed['yes']}
        onChange={change('yes')}
        required
        {...number}
        extra="超过全社表决权总数的一半才算通过，没有通过的不要在这里登记"
      />
      <WordsField
        id="vote-extra"
        label="附加表决权（没有的不填）"
        value={typed['extraVotes']}
        onChange={change('extraVotes')}
        {...number}
      />
      <WordsField
        id="vote-delegates"
        label="成员代表总数（由代表大会表决的填）"
        value={typed['delegates']}
        onChange={change('delegates')}
        {...number}
      />
    </>
  )
}

const PERSONS = ['农民', '其他自然人'].map((value) => ({ value, label: value }))

/** Entering into the roll: the day, and what only the roll keeps. */
export function EnterPart(props: PartProps) {
  const { typed, change } = useTyped(props, filled)
  return (
    <RollFields typed={typed} change={change}>
      <ChoiceField
        id="enter-kind"
        label="成员类型"
        value={typed['kind']}
        onChange={change('kind')}
        options={PERSONS}
        required
      />
    </RollFields>
  )
}

/** Who inherits and who is paid. */
export function HeirsPart(props: PartProps) {
  const { typed, change } = useTyped(props, filled)
  return (
    <>
      <WordsField
        id="heirs-all"
        label="全部继承人和怎样约定"
        value={typed['heirs']}
        onChange={change('heirs')}
        lines={2}
        max={500}
        required
        extra="如：配偶王某、子王某某，协议由子承受全部份额"
      />
      <WordsField
        id="heirs-heir"
        label="承受份额的人"
        value={typed['heir']}
        onChange={change('heir')}
        required
      />
      <WordsField
        id="heirs-relation"
        label="与亡故成员的关系"
        value={typed['relation']}
        onChange={change('relation')}
        max={20}
      />
      <WordsField
        id="heirs-payee"
        label="收款人"
        value={typed['payee']}
        onChange={change('payee')}
        required
      />
      <WordsField
        id="heirs-account"
        label="收款银行账号（付现金的不填）"
        value={typed['account']}
        onChange={change('account')}
        inputMode="numeric"
        max={40}
      />
    </>
  )
}

/** What of a loss is borne. */
export function SettlePart(props: PartProps) {
  const { typed, change } = useTyped(props, (now) => ({ loss: now['loss']?.trim() || '0' }))
  return (
    <WordsField
      id="settle-loss"
      label="应分摊的亏损和债务（元，没有的不填）"
      value={typed['loss']}
      onChange={change('loss')}
      inputMode="decimal"
      max={20}
      extra="按章程的办法分摊，最多到出资额加公积金份额为止（社法第6、28条）；上面的说明写明章程条款，期限按章程填"
    />
  )
}

/** What of a loss found later is borne, or what of an earlier one was too much. */
export function ResettlePart(props: PartProps) {
  const { typed, change } = useTyped(props, (now) => ({
    loss: now['loss']?.trim() || '0',
    back: now['back']?.trim() || '0',
  }))
  const amount = { inputMode: 'decimal', max: 20 } as const
  return (
    <>
      <WordsField
        id="resettle-loss"
        label="补分摊的亏损和债务（元，没有的不填）"
        value={typed['loss']}
        onChange={change('loss')}
        {...amount}
        extra="连同以前分摊的，最多到出资额加公积金份额为止（社法第6、28条）；上面的说明写明章程条款和怎样算的"
      />
      <WordsField
        id="resettle-back"
        label="退回原来多分摊的（元，没有的不填）"
        value={typed['back']}
        onChange={change('back')}
        {...amount}
        extra="两项都不填的，只补退原结算以后才进账户的出资和公积金份额"
      />
    </>
  )
}

const MONEY = [
  { value: '102', label: '银行转账' },
  { value: '101', label: '现金' },
]

/** When and how it was paid. */
export function RepayPart(props: PartProps) {
  const { typed, change } = useTyped(props, filled)
  return (
    <>
      <DayField
        id="repay-day"
        label={props.item.procedure === 'member_resettlement' ? '收付日期' : '付款日期'}
        value={typed['paidOn']}
        onChange={change('paidOn')}
        required
      />
      <ChoiceField
        id="repay-money"
        label={props.item.procedure === 'member_resettlement' ? '收付方式' : '付款方式'}
        value={typed['money']}
        onChange={change('money')}
        options={MONEY}
        required
      />
    </>
  )
}

/** The new account, where one is asked for. */
export function AccountPart(props: PartProps) {
  const { typed, change } = useTyped(props, filled)
  const content = caseContent.safeParse(props.item.payload)
  if (!content.success || content.data.what !== 'holder') return null
  return (
    <WordsField
      id="change-account"
      label="新的银行账号"
      value={typed['account']}
      onChange={change('account')}
      inputMode="numeric"
      max={40}
      required
      extra="加密保存，以后只显示后四位"
    />
  )
}
