import { colourOf } from './tags.tsx'
import { Go } from './go.tsx'
import { NumberText } from './values.tsx'
import './bars.css'

export interface Bar {
  label: string
  value: number
  /** Where the rows behind the bar stand. */
  to?: string
}

/** Counts by word as plain bars; the figure stands beside each, so that the picture is never the only answer. */
export function Bars(props: { bars: readonly Bar[]; unit: string }) {
  const total = props.bars.reduce((sum, one) => sum + one.value, 0)
  const most = Math.max(1, ...props.bars.map((one) => one.value))
  return (
    <ul className="bars">
      {props.bars.map((one) => (
        <li key={one.label}>
          <span className="bar-label">
            {one.to === undefined ? one.label : <Go to={one.to}>{one.label}</Go>}
          </span>
          <span className="bar-track" aria-hidden>
            <span
              className={`bar-fill ${colourOf(one.label)}`}
              style={{ width: `${(one.value / most) * 100}%` }}
            />
          </span>
          <span className="bar-value" title={`共 ${total} ${props.unit}`}>
            <NumberText value={one.value} unit={props.unit} />
            <small>{total === 0 ? '' : `${((one.value / total) * 100).toFixed(1)}%`}</small>
          </span>
        </li>
      ))}
    </ul>
  )
}

/** A share of a whole as a thin line; the words and the figure beside it are the caller's. */
export function ShareLine(props: { percent: number; label: string }) {
  const level = props.percent >= 80 ? 'green' : props.percent >= 50 ? 'gold' : 'red'
  return (
    <span
      className="share-line"
      role="progressbar"
      aria-label={props.label}
      aria-valuenow={Math.round(props.percent)}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <span
        className={`bar-fill ${level}`}
        style={{ width: `${Math.min(100, Math.max(0, props.percent))}%` }}
      />
    </span>
  )
}
