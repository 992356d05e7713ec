import { Button, Descriptions } from 'antd'
import { useState } from 'react'
import type { WireRecord } from '#contract/kernel.ts'
import type { Dossier } from '#contract/registry.ts'
import type { Register } from '#core/kernel/register.ts'
import { fieldsOf, headingOf, registerOf } from '../register/declared.ts'
import { WIDGETS } from '../register/widgets.tsx'
import { Go } from '../ui/go.tsx'
import { ordered } from '../ui/order.ts'
import { SourceTag, StatusTag } from '../ui/tags.tsx'
import { DayText } from '../ui/values.tsx'
import { useAdding } from './adding.ts'

type Section = Dossier['sections'][number]

/** So many records stand open on the screen; the rest at a press, and all of them on paper. */
const FIRST = 10

interface SectionProps {
  body: string
  section: Section
}

/** One register of the dossier, of which something is known: its records, the latest first, each value with the cell it came from. */
export function DossierSection(props: SectionProps) {
  const { section } = props
  const adding = useAdding(props.body)
  const register = registerOf(section.register)
  if (register === undefined) return null
  const records = ordered(section.records, (a, b) => b.effectiveOn.localeCompare(a.effectiveOn))
  const add = adding(register)
  return (
    <section id={`section-${section.register}`} className="panel">
      <div className="section-head">
        <h3>
          {section.label}
          {register.key.length > 0 && `（${records.length}）`}
        </h3>
        {add && register.key.length > 0 && (
          <Button size="small" className="no-print" onClick={add}>
            新增一条
          </Button>
        )}
      </div>
      {register.key.length === 0 ? (
        <OneRecord register={register} records={records} source={section.source} />
      ) : (
        <ManyRecords register={register} records={records} source={section.source} />
      )}
    </section>
  )
}

interface RecordsProps {
  register: Register
  records: readonly WireRecord[]
  source: Section['source']
}

function OneRecord(props: RecordsProps) {
  const { register, source } = props
  const [latest] = props.records
  if (latest === undefined) return null
  return (
    <>
      <Descriptions
        bordered
        size="small"
        column={{ xs: 1, sm: 1, md: 2 }}
        items={fieldsOf(register).map(({ key, field }) => {
          const { Show } = WIDGETS[field.kind]
          const value = latest.values[key]
          return {
            key,
            label: headingOf(field),
            children: (
              <>
                <Show field={field} value={value} />
                {value !== null && value !== undefined && <SourceTag source={source} field={key} />}
              </>
            ),
          }
        })}
      />
      <p className="faint no-print">
        自 <DayText day={latest.effectiveOn} /> 起有效 ·{' '}
        <Go to={`/registers/${register.id}/${latest.id}`}>查看历次变动和修改</Go>
      </p>
    </>
  )
}

function ManyRecords(props: RecordsProps) {
  const { register, records, source } = props
  const [all, setAll] = useState(false)
  const fields = fieldsOf(register).filter(({ key }) => records.some((one) => isKnown(one, key)))
  return (
    <>
      <div className="section-table">
        <table>
          <thead>
            <tr>
              {fields.map(({ key, field }) => (
                <th key={key}>{headingOf(field)}</th>
              ))}
              <th className="no-print">来源与历次变动</th>
            </tr>
          </thead>
          <tbody>
            {records.map((record, index) => (
              <tr key={record.id} className={!all && index >= FIRST ? 'folded' : ''}>
                {fields.map(({ key, field }) => {
                  const { Show } = WIDGETS[field.kind]
                  return (
                    <td key={key} className={field.kind === 'money' || field.kind === 'count' ? 'right' : ''}>
                      <Show field={field} value={record.values[key]} />
                    </td>
                  )
                })}
                <td className="no-print">
                  <Go to={`/registers/${register.id}/${record.id}`}>查看</Go>
                  {index === 0 && <SourceTag source={source} />}
                  {record.ended && <StatusTag status="已终止" />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {records.length > FIRST && (
        <Button type="link" className="no-print" onClick={() => setAll(!all)}>
          {all ? '收起' : `展开全部 ${records.length} 条`}
        </Button>
      )}
    </>
  )
}

function isKnown(record: WireRecord, key: string): boolean {
  const value = record.values[key]
  return value !== null && value !== undefined && value !== ''
}
