import { Alert, Button, Flex, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { addOpeningAssets, type listAssets, type NewCard } from '#contract/accounting/assets.ts'
import { accountLabel } from '#core/accounting/chart.ts'
import { CARDED, agrees, type OpeningStanding } from '#core/accounting/opening-cards.ts'
import { fenOfWire, wireOfFen, type Fen } from '#core/values/money.ts'
import { LeaveGuard } from '../register/leave-guard.tsx'
import { useAct } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Problems } from '../ui/problems.tsx'
import { Money } from '../ui/values.tsx'
import { USES, type AssetUse } from './asset-form.tsx'
import { type OpenedBook, wireOfTyped } from './book.ts'
import { openingRows, type TypedCard } from './opening-card-rows.ts'

type Assets = z.infer<typeof listAssets.response>

const fen = (text: string): Fen => fenOfWire(text) ?? 0n

/** The opening balances as the cards stand to them. */
export const standingsOf = (data: Pick<Assets, 'opening'>): OpeningStanding[] =>
  data.opening.map(({ account, ...sums }) => ({
    account,
    books: fen(sums.books),
    cards: fen(sums.cards),
    wornBooks: fen(sums.wornBooks),
    wornCards: fen(sums.wornCards),
  }))

/** 按期初余额建卡: every asset that the book opened with, until cards and balances are the same. */
export function OpeningCards(props: { book: OpenedBook; data: Assets }) {
  const { book, data } = props
  const open = standingsOf(data).filter((one) => !agrees(one))
  const [rows, setRows] = useState<TypedCard[] | null>(null)
  if (open.length === 0) return null
  if (rows === null)
    return (
      <Alert
        type="info"
        showIcon
        className="opening-notice gap-below no-print"
        title="期初的资产还没有建齐卡片"
        description={open.map((one) => (
          <div key={one.account}>
            {accountLabel(one.account)}：期初 <Money yuan={wireOfFen(one.books)} unit />
            ，卡片 <Money yuan={wireOfFen(one.cards)} unit />
            {CARDED[one.account] !== null && (
              <>
                ；已提折旧期初 <Money yuan={wireOfFen(one.wornBooks)} unit />
                ，卡片 <Money yuan={wireOfFen(one.wornCards)} unit />
              </>
            )}
          </div>
        ))}
        action={
          book.mayWrite && (
            <Button type="primary" onClick={() => setRows(openingRows(open, data.told))}>
              按期初余额建卡
            </Button>
          )
        }
      />
    )
  return <Fill book={book} open={open} rows={rows} onRows={setRows} />
}

interface FillProps {
  book: OpenedBook
  open: readonly OpeningStanding[]
  rows: TypedCard[]
  onRows: (rows: TypedCard[] | null) => void
}

function Fill(props: FillProps) {
  const { book, open, rows, onRows } = props
  const add = useAct(addOpeningAssets, { quiet: true, done: '卡片已建', onDone: () => onRows(null) })
  const used = rows.filter((row) => row.name.trim() !== '' || row.cost.trim() !== '')
  const change = (at: number, part: Partial<TypedCard>) =>
    onRows(rows.map((row, index) => (index === at ? { ...row, ...part } : row)))
  return (
    <ConfirmPanel
      title="按期初余额建卡"
      happens={[
        '照老账的固定资产卡片或盘点表，一项一行；同类的小件可以合成一项，写明数量',
        '每一类卡片的原价、已提折旧合计与期初余额一分不差才能建；用补助购建的先在“登记资产”里登记、写明哪项补助，再来补其余的',
        '“用在”说折旧算哪里的开支：生产进生产成本（田里、棚里、圈里用的，先都按这一项），经营进经营支出（卖货、运货、门店用的），管理进管理费用（办公用的），公益进其他支出；不是的请改',
        `以后的折旧从 ${book.startedOn.slice(0, 7)} 起按还要提的月数平均`,
      ]}
      button={`建 ${used.length} 张卡片`}
      busy={add.isPending}
      blocked={
        used.length === 0
          ? '请先填写资产'
          : used.some((row) => row.months === null)
            ? '请填每项还要提多少个月，不再提的填 0'
            : null
      }
      onConfirm={() => add.mutate({ params: { body: book.body }, body: { cards: used.map(cardOf) } })}
      onCancel={() => onRows(null)}
    >
      <LeaveGuard when={() => used.length > 0} says="填的资产还没有建卡，离开后不会留下。" />
      <ul className="opening-cards">
        {rows.map((row, at) => (
          <li key={at}>
            <CardInputs row={row} nth={at + 1} book={book} onChange={(part) => change(at, part)} />
            <Button
              type="text"
              aria-label={`删去第 ${at + 1} 项`}
              onClick={() => onRows(rows.filter((_, index) => index !== at))}
            >
              删去
            </Button>
          </li>
        ))}
      </ul>
      <Flex wrap gap="small" className="gap-below">
        {open.map(({ account }) => (
          <Button key={account} onClick={() => onRows([...rows, ...openingRows([{ account }], [])])}>
            加一项{accountLabel(account)}
          </Button>
        ))}
      </Flex>
      <Sums open={open} rows={used} />
      {add.error !== null && <Problems problems={problemsOf(add.error)} withPlace={false} />}
    </ConfirmPanel>
  )
}

