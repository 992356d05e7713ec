import type { PolicyParameter } from '#contract/supervision/policies.ts'

interface Point {
  from: string
  value: string
  size: number
}

const WIDTH = 260
const HEIGHT = 64
const EDGE = 6

/** A value through time as steps: the document's line, and in another colour that of the place. Nothing for a single value. */
export function ValueChart(props: { parameter: PolicyParameter; today: string }) {
  const { parameter, today } = props
  const document = parameter.series.filter(hasSize)
  const local = parameter.local.filter(hasSize)
  const all = [...document, ...local]
  if (all.length < 2) return null
  const frame = frameOf(all, today)
  const says = all.map((one) => `${one.from} 起 ${one.value}`).join('，')
  return (
    <figure className="value-chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${parameter.label}：${says}`}>
        <Steps points={document} frame={frame} className="document" />
        <Steps points={local} frame={frame} className="local" />
      </svg>
      <figcaption className="faint">
        <span>{frame.first}</span>
        <span>
          {frame.lowest.value}–{frame.highest.value}
        </span>
        <span>今</span>
      </figcaption>
    </figure>
  )
}

function hasSize<T extends { size: number | null }>(one: T): one is T & { size: number } {
  return one.size !== null
}

interface Frame {
  first: string
  lowest: Point
  highest: Point
  x: (day: string) => number
  y: (size: number) => number
}

function frameOf(points: readonly Point[], today: string): Frame {
  const byDay = points.toSorted((a, b) => a.from.localeCompare(b.from))
  const bySize = points.toSorted((a, b) => a.size - b.size)
  const [first, lowest, highest] = [byDay[0]!, bySize[0]!, bySize.at(-1)!]
  const last = [today, byDay.at(-1)!.from].toSorted((a, b) => a.localeCompare(b)).at(-1)!
  const days = Math.max(1, Date.parse(last) - Date.parse(first.from))
  const height = Math.max(highest.size - lowest.size, 0)
  return {
    first: first.from,
    lowest,
    highest,
    x: (day) => EDGE + ((Date.parse(day) - Date.parse(first.from)) / days) * (WIDTH - 2 * EDGE),
    y: (size) =>
      height === 0 ? HEIGHT / 2 : HEIGHT - EDGE - ((size - lowest.size) / height) * (HEIGHT - 2 * EDGE),
  }
}

/** A line that keeps its height until the next value begins, to the right edge. */
function Steps(props: { points: readonly Point[]; frame: Frame; className: string }) {
  const { points, frame, className } = props
  if (points.length === 0) return null
  const path = points.map(({ from, size }, at) => {
    const [x, y] = [frame.x(from).toFixed(1), frame.y(size).toFixed(1)]
    return at === 0 ? `M${x} ${y}` : `H${x} V${y}`
  })
  return (
    <g className={className}>
      <path d={`${path.join(' ')} H${WIDTH - EDGE}`} />
      {points.map((one) => (
        <circle key={one.from} cx={frame.x(one.from)} cy={frame.y(one.size)} r="2.5">
          <title>
            {one.from} 起 {one.value}
          </title>
        </circle>
      ))}
    </g>
  )
}
