import type { ReactNode } from 'react'
import { DayField, WordsField } from './case-fields.tsx'

interface RollFieldsProps {
  typed: Readonly<Record<string, string>>
  change: (key: string) => (value: string) => void
  /** What is asked between the day and what only the roll keeps. */
  children?: ReactNode
}

/** What the roll keeps of a new member: since when, the identity number, the number of the member. */
export function RollFields({ typed, change, children }: RollFieldsProps) {
  return (
    <>
      <DayField
        id="enter-day"
        label="入社日期"
        value={typed['joinedOn']}
        onChange={change('joinedOn')}
        required
        extra="不早于表决的日期"
      />
      {children}
      <WordsField
        id="enter-id"
        label="身份证号（可不填，加密保存在名册）"
        value={typed['idNumber']}
        onChange={change('idNumber')}
        max={30}
      />
      <WordsField
        id="enter-number"
        label="成员编号（可不填）"
        value={typed['number']}
        onChange={change('number')}
        max={20}
      />
    </>
  )
}
