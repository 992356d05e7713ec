import { Button, Flex } from 'antd'
import { accountLabel } from '#core/accounting/chart.ts'
import type { Conversion } from '#core/accounting/conversion.ts'
import type { ConvertedRow } from '#core/accounting/conversion-split.ts'
import { addDays } from '#core/values/day.ts'
import { wireOfFen } from '#core/values/money.ts'
import { Money } from '../ui/values.tsx'
import type { OpenedBook } from './book.ts'

interface PaperProps {
  book: OpenedBook
  made: Conversion
  nameOf: (member: string) => string
  /** Where the workbook is. */
  paper: string
}

/** 转换对照表: the old balances beside what became of each, for the screen and for A4. */
export function ConversionPaper(props: PaperProps) {
  const { book, made } = props
  return (
    <section className="panel statement" aria-label="转换对照表">
      <h3>新旧会计科目转换对照表</h3>
      <p className="statement-head">
        <span>编制单位：{book.bodyName}</span>
        <span>{addDays(book.startedOn, -1)}</span>
        <span>单位：元</span>
      </p>
      <div className="wide">
        <table className="entry conversion">
          <thead>
            <tr>
              <th>旧科目</th>
              <th className="right">旧账借方</th>
              <th className="right">旧账贷方</th>
              <th>新科目</th>
              <th>明细</th>
              <th className="right">新账借方</th>
              <th className="right">新账贷方</th>
            </tr>
          </thead>
          <tbody>
            {made.rows.map((row) => (
              <Rows key={row.account.code} row={row} nameOf={props.nameOf} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td>合计</td>
              <Amount fen={made.old.debit} always />
              <Amount fen={made.old.credit} always />
              <td colSpan={2} />
              <Amount fen={made.now.debit} always />
              <Amount fen={made.now.credit} always />
            </tr>
          </tfoot>
        </table>
      </div>
      <p className="faint">
        依据：财会〔2021〕38号。新账合计比旧账多的部分，是原价和已摊销数分开列示、成员往来两方分开列示，逐科目相减后与旧账相等。
      </p>
      <p className="print-only">
        理事长（签字）：　　　　　　　监事（签字）：　　　　　　　会计：　　　　　　　日期：
      </p>
      <Flex gap="small" wrap className="no-print">
        <Button disabled={made.problems.length > 0} onClick={() => window.print()}>
          打印对照表签字
        </Button>
        <Button href={props.paper}>下载（.xlsx）</Button>
      </Flex>
    </section>
  )
}

function Rows(props: { row: ConvertedRow; nameOf: (member: string) => string }) {
  const { row } = props
  const lines = row.lines.length === 0 ? [null] : row.lines
  return lines.map((line, at) => (
    <tr key={at} className={row.left === 0n ? '' : 'bad'}>
      {at === 0 && (
        <>
          <td rowSpan={lines.length}>
            {row.account.code} {row.account.name}
          </td>
          <Amount fen={row.debit} rows={lines.length} />
          <Amount fen={row.credit} rows={lines.length} />
        </>
      )}
      {line === null ? (
        <td colSpan={4} className="bad">
          还没有转
        </td>
      ) : (
        <>
          <td>{accountLabel(line.account)}</td>
          <td>
            {line.member === null
              ? [line.party, line.item, line.note].filter(Boolean).join('、')
              : [props.nameOf(line.member), line.item].filter(Boolean).join('、')}
          </td>
          <Amount fen={line.debit} />
          <Amount fen={line.credit} />
        </>
      )}
    </tr>
  ))
}

function Amount(props: { fen: bigint; rows?: number; always?: boolean }) {
  return (
    <td className="right" rowSpan={props.rows ?? 1}>
      {props.fen === 0n && props.always !== true ? '' : <Money yuan={wireOfFen(props.fen)} />}
    </td>
  )
}
