import { Alert } from 'antd'
import { Go } from '../ui/go.tsx'
import type { OpenedBook } from './book.ts'

/** Stands until the book has its opening balances: without them every balance counts from zero. A cooperative that is younger than its book has none. */
export function NoOpening(props: { book: OpenedBook }) {
  const { book } = props
  if (book.hasOpening || book.beginsWithBody) return null
  return (
    <Alert
      type="warning"
      showIcon
      className="gap-below no-print"
      title={
        <>
          期初余额还没有记入，报表和余额都从零算起。
          <Ways book={book} />
        </>
      }
    />
  )
}

/** Where they are given, by how the book is kept. */
function Ways({ book }: { book: OpenedBook }) {
  const to = (tab: string) => `/books/${book.body}?tab=${tab}`
  if (!book.mayWrite) return '由合作社的理事长或财务会计记入。'
  if (book.depth === 'cash') return <Go to={to('stock')}>去做期初盘点</Go>
  return (
    <>
      <Go to={to('opening')}>去录入期初余额</Go>；以前用 2007 年的旧科目记账的，
      <Go to={to('conversion')}>去旧账转换</Go>
    </>
  )
}
