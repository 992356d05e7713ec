import { Alert, Button, Flex, Input, Select } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import {
  keepReported,
  listReported,
  READ_REPORTED_PATH,
  readReportedAnswer,
  type WireReportedRow,
} from '#contract/accounting/reported.ts'
import { reportedChecks, type Form } from '#core/accounting/reported.ts'
import { FORM_ROWS } from '#core/accounting/statements.ts'
import { fenOfWire } from '#core/values/money.ts'
import { link, upload, useAct, useCall, useTellProblems } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Money, momentText } from '../ui/values.tsx'
import { type Book, wireOfTyped } from './book.ts'
import { CheckList } from './check-list.tsx'
import {
  cellsOf,
  columnsOf,
  draftOfEquity,
  type EquityDraft,
  EquityInputs,
  EquityShown,
} from './reported-equity.tsx'
import { Source } from './reported-source.tsx'

type Kept = z.infer<typeof listReported.response>['months'][number]
type Draft = Record<Form, Record<number, { now: string; before: string }>>
const HEADS: Record<Form, readonly [string, string, string]> = {
  sheet: ['资产负债表', '期末余额', '年初余额'],
  income: ['盈余及盈余分配表', '本年金额', '上年金额'],
}
const FORMS = ['sheet', 'income'] as const
const ORIGINS = { statements: '报表文件', trial: '科目余额表', typed: '录入' }

/** 据报表: statements of bodies whose books are kept elsewhere; imported or typed, checked, kept by month. */
export function ReportedTab(props: { book: Book }) {
  const { book } = props
  const answer = useCall(listReported, { params: { body: book.body } })
  const months = answer.data?.months ?? []
  const [month, setMonth] = useState<string | null>(null)
  const [enters, setEnters] = useState(false)
  const shown = months.find((one) => one.month === month) ?? months[0]
  if (enters) return <Enter book={book} onDone={() => setEnters(false)} />
  return (
    <>
      <Flex wrap gap="middle" align="center" justify="space-between" className="panel no-print">
        {shown !== undefined && (
          <Labelled label="月份">
            <Select
              aria-label="月份"
              value={shown.month}
              style={{ width: 130 }}
              options={months.map((one) => ({ value: one.month }))}
              onChange={setMonth}
            />
          </Labelled>
        )}
        {book.mayWrite && (
          <Button type="primary" onClick={() => setEnters(true)}>
            导入或录入报表
          </Button>
        )}
      </Flex>
      {shown === undefined ? (
        <EmptyState says="还没有报表。请从记账软件导出资产负债表、盈余及盈余分配表（年末连同成员权益变动表）或科目余额表，由合作社的理事长或财务会计传上来，也可以照着纸质报表录入" />
      ) : (
        <Shown kept={shown} />
      )}
    </>
  )
}

