import { Tag } from 'antd'
import type { ItemHead } from '#contract/kernel/procedures.ts'
import { DayText } from '../ui/values.tsx'

/** A deadline with its colour: the word always stands beside it. */
export function DueText(props: { item: Pick<ItemHead, 'dueOn' | 'dueNote' | 'light'> }) {
  const { dueOn, dueNote, light } = props.item
  return (
    <>
      <DayText day={dueOn} /> {light === 'red' && <Tag color="red">逾期</Tag>}
      {light === 'yellow' && <Tag color="gold">临近期限</Tag>}
      {dueNote !== null && <Tag>{dueNote}</Tag>}
    </>
  )
}
