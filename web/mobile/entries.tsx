import type { OwnEntry } from '#contract/disclosure/household.ts'
import { dayOfInstant, dayWords } from './format.ts'

const KINDS = { confirm: '确认', object: '异议', ask: '询问' } as const
const ABOUT = { shares: '股金', trades: '交易', money: '分配' } as const

/** 我问过的、说过的: each with what the cooperative answered. */
export function EntriesPage(props: { entries: readonly OwnEntry[] }) {
  return (
    <>
      <h1>我问过的、说过的</h1>
      {props.entries.length === 0 && <p>还没有。在股金、交售、分配的页面下面可以确认、提出异议、问一问。</p>}
      {props.entries.map((one) => (
        <section key={one.id} className="entry" aria-label={KINDS[one.kind]}>
          <p>
            <b>
              {KINDS[one.kind]}：{one.year === null ? '' : `${one.year} 年`}
              {ABOUT[one.about]}
            </b>
            <small>
              {dayWords(dayOfInstant(one.at))}
              {one.proxy ? '，由村镇经办人代您填写' : ''}
            </small>
          </p>
          {one.text !== null && <p>{one.text}</p>}
          {one.answers.map((answer) => (
            <p key={answer.at} className="answer">
              <b>合作社答复：</b>
              {answer.text}
              <small>{dayWords(dayOfInstant(answer.at))}</small>
            </p>
          ))}
          {one.kind !== 'confirm' && one.answers.length === 0 && <p className="faint">合作社还没有答复</p>}
        </section>
      ))}
    </>
  )
}
