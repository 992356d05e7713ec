import { Button, Flex, Radio } from 'antd'
import { answerUnit, type UnitQuestion } from '#contract/kernel/imports.ts'
import { useAct } from '../shell/api.ts'
import type { Import } from './imports-table.tsx'

/** Amounts without a unit: asked once for the whole column, with what the column itself says beside it. */
export function ImportUnits(props: { one: Import }) {
  const { one } = props
  return one.units.map((question) => (
    <UnitPanel key={`${question.sheet}/${question.key}`} one={one} question={question} />
  ))
}

function UnitPanel(props: { one: Import; question: UnitQuestion }) {
  const { one, question } = props
  const { heading, cells, samples, answered, ground, key } = question
  const answer = useAct(answerUnit, { done: '已按所选单位重新读取' })
  const choose = (unit: '元' | '万元' | null) =>
    answer.mutate({ params: { id: one.id }, body: { key, unit } })
  const open = one.state === 'preview'
  const label = `“${heading}”没有写单位的金额是元还是万元`
  return (
    <section className="panel" aria-label={label}>
      <h3>
        “{heading}”一列有 {cells} 格没有写单位
      </h3>
      <p>
        例如 {samples.join('、')}。{statedWords(question)}
        {answered === null
          ? `请按原表回答一次，整列照此读取；不回答则按${question.assumed}写入，并逐行列为待确认。`
          : `已按“${answered}”读取：${ground}。`}
      </p>
      {open && (
        <Flex wrap gap="small" align="center">
          <Radio.Group
            aria-label={label}
            value={answered}
            disabled={answer.isPending}
            onChange={(event) => choose(event.target.value as '元' | '万元')}
            options={[
              { label: '都是万元', value: '万元' },
              { label: '都是元', value: '元' },
            ]}
          />
          {answered !== null && (
            <Button size="small" disabled={answer.isPending} onClick={() => choose(null)}>
              不能确定，逐行待确认
            </Button>
          )}
        </Flex>
      )}
    </section>
  )
}

function statedWords({ stated }: UnitQuestion): string {
  if (stated.length === 0) return '同列没有写明单位的格可以参照。'
  return `同列写明单位的有 ${stated.map(({ unit, cells }) => `${unit} ${cells} 格`).join('、')}。`
}
