import { Tag } from 'antd'
import type { WireProblem } from '#contract/kernel.ts'

const WORDS = {
  refused: { color: 'red', word: '拒绝' },
  warned: { color: 'orange', word: '待确认' },
  noted: { color: 'default', word: '说明' },
} as const

/** Where a problem stands, in words: “第 17 行 D 列”. Empty if it has no place. */
export function placeInWords(place: WireProblem['place']): string {
  if (place === undefined) return ''
  const cell = [
    place.row === undefined ? '' : `第 ${place.row} 行`,
    place.column === undefined ? '' : `${place.column} 列`,
  ]
  const sheet = place.sheet === undefined ? '' : `“${place.sheet}”`
  return [place.file ?? '', sheet, cell.filter(Boolean).join(' ')].filter(Boolean).join(' ')
}

/** A list of problems, each with its place, its weight and what to do. */
export function Problems(props: { problems: readonly WireProblem[]; withPlace?: boolean }) {
  if (props.problems.length === 0) return null
  /** Where all are refusals of one act, the word says nothing. */
  const weighed = props.problems.some((one) => one.severity !== 'refused' || one.place?.row !== undefined)
  return (
    <ul className={weighed ? 'problems' : 'problems plain'}>
      {props.problems.map((one, index) => (
        <ProblemLine
          key={`${one.code}-${index}`}
          problem={one}
          weighed={weighed}
          withPlace={props.withPlace !== false}
        />
      ))}
    </ul>
  )
}

function ProblemLine(props: { problem: WireProblem; weighed: boolean; withPlace: boolean }) {
  const { problem, withPlace } = props
  const where = withPlace ? placeInWords(problem.place) : ''
  const { color, word } = WORDS[problem.severity]
  return (
    <li>
      {props.weighed && <Tag color={color}>{word}</Tag>}
      {where !== '' && <strong>{where}：</strong>}
      {problem.says}
    </li>
  )
}
