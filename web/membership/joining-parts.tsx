import { caseContent, FARMS } from '#contract/membership/life.ts'
import type { PartProps } from '../procedure/declared.ts'
import { ChoiceField, DayField, WordsField } from './case-fields.tsx'
import { count, filled, useTyped } from './case-parts.tsx'

/** The board: day, who came, votes, and the clause of the charter that lets it decide. */
export function BoardPart(props: PartProps) {
  const { typed, change } = useTyped(props, (now) => ({
    board: {
      heldOn: now['heldOn'],
      seats: count(now['seats']),
      present: count(now['present']),
      yes: count(now['yes']),
      resolution: now['resolution'],
      charter: now['charter'],
    },
  }))
  const field = (key: string) => ({ id: `board-${key}`, value: typed[key], onChange: change(key) })
  const number = { inputMode: 'numeric', max: 3, required: true } as const
  return (
    <>
      <WordsField
        {...field('charter')}
        label="章程哪一条写明由理事会决定入社"
        required
        extra="如：章程第十二条。章程没有写的，请提请成员（代表）大会表决"
      />
      <DayField {...field('heldOn')} label="理事会开会日期" required />
      <WordsField {...field('resolution')} label="决议名称" required extra="如 2026 年第三次理事会决议" />
      <WordsField {...field('seats')} label="理事人数" {...number} />
      <WordsField {...field('present')} label="到会理事" {...number} />
      <WordsField {...field('yes')} label="赞成票" {...number} extra="理事会一人一票（社法第33条）" />
    </>
  )
}

/** What the village says of who applies. */
export function CheckPart(props: PartProps) {
  const { farm = '', grows = '' } = caseContent.parse(props.item.payload)
  const { typed, change } = useTyped(props, (now) => ({
    ...filled({ farm: now['farm'] ?? farm, grows: now['grows'] ?? grows }),
    ...(now['vulnerable'] !== undefined && { vulnerable: now['vulnerable'] === '是' }),
  }))
  return (
    <>
      <ChoiceField
        id="check-farm"
        label="经营主体"
        value={typed['farm'] ?? farm}
        onChange={change('farm')}
        options={FARMS.map((value) => ({ value, label: value }))}
      />
      <WordsField
        id="check-grows"
        label="种养情况"
        value={typed['grows'] ?? grows}
        onChange={change('grows')}
      />
      <ChoiceField
        id="check-vulnerable"
        label="脱贫户或监测户"
        value={typed['vulnerable']}
        onChange={change('vulnerable')}
        options={['是', '否'].map((value) => ({ value, label: value }))}
      />
    </>
  )
}
