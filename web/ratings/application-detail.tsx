import { Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import type { Item } from '#contract/kernel/procedures.ts'
import { applicationContent, type ApplicationContent, SCORE_SHEET_PATH } from '#contract/ratings/ratings.ts'
import { type Found, GRADES, printHundredths, readHundredths, type SchemeLine } from '#core/ratings/scheme.ts'
import type { PartProps } from '../procedure/declared.ts'
import { link } from '../shell/api.ts'
import { FileLinks, FileUpload } from '../ui/files.tsx'
import { Go } from '../ui/go.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { Unknown } from '../ui/values.tsx'
import './ratings.css'

/** The sheet line by line: the figure of the day, the clause, what was scored and its proof. */
export function ApplicationDetail(props: { item: Item }) {
  const { item } = props
  const content = applicationContent.safeParse(item.payload)
  if (!content.success) return null
  const { result, sheet = {}, evidence = {}, lines, facts, day } = content.data
  return (
    <section className="panel">
      <h3>评分表（申报日 {day} 的数据）</h3>
      <p>
        {result !== undefined && (
          <>
            {result.total !== null && <strong>总分 {printHundredths(result.total)} </strong>}
            <StatusTag status={result.level ?? '没有达到任何等级'} />{' '}
            {result.vetoed.length > 0 && <StatusTag status="否决" />}
          </>
        )}{' '}
        <Button href={link(SCORE_SHEET_PATH, { id: item.id })}>打印评分表</Button>{' '}
        {item.parent !== null && <Go to={`/procedures/rating_round/${item.parent}`}>查看本批次</Go>}
      </p>
      <div className="score-lines">
        {lines.map((line) => (
          <div key={line.id} className="score-line">
            <LineWords line={line} facts={facts} />
            <div>
              <strong>{wordOf(sheet[line.id]) ?? <Unknown />}</strong>{' '}
              <FileLinks files={evidence[line.id] ?? []} />
            </div>
          </div>
        ))}
      </div>
    </section>
  )
}

function wordOf(found: Found | undefined): string | null {
  if (found === undefined) return null
  if (typeof found === 'number') return printHundredths(found)
  return typeof found === 'boolean' ? (found ? '是' : '否') : found
}

function LineWords(props: { line: SchemeLine; facts: ApplicationContent['facts'] }) {
  const { line, facts } = props
  const fact = facts[line.fact]
  const scored = line.kind === 'points' || line.kind === 'deduct'
  return (
    <div>
      {line.id}. {line.item}
      {scored && (
        <span className="faint">
          （{line.kind === 'deduct' ? '最多扣' : ''}
          {printHundredths(line.max)} 分）
        </span>
      )}
      <div className="faint">
        {[line.how, line.clause, fact && `台账：${fact.label} ${fact.value}`].filter(Boolean).join('；')}
      </div>
    </div>
  )
}

interface Visit {
  sheet: Record<string, Found>
  evidence: Record<string, string[]>
}

/** Filled in at the site, on a phone: one line below the other, with photographs. */
export function ScoreForm(props: PartProps) {
  const content = applicationContent.safeParse(props.item.payload)
  const [visit, setVisit] = useState<Visit>(() => ({
    sheet: content.success ? (content.data.sheet ?? {}) : {},
    evidence: content.success ? (content.data.evidence ?? {}) : {},
  }))
  if (!content.success) return null
  const change = (next: Visit) => {
    setVisit(next)
    props.onChange({ sheet: next.sheet, evidence: next.evidence })
  }
  return (
    <div className="score-lines">
      {content.data.lines.map((line) => (
        <div key={line.id} className="score-line">
          <LineWords line={line} facts={content.data.facts} />
          <div>
            <ScoreInput
              line={line}
              value={visit.sheet[line.id]}
              onChange={(found) => change({ ...visit, sheet: { ...visit.sheet, [line.id]: found } })}
            />
            <FileUpload
              value={visit.evidence[line.id] ?? []}
              onChange={(files) => change({ ...visit, evidence: { ...visit.evidence, [line.id]: files } })}
              accept="image/*,.pdf"
              button="佐证"
            />
          </div>
        </div>
      ))}
    </div>
  )
}

interface ScoreInputProps {
  line: SchemeLine
  value: Found | undefined
  onChange: (found: Found) => void
}

function ScoreInput(props: ScoreInputProps) {
  const { line, value, onChange } = props
  const [text, setText] = useState(typeof value === 'number' ? printHundredths(value) : '')
  if (line.kind === 'grade')
    return (
      <Segmented
        aria-label={line.item}
        options={[...GRADES]}
        {...(typeof value === 'string' ? { value } : { value: '' as (typeof GRADES)[number] })}
        onChange={(picked) => onChange(picked)}
      />
    )
  if (line.kind === 'veto' || line.kind === 'pass')
    return (
      <Segmented
        aria-label={line.item}
        options={['是', '否']}
        value={typeof value === 'boolean' ? (value ? '是' : '否') : ''}
        onChange={(picked) => onChange(picked === '是')}
      />
    )
  const read = readHundredths(text)
  const wrong = text !== '' && (read === null || read > line.max)
  return (
    <Input
      aria-label={`${line.item}：${line.kind === 'deduct' ? '扣分' : '得分'}`}
      inputMode="decimal"
      value={text}
      status={wrong ? 'error' : ''}
      style={{ width: 110 }}
      onChange={(event) => {
        setText(event.target.value)
        const next = readHundredths(event.target.value)
        if (next !== null) onChange(next)
      }}
    />
  )
}
