import { Button, Checkbox, Flex, Input, Radio } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { answerAreaQuestion, type areaQuestion, listAreaQuestions } from '#contract/regions.ts'
import { useAct } from '../shell/api.ts'
import { Go } from '../ui/go.tsx'
import { AreaPicker } from '../ui/pickers.tsx'

export type Question = z.output<typeof areaQuestion>

/** Picked by hand from the tree, instead of one of the candidates. */
const OTHER = 'other'
const LEAST_GROUND = 2
const TOWNSHIP = 9

interface AreaQuestionProps {
  question: Question
  /** Other questions in sight with the same words. */
  others: readonly Question[]
  onAnswered: (count: number) => void
}

/** One address, what was recognised in it, where it may lie and why; the answer needs its ground. */
export function AreaQuestion(props: AreaQuestionProps) {
  const { question } = props
  const [choice, setChoice] = useState<string | undefined>(
    question.candidates.length === 0 ? OTHER : undefined,
  )
  const [picked, setPicked] = useState<string>()
  const [ground, setGround] = useState<string>()
  const [wanted, setWanted] = useState(false)
  const answer = useAct(answerAreaQuestion, {
    invalidate: [listAreaQuestions],
    onDone: ({ answered }) => props.onAnswered(answered),
  })
  const area = choice === OTHER ? picked : choice
  /** A village answers one address; only a township can answer all that name the same lost township. */
  const several = question.alike > 0 && (area === undefined || area.length <= TOWNSHIP)
  const alike = wanted && several
  const words = ground ?? groundOf(question, choice)
  return (
    <section className="panel area-question" aria-label={question.bodyName}>
      <h3>
        <Go to={`/bodies/${question.body}`}>{question.bodyName}</Go>
      </h3>
      <p className="asked-address">住所：{question.address || '名录中没有填写'}</p>
      <p>{question.question}</p>
      <Candidates question={question} choice={choice} onChoice={setChoice} />
      {choice === OTHER && (
        <AreaPicker value={picked} onChange={setPicked} placeholder="从辖区中选" style={{ minWidth: 280 }} />
      )}
      <Flex wrap gap="small" align="center" className="gap-above">
        <Input
          className="ground"
          aria-label="依据"
          prefix={<span className="faint">依据</span>}
          placeholder="如 营业执照住所、乡镇核实、区划调整文件"
          maxLength={300}
          value={words}
          onChange={(event) => setGround(event.target.value)}
        />
        <Button
          type="primary"
          loading={answer.isPending}
          disabled={area === undefined || words.trim().length < LEAST_GROUND}
          onClick={() =>
            area !== undefined &&
            answer.mutate({ params: { id: question.id }, body: { area, ground: words.trim(), alike } })
          }
        >
          {alike ? `确定（共 ${question.alike + 1} 条）` : '确定'}
        </Button>
      </Flex>
      {several && <Alike question={question} others={props.others} wanted={wanted} onWanted={setWanted} />}
    </section>
  )
}

interface AlikeProps {
  question: Question
  others: readonly Question[]
  wanted: boolean
  onWanted: (wanted: boolean) => void
}

/** The same answer for all questions of the same words; which they are stands open to look at. */
function Alike(props: AlikeProps) {
  const { question, others } = props
  return (
    <div className="gap-above">
      <Checkbox checked={props.wanted} onChange={(event) => props.onWanted(event.target.checked)}>
        同样写法的另外 {question.alike} 条也在这里，一并处理
      </Checkbox>
      {others.length > 0 && (
        <details className="faint">
          <summary>先看看是哪几条</summary>
          <ul className="changes">
            {others.map((one) => (
              <li key={one.id}>
                {one.bodyName}：{one.address}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

interface CandidatesProps {
  question: Question
  choice: string | undefined
  onChoice: (choice: string) => void
}

function Candidates(props: CandidatesProps) {
  const { candidates } = props.question
  if (candidates.length === 0) return <p className="faint">地址中没有认出可选的乡镇或村，请从辖区中选。</p>
  return (
    <Radio.Group
      className="candidates"
      value={props.choice ?? null}
      onChange={(event) => props.onChoice(String(event.target.value))}
      options={[
        ...candidates.map((one) => ({
          value: one.code,
          label: (
            <span>
              {one.name} <span className="faint">{one.why}</span>
            </span>
          ),
        })),
        { value: OTHER, label: '都不是，从辖区中选' },
      ]}
    />
  )
}

/** The ground as the candidate gives it, until the person writes another. */
function groundOf(question: Question, choice: string | undefined): string {
  return question.candidates.find((one) => one.code === choice)?.why ?? ''
}