const cardOf = (row: TypedCard): NewCard => ({
  name: row.name,
  account: row.account,
  acquiredOn: row.acquiredOn,
  cost: wireOfTyped(row.cost) || '0',
  worn: wireOfTyped(row.worn) || '0',
  residual: wireOfTyped(row.residual) || '0',
  months: row.months ?? 0,
  useAccount: (row.months ?? 0) > 0 ? row.use : null,
  grantName: null,
  poverty: false,
  place: null,
  keeper: null,
})

/** What is still open of each account, while it is typed. */
function Sums(props: { open: readonly OpeningStanding[]; rows: readonly TypedCard[] }) {
  return (
    <ul className="checks" role="status">
      {props.open.map((one) => {
        const own = props.rows.filter((row) => row.account === one.account)
        const sum = (of: 'cost' | 'worn') => own.reduce((total, row) => total + fen(wireOfTyped(row[of])), 0n)
        const cost = one.books - one.cards - sum('cost')
        const worn = one.wornBooks - one.wornCards - sum('worn')
        return (
          <li key={one.account}>
            <strong>{accountLabel(one.account)}</strong>：
            {cost === 0n && worn === 0n ? (
              '与期初余额相等'
            ) : (
              <>
                原价还差 <Money yuan={wireOfFen(cost)} unit />
                {CARDED[one.account] !== null && (
                  <>
                    ，已提折旧还差 <Money yuan={wireOfFen(worn)} unit />
                  </>
                )}
              </>
            )}
          </li>
        )
      })}
    </ul>
  )
}

interface CardInputsProps {
  row: TypedCard
  nth: number
  book: OpenedBook
  onChange: (part: Partial<TypedCard>) => void
}

function CardInputs({ row, nth, book, onChange }: CardInputsProps) {
  const wears = CARDED[row.account] !== null
  const text = (key: 'name' | 'cost' | 'worn' | 'residual', label: string, width: number) => (
    <Labelled label={label}>
      <Input
        aria-label={`第 ${nth} 项${label}`}
        style={{ width }}
        maxLength={100}
        value={row[key]}
        onChange={(event) => onChange({ [key]: event.target.value })}
      />
    </Labelled>
  )
  return (
    <Flex wrap gap="small" align="end">
      <span className="faint">{accountLabel(row.account)}</span>
      {text('name', '名称、规格、数量', 220)}
      <Labelled label="取得日期">
        <DayPicker
          label={`第 ${nth} 项取得日期`}
          value={row.acquiredOn || undefined}
          until={book.startedOn}
          onChange={(day) => onChange({ acquiredOn: day ?? '' })}
        />
      </Labelled>
      {text('cost', '原价', 120)}
      {wears && text('worn', '已提折旧', 120)}
      {wears && text('residual', '残值', 100)}
      {wears && (
        <Labelled label="还要提（月）">
          <InputNumber
            aria-label={`第 ${nth} 项还要提的月数`}
            min={0}
            max={1200}
            value={row.months}
            onChange={(months) => onChange({ months })}
          />
        </Labelled>
      )}
      {wears && row.months !== 0 && (
        <Labelled label="用在">
          <Select<AssetUse>
            aria-label={`第 ${nth} 项用在`}
            value={row.use}
            options={[...USES]}
            onChange={(use) => onChange({ use })}
          />
        </Labelled>
      )}
    </Flex>
  )
}
