import { Button, Tag } from 'antd'
import { useState } from 'react'

const FIRST = 6

/** Short words side by side: the first by name, the rest at a press. */
export function FoldedWords(props: { words: readonly string[]; unit: string }) {
  const [all, setAll] = useState(false)
  const shown = all ? props.words : props.words.slice(0, FIRST)
  return (
    <>
      {shown.map((one) => (
        <Tag key={one}>{one}</Tag>
      ))}
      {props.words.length > FIRST && !all && (
        <Button type="link" size="small" onClick={() => setAll(true)}>
          等 {props.words.length} {props.unit}
        </Button>
      )}
    </>
  )
}
