import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import type { WirePiece } from '#contract/supervision/policy-texts.ts'
import { clauseTitle } from './policy-clause.tsx'

interface PiecesProps {
  pieces: readonly WirePiece[]
  clauses: readonly { id: string; heading: string }[]
  onlyDoubts: boolean
  /** Given where the reading may be put right. */
  onChange?: (at: number, piece: WirePiece) => void
}

/** Raw at the left, the cleaned reading at the right, the clause and the doubts with it. */
export function PieceRows(props: PiecesProps) {
  const { pieces, clauses, onlyDoubts, onChange } = props
  const options = clauses.map((one) => ({ value: one.id, label: clauseTitle(one) }))
  return (
    <div className="text-pieces" role="table" aria-label="原文逐段">
      <div className="text-piece text-head" role="row">
        <span role="columnheader">段</span>
        <span role="columnheader">原样</span>
        <span role="columnheader">整理后的读法</span>
        <span role="columnheader">条款</span>
      </div>
      {pieces.map((piece, at) =>
        onlyDoubts && piece.doubts.length === 0 ? null : (
          <div key={at} className={piece.doubts.length > 0 ? 'text-piece doubted' : 'text-piece'} role="row">
            <span role="cell" className="number faint">
              {at + 1}
            </span>
            <span role="cell" className="text-raw">
              {piece.raw}
            </span>
            <div role="cell">
              <Reading piece={piece} at={at} {...(onChange && { onChange })} />
              {piece.doubts.map((one) => (
                <div key={one} className="text-doubt">
                  {one}
                </div>
              ))}
            </div>
            <div role="cell">
              {onChange === undefined ? (
                (options.find((one) => one.value === piece.clause)?.label ?? (
                  <span className="faint">不属于条款</span>
                ))
              ) : (
                <Select
                  aria-label={`第 ${at + 1} 段的条款`}
                  value={piece.clause}
                  options={options}
                  allowClear
                  showSearch
                  optionFilterProp="label"
                  placeholder="不属于条款"
                  style={{ width: '100%' }}
                  onChange={(picked: string | undefined) =>
                    onChange(at, { ...piece, clause: picked ?? null })
                  }
                />
              )}
            </div>
          </div>
        ),
      )}
    </div>
  )
}

/** The reading as text; with a button to put it right where that is allowed. The raw text never changes. */
function Reading(props: { piece: WirePiece; at: number; onChange?: (at: number, piece: WirePiece) => void }) {
  const { piece, at, onChange } = props
  const [editing, setEditing] = useState(false)
  if (onChange === undefined) return <span>{piece.clean}</span>
  if (!editing)
    return (
      <>
        <span>{piece.clean}</span>{' '}
        <Button
          size="small"
          type="link"
          aria-label={`改第 ${at + 1} 段的读法`}
          onClick={() => setEditing(true)}
        >
          改
        </Button>
      </>
    )
  return (
    <Input.TextArea
      aria-label={`第 ${at + 1} 段的读法`}
      autoFocus
      autoSize
      value={piece.clean}
      onChange={(event) => onChange(at, { ...piece, clean: event.target.value })}
      onBlur={() => setEditing(false)}
    />
  )
}