function Shown(props: { kept: Kept }) {
  const { kept } = props
  return (
    <>
      <Alert
        type="info"
        showIcon
        className="gap-below"
        title={`据报表：${ORIGINS[kept.origin]}${kept.fileName === null ? '' : `（${kept.fileName}）`}，${kept.actor} ${momentText(kept.at)}`}
        description="这家合作社的账在别处记，这里的数字没有凭证可以点开"
      />
      <div className="two-sides">
        {FORMS.map((form) => (
          <section className="panel" key={form} aria-label={HEADS[form][0]}>
            <h3>
              {HEADS[form][0]} {kept.month}
            </h3>
            <table className="entry">
              <thead>
                <tr>
                  <th>项目</th>
                  <th className="right">{HEADS[form][1]}</th>
                  <th className="right">{HEADS[form][2]}</th>
                </tr>
              </thead>
              <tbody>
                {FORM_ROWS[form].map((one) => {
                  const row = kept[form].find((found) => found.row === one.row)
                  return (
                    <tr key={one.row} className={one.formula === null ? 'line' : 'sum'}>
                      <td>{one.label}</td>
                      <td className="right">
                        <Money yuan={row?.now ?? '0.00'} />
                      </td>
                      <td className="right">
                        <Money yuan={row?.before ?? null} />
                      </td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
          </section>
        ))}
      </div>
      {kept.equity !== null && <EquityShown month={kept.month} cells={kept.equity} />}
      <CheckList
        checks={reportedChecks({ ...fenRows(kept), equity: kept.equity && columnsOf(kept.equity) })}
      />
    </>
  )
}

function fenRows(of: Record<Form, readonly WireReportedRow[]>) {
  const rows = (given: readonly WireReportedRow[]) =>
    given.map(({ row, now, before }) => ({
      row,
      now: fenOfWire(now) ?? 0n,
      before: before === null ? null : fenOfWire(before),
    }))
  return { sheet: rows(of.sheet), income: rows(of.income) }
}

function Enter(props: { book: Book; onDone: () => void }) {
  const { book } = props
  const { today } = useSession()
  const tell = useTellProblems()
  const [month, setMonth] = useState(today.slice(0, 7))
  const [draft, setDraft] = useState<Draft>({ sheet: {}, income: {} })
  const [equity, setEquity] = useState<EquityDraft>({})
  const [from, setFrom] = useState<{ origin: Kept['origin']; name?: string; remarks: string[] }>({
    origin: 'typed',
    remarks: [],
  })
  const keep = useAct(keepReported, { done: '报表已保存', onDone: props.onDone })
  const read = async (file: File) => {
    try {
      const form = new FormData()
      form.append('file', file, file.name)
      const found = await upload(link(READ_REPORTED_PATH, { body: book.body }), form, readReportedAnswer)
      setDraft({ sheet: draftOf(found.sheet), income: draftOf(found.income) })
      if (found.equity !== null) setEquity(draftOfEquity(found.equity))
      setFrom({ origin: found.origin, name: file.name, remarks: found.remarks })
    } catch (error) {
      tell(error)
    }
  }
  const rows = { sheet: rowsOf(draft.sheet), income: rowsOf(draft.income) }
  const empty = rows.sheet.length === 0
  const cells = cellsOf(equity)
  const bodyOf = () => {
    const { origin, name } = from
    return { ...rows, equity: cells, month, origin, ...(name && { fileName: name }) }
  }
  return (
    <>
      <Source month={month} onMonth={setMonth} remarks={from.remarks} onFile={(file) => void read(file)} />
      <div className="two-sides">
        {FORMS.map((form) => (
          <FormInputs
            key={form}
            form={form}
            values={draft[form]}
            onChange={(next) => setDraft((before) => ({ ...before, [form]: next }))}
          />
        ))}
      </div>
      <EquityInputs values={equity} onChange={setEquity} />
      {!empty && (
        <CheckList checks={reportedChecks({ ...fenRows(rows), equity: cells && columnsOf(cells) })} />
      )}
      <KeepButtons
        month={month}
        empty={empty}
        busy={keep.isPending}
        onKeep={() => keep.mutate({ params: { body: book.body }, body: bodyOf() })}
        onDone={props.onDone}
      />
    </>
  )
}

interface KeepProps {
  month: string
  empty: boolean
  busy: boolean
  onKeep: () => void
  onDone: () => void
}

function KeepButtons(props: KeepProps) {
  return (
    <Flex gap="small" className="gap-above">
      <Button type="primary" disabled={props.empty} loading={props.busy} onClick={props.onKeep}>
        保存 {props.month} 的报表
      </Button>
      <Button onClick={props.onDone}>取消</Button>
    </Flex>
  )
}

function draftOf(rows: readonly WireReportedRow[]): Draft[Form] {
  return Object.fromEntries(rows.map(({ row, now, before }) => [row, { now, before: before ?? '' }]))
}

function rowsOf(draft: Draft[Form]): WireReportedRow[] {
  return Object.entries(draft)
    .filter(([, { now, before }]) => now !== '' || before !== '')
    .map(([row, { now, before }]) => ({
      row: Number(row),
      now: wireOfTyped(now) || '0',
      before: before === '' ? null : wireOfTyped(before),
    }))
}

function FormInputs(props: { form: Form; values: Draft[Form]; onChange: (next: Draft[Form]) => void }) {
  const { form, values, onChange } = props
  const [title, ...heads] = HEADS[form]
  const change = (row: number, part: object) =>
    onChange({ ...values, [row]: { now: '', before: '', ...values[row], ...part } })
  return (
    <section className="panel" aria-label={title}>
      <h3>{title}</h3>
      <table className="entry">
        <thead>
          <tr>
            <th>项目</th>
            <th>{heads[0]}</th>
            <th>{heads[1]}</th>
          </tr>
        </thead>
        <tbody>
          {FORM_ROWS[form].map((one) => (
            <tr key={one.row} className={one.formula === null ? 'line' : 'sum'}>
              <td>{one.label}</td>
              {(['now', 'before'] as const).map((of, index) => (
                <td key={of}>
                  <Input
                    aria-label={`${title}第 ${one.row} 行${heads[index]}`}
                    className="number"
                    size="small"
                    value={values[one.row]?.[of] ?? ''}
                    onChange={(event) => change(one.row, { [of]: event.target.value })}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
