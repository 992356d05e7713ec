import { Empty } from 'antd'
import type { ReactNode } from 'react'

/** Nothing here, why, and the next step by name. */
export function EmptyState(props: { says: string; next?: ReactNode }) {
  return (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={props.says}>
      {props.next}
    </Empty>
  )
}
