import { Button, Flex, Segmented } from 'antd'
import { statements, type WireStatementRow, type WireStatements } from '#contract/accounting.ts'
import { NOTES_PATH } from '#contract/accounting/notes.ts'
import { behindIncome, behindSheet, type Key } from '#core/accounting/behind.ts'
import { fenOfWire } from '#core/values/money.ts'
import { useAddress } from '../shell/address.ts'
import { link, useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { Problems } from '../ui/problems.tsx'
import type { OpenedBook } from './book.ts'
import { CheckList } from './check-list.tsx'
import { EquityTable } from './equity-table.tsx'
import { MonthSelect, useMonth, vouchersBehind } from './month-select.tsx'
import { Opening } from './opening-figure.tsx'

const FORMS = [
  { value: 'sheet', label: '资产负债表' },
  { value: 'income', label: '盈余及盈余分配表' },
  { value: 'equity', label: '成员权益变动表' },
]

/** 会计报表: the three statements as of the end of a month, their cross-checks, the workbook and the print. */
export function StatementsTab(props: { book: OpenedBook }) {
  const { book } = props
  const address = useAddress()
  const month = useMonth(book)
  const form = address.get('form') ?? 'sheet'
  const input = { params: { body: book.body }, query: { month } }
  const answer = useCall(statements, input, { keep: true })
  return (
    <>
      <Flex wrap gap="middle" align="center" justify="space-between" className="panel no-print">
        <MonthSelect book={book} />
        <div className="scrolls">
          <Segmented
            value={form}
            options={FORMS}
            onChange={(next) => address.set({ form: next })}
            aria-label="哪一张报表"
          />
        </div>
        <Flex gap="small" wrap>
          <Button href={link('/api/books/:body/statements.xlsx', { body: book.body }, { month })}>
            下载三张表（.xlsx）
          </Button>
          <Button href={link(NOTES_PATH, { body: book.body }, { year: month.slice(0, 4) })}>
            下载附注（.docx）
          </Button>
          <Button onClick={() => window.print()}>打印</Button>
        </Flex>
      </Flex>
      {answer.error !== null && <Problems problems={problemsOf(answer.error)} />}
      {answer.data !== undefined && <Shown data={answer.data} form={form} book={book} month={month} />}
    </>
  )
}

interface ShownProps {
  data: WireStatements
  form: string
  book: OpenedBook
  month: string
}

function Shown(props: ShownProps) {
  const { data, form, book, month } = props
  const behind = (keys: readonly Key[], until = month) => vouchersBehind(book, { keys, until })
  const sheet: Opens = (row, column) =>
    behind(behindSheet(data.sheet, row, column === 'now' ? 'end' : 'begin'))
  // What was earned and spent the year before is opened as of its December.
  const income: Opens = (row, column) =>
    behind(behindIncome(data.income, row), column === 'now' ? month : `${Number(month.slice(0, 4)) - 1}-12`)
  return (
    <>
      <section className="panel statement" aria-label={FORMS.find((one) => one.value === form)?.label ?? ''}>
        <h3>{FORMS.find((one) => one.value === form)?.label}</h3>
        <p className="statement-head">
          <span>编制单位：{data.bodyName}</span>
          <span>{data.day}</span>
          <span>单位：元</span>
        </p>
        {form === 'sheet' && <SheetTable rows={data.sheet} opens={sheet} />}
        {form === 'income' && (
          <RowsTable rows={data.income} heads={['本年金额', '上年金额']} opens={income} />
        )}
        {form === 'equity' && <EquityTable columns={data.equity} opens={behind} />}
      </section>
      <div className="no-print">
        <CheckList
          checks={data.checks.map(({ left, right, ...one }) => ({
            ...one,
            left: fenOfWire(left) ?? 0n,
            right: fenOfWire(right) ?? 0n,
          }))}
        />
      </div>
    </>
  )
}

/** Where the vouchers behind a figure are listed. */
type Opens = (row: number, column: 'now' | 'before') => string | null

interface TableProps {
  rows: readonly WireStatementRow[]
  opens: Opens
}

const LAST_ASSET = 22

/** Assets left, liabilities and equity right; one below the other on a phone. */
function SheetTable(props: TableProps) {
  const heads = ['期末余额', '年初余额'] as const
  return (
    <div className="two-sides">
      <RowsTable {...props} heads={heads} rows={props.rows.filter((one) => one.row <= LAST_ASSET)} />
      <RowsTable {...props} heads={heads} rows={props.rows.filter((one) => one.row > LAST_ASSET)} />
    </div>
  )
}

function RowsTable(props: TableProps & { heads: readonly [string, string] }) {
  return (
    <table className="entry">
      <thead>
        <tr>
          <th>项目</th>
          <th>行次</th>
          <th className="right">{props.heads[0]}</th>
          <th className="right">{props.heads[1]}</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr key={row.row} className={row.kind} title={row.formula}>
            <td>{row.label}</td>
            <td className="number">{row.row}</td>
            {(['now', 'before'] as const).map((column) => (
              <td key={column} className="right">
                <Opening yuan={row[column]} to={props.opens(row.row, column)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
