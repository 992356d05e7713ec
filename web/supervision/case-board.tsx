import { listCases } from '#contract/supervision.ts'
import { problemCase } from '#core/supervision/problem-case.ts'
import { useCall } from '../shell/api.ts'
import '../ui/items.css'

interface CaseBoardProps {
  /** What narrows the board beside the state. */
  filter: { area?: string; mine?: '1'; late?: '1' }
  state: string | undefined
  onState: (state: string | undefined) => void
}

/** How many cases stand in each state, in the order of the procedure; a press shows them. */
export function CaseBoard(props: CaseBoardProps) {
  const states = Object.entries(problemCase.states).map(([state, { label }]) => ({ state, label }))
  return (
    <div className="board" role="group" aria-label="按状态查看">
      <StateTile {...props} of={undefined} label="全部" />
      {states.map((one) => (
        <StateTile key={one.state} {...props} of={one.state} label={one.label} />
      ))}
    </div>
  )
}

function StateTile(props: CaseBoardProps & { of: string | undefined; label: string }) {
  const query = { ...props.filter, ...(props.of !== undefined && { state: props.of }), size: 1 }
  const all = useCall(listCases, { query }, { keep: true })
  const late = useCall(listCases, { query: { ...query, late: '1' as const } }, { keep: true })
  const lateCount = late.data?.total ?? 0
  return (
    <button
      type="button"
      className={props.state === props.of ? 'board-state chosen' : 'board-state'}
      aria-pressed={props.state === props.of}
      onClick={() => props.onState(props.of)}
    >
      <b>{all.data?.total ?? '…'}</b>
      {props.label}
      {lateCount > 0 && <small>逾期 {lateCount}</small>}
    </button>
  )
}
