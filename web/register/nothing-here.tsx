import type { Register } from '#core/kernel/register.ts'
import { EmptyState } from '../ui/empty.tsx'
import { Go } from '../ui/go.tsx'

/** An empty list: either the filters are too narrow, or the first step is named. */
export function NothingHere(props: { register: Register; filtered: boolean }) {
  if (props.filtered) return <EmptyState says="没有符合条件的记录，请放宽或清除筛选条件" />
  return (
    <EmptyState
      says={`还没有${props.register.label}的记录`}
      next={<Go to={`/imports?register=${props.register.id}`}>上传已有的表格</Go>}
    />
  )
}
