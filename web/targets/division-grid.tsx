import { Input } from 'antd'
import type { Division } from '#contract/targets/division.ts'
import { heldBy, keyOf, sumBelow, withCell, type Draft } from './division-draft.ts'
import './division.css'

interface GridProps {
  division: Division
  targets: Division['targets']
  draft: Draft
  onChange: (draft: Draft) => void
}

/** Areas down, targets across; what differs from what is held is marked. */
export function DivisionGrid(props: GridProps) {
  const { division, targets } = props
  return (
    <div className="division-scroll">
      <table className="division">
        <thead>
          <tr>
            <th scope="col">辖区</th>
            {targets.map((one) => (
              <th key={one.id} scope="col" title={one.documentTitle}>
                {one.label}
                <small className="faint">
                  {one.by} 前，全域 {one.wanted}
                </small>
              </th>
            ))}
            <th scope="col">责任单位</th>
          </tr>
        </thead>
        <tbody>
          {division.areas.map((place) => (
            <Row key={place.area} {...props} place={place} />
          ))}
          <tr className="division-sum">
            <th scope="row">各地合计</th>
            {targets.map((one) => (
              <td key={one.id}>{sumBelow(division, props.draft, one.id) ?? '—'}</td>
            ))}
            <td />
          </tr>
          {division.whole && (
            <Row {...props} place={{ area: division.area, name: `${division.areaName}（全域）` }} />
          )}
        </tbody>
      </table>
    </div>
  )
}

function Row(props: GridProps & { place: Division['areas'][number] }) {
  const { division, targets, draft, onChange, place } = props
  const held = heldBy(division)
  const of = (target: string) => {
    const key = keyOf(target, place.area)
    const was = held.get(key)
    return { now: draft[key] ?? { value: was?.value ?? '', owner: was?.owner ?? '' }, changed: key in draft }
  }
  const owners = [...new Set(targets.map((one) => of(one.id).now.owner).filter((one) => one !== ''))]
  const setOwner = (owner: string) =>
    onChange(
      targets
        .filter((one) => of(one.id).now.value !== '')
        .reduce((next, one) => withCell(next, held, { target: one.id, area: place.area, owner }), draft),
    )
  return (
    <tr>
      <th scope="row">{place.name}</th>
      {targets.map((one) => {
        const { now, changed } = of(one.id)
        return (
          <td key={one.id}>
            <Input
              aria-label={`${place.name} ${one.label}`}
              className={changed ? 'division-changed' : ''}
              value={now.value}
              placeholder={one.hint}
              maxLength={40}
              onChange={(event) =>
                onChange(
                  withCell(draft, held, { target: one.id, area: place.area, value: event.target.value }),
                )
              }
            />
          </td>
        )
      })}
      <td>
        <Input
          aria-label={`${place.name} 责任单位`}
          value={owners.join('、')}
          maxLength={60}
          onChange={(event) => setOwner(event.target.value)}
        />
      </td>
    </tr>
  )
}
