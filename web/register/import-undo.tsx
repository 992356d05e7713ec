import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { previewUndo, type UndoHeld, type UndoPreview, undoImport } from '#contract/kernel/import-undo.ts'
import { useAct, useCall } from '../shell/api.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { momentText } from '../ui/values.tsx'
import type { Import } from './imports-table.tsx'

/** Taking an import back: asked for by a button, then what it would do and what stands in the way, then the act. */
export function ImportUndo(props: { one: Import }) {
  const [open, setOpen] = useState(false)
  if (!open)
    return (
      <div className="gap-below">
        <Button onClick={() => setOpen(true)}>
          {props.one.state === 'undone' ? '再撤销留下的行…' : '整体撤销这次导入…'}
        </Button>
      </div>
    )
  return <Asked one={props.one} onClose={() => setOpen(false)} />
}

function Asked(props: { one: Import; onClose: () => void }) {
  const { id, units } = props.one
  const preview = useCall(previewUndo, { params: { id } })
  const [forgetUnits, setForgetUnits] = useState(false)
  const undo = useAct(undoImport, { done: '已撤销', onDone: props.onClose })
  const would = preview.data
  if (would === undefined)
    return (
      <section className="panel" aria-label="撤销导入">
        {preview.isLoading ? '正在核对哪些行可以撤销' : '没有核对成，请刷新后再试'}
      </section>
    )
  const rest = would.held > 0
  return (
    <section className="gap-below" aria-label="撤销导入">
      <ConfirmPanel
        danger
        title={rest ? `有 ${would.held} 行后来改过或已被用到，撤不了` : '整体撤销这次导入'}
        happens={happens(would)}
        button={
          rest ? `只撤其余 ${would.ended + would.restored} 条` : `撤销 ${would.ended + would.restored} 条`
        }
        busy={undo.isPending}
        blocked={would.ended + would.restored === 0 ? '没有可以撤销的行' : null}
        onConfirm={() => undo.mutate({ params: { id }, body: { rest, forgetUnits } })}
        cancel="不撤了"
        onCancel={props.onClose}
      >
        {units.some((one) => one.answered !== null) && (
          <p>
            <Checkbox checked={forgetUnits} onChange={(event) => setForgetUnits(event.target.checked)}>
              随这次导入回答的金额单位也不再沿用
            </Checkbox>
          </p>
        )}
      </ConfirmPanel>
      {rest && <Held would={would} />}
    </section>
  )
}

function happens(would: UndoPreview): string[] {
  return [
    ...would.registers
      .filter((one) => one.ended + one.restored > 0)
      .map(
        ({ label, ended, restored }) =>
          `${label}：${[ended > 0 && `新增的 ${ended} 条终止`, restored > 0 && `改过的 ${restored} 条恢复原样`].filter(Boolean).join('，')}`,
      ),
    `涉及 ${would.bodies} 家主体，指标和问题随之重算`,
    '历史都保留，可在每条记录的变更记录里看到；地址归属和单位的回答仍然有效',
    '一次全部撤完；中途出错则一条也不动',
  ]
}

const COLUMNS: readonly RowColumn<UndoHeld>[] = [
  { key: 'body', title: '主体', head: true, render: (row) => row.bodyName ?? '' },
  { key: 'register', title: '台账', render: (row) => row.registerLabel },
  { key: 'place', title: '表中位置', render: (row) => `“${row.sheet}”第 ${row.row} 行` },
  {
    key: 'why',
    title: '为什么撤不了',
    render: (row) => (
      <ul className="problems plain">
        {row.because.map(({ what, by, at }) => (
          <li key={`${what}${at ?? ''}`}>
            {[what, by, at !== null && momentText(at)].filter(Boolean).join('，')}
          </li>
        ))}
      </ul>
    ),
  },
]

function Held(props: { would: UndoPreview }) {
  const { held, heldRows } = props.would
  return (
    <div className="panel gap-above">
      <h3>撤不了的行{held > heldRows.length && `（共 ${held} 行，下面是前 ${heldRows.length} 行）`}</h3>
      <DataRows<UndoHeld> rows={heldRows} columns={COLUMNS} rowKey={(row) => row.record} />
    </div>
  )
}
