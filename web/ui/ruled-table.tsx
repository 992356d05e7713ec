import type { ReactNode } from 'react'

/** A table with lines, as it is printed; on a narrow screen it is pushed to the side, not the page. */
export function RuledTable(props: { head: readonly string[]; children: ReactNode }) {
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            {props.head.map((one) => (
              <th key={one}>{one}</th>
            ))}
          </tr>
        </thead>
        <tbody>{props.children}</tbody>
      </table>
    </div>
  )
}
