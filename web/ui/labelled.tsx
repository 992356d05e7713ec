import { Flex } from 'antd'
import type { ReactNode } from 'react'

/** A control of a filter bar with its name before it. */
export function Labelled(props: { label: string; children: ReactNode }) {
  return (
    <Flex gap={6} align="center" component="label">
      <span className="faint label-text">{props.label}</span>
      {props.children}
    </Flex>
  )
}
