import { Button, Select } from 'antd'
import { readYearly, type YearlyAnswer, YEARLY_SHEET_PATH } from '#contract/reporting/yearly.ts'
import { useAddress, usePathParam } from '../shell/address.ts'
import { link, useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DataRows } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Page } from '../ui/page.tsx'
import { AreaPicker, BodyPicker } from '../ui/pickers.tsx'
import { NumberText } from '../ui/values.tsx'
import { AreaLines, BodyLines } from './yearly-lines.tsx'
import './yearly.css'

const FIRST_YEAR = 2008

/** A yearly report: filled in from what is kept, each figure opens what it is made of, last year's beside it. */
export function YearlyPage() {
  const report = usePathParam('report')
  const address = useAddress()
  const [year, area, body] = [address.get('year'), address.get('area'), address.get('body')]
  const query = {
    ...(year !== undefined && { year: Number(year) }),
    ...(area !== undefined && { area }),
    ...(body !== undefined && { body }),
  }
  const answer = useCall(readYearly, { params: { report }, query }, { keep: true })
  const data = answer.data
  const ready = data !== undefined && data.lines.length > 0
  return (
    <Page
      title={data === undefined ? '年度报表' : data.label}
      says={data?.says}
      error={answer.error}
      loading={answer.isPending}
      actions={
        ready && (
          <>
            <Button onClick={() => window.print()}>打印</Button>
            <Button
              type="primary"
              href={link(YEARLY_SHEET_PATH, { report }, { ...query, year: data.year })}
              download
            >
              导出 .xlsx
            </Button>
          </>
        )
      }
    >
      {data !== undefined && <YearlyContent data={data} />}
    </Page>
  )
}

function YearlyContent(props: { data: YearlyAnswer }) {
  const { data } = props
  return (
    <>
      <Choose data={data} />
      {data.lines.length === 0 ? (
        <EmptyState says="先选一家合作社" />
      ) : (
        <section className={data.per === 'area' ? 'panel yearly areas' : 'panel yearly'}>
          <h3>
            {data.subject} {data.year} 年{data.label}
          </h3>
          <p className="faint">
            {data.lines.length} 项里填好 {data.filled} 项；空白的没有数，不按 0 计。
            {data.per === 'area' && (
              <>
                标＊的有合作社不知道、没有计入<span className="no-print">，点开看几家</span>。
              </>
            )}
            {data.unverified !== null && (
              <>
                <b className="yearly-unverified">待核实</b> {data.unverified}。
              </>
            )}
          </p>
          {data.per === 'body' ? <BodyLines data={data} /> : <AreaLines data={data} />}
        </section>
      )}
      <Asked data={data} />
    </>
  )
}

function Choose(props: { data: YearlyAnswer }) {
  const { data } = props
  const address = useAddress()
  const session = useSession()
  const thisYear = Number(session.today.slice(0, 4))
  const years = Array.from({ length: thisYear - FIRST_YEAR + 1 }, (_, at) => thisYear - at)
  return (
    <div className="panel no-print yearly-choose">
      <Labelled label="年度">
        <Select
          aria-label="年度"
          value={data.year}
          options={years.map((one) => ({ value: one, label: `${one} 年` }))}
          onChange={(year) => address.set({ year: String(year) })}
          style={{ width: 120 }}
        />
      </Labelled>
      {data.per === 'area' ? (
        <Labelled label="辖区">
          <AreaPicker
            value={address.get('area')}
            label={data.subject ?? undefined}
            placeholder={session.areaName}
            onChange={(area) => address.set({ area })}
          />
        </Labelled>
      ) : (
        <Labelled label="合作社">
          <BodyPicker
            value={address.get('body')}
            name={data.subject ?? undefined}
            placeholder="名称、拼音首字母或代码"
            onChange={(body) => address.set({ body })}
          />
        </Labelled>
      )}
    </div>
  )
}

const MONTHS = Array.from({ length: 12 }, (_, at) => at)

/** How many cells forms asked of each township in the year; the reports themselves ask nothing. */
function Asked(props: { data: YearlyAnswer }) {
  const { asked, year } = props.data
  const total = asked.flatMap((one) => one.months).reduce((sum, one) => sum + one, 0)
  return (
    <section className="panel no-print">
      <h3>{year} 年向乡镇要了多少个数</h3>
      <p className="faint">
        本表没有向乡镇另要数；发表收表这一年共要 <NumberText value={total} /> 格
        {asked.length > 0 && '，按发表的月份：'}
      </p>
      {asked.length > 0 && (
        <DataRows
          compact
          rows={asked}
          rowKey={(row) => row.area}
          columns={[
            { key: 'name', title: '乡镇', head: true, fixed: true, render: (row) => row.name },
            ...MONTHS.map((at) => ({
              key: `month-${at}`,
              title: `${at + 1}月`,
              align: 'right' as const,
              render: (row: YearlyAnswer['asked'][number]) => <NumberText value={row.months[at] ?? 0} />,
            })),
          ]}
        />
      )}
    </section>
  )
}
