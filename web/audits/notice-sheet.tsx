import type { z } from 'zod'
import type { readAuditNotice } from '#contract/audits/audits.ts'
import { printDayLong } from '#core/values/day.ts'
import './audits.css'

type Notice = z.output<typeof readAuditNotice.response>

/** What is told to the members, in letters that are read on a wall. */
export function NoticeSheet(props: { notice: Notice }) {
  const { notice } = props
  const { content } = notice
  return (
    <article className="audit-paper">
      <h2>
        {notice.bodyName}
        <br />
        审计结果通报
      </h2>
      <p>全体成员：</p>
      <p>
        {content.auditor}对本社{printDayLong(content.from)}至{printDayLong(content.to)}的财务进行了
        {content.kindLabel}
        {content.subject !== '' && `（${content.subject}）`}，{printDayLong(content.reportedOn)}
        出具报告。现将结果通报如下。
      </p>
      <p>
        <strong>一、审计结论</strong>
      </p>
      <p>{content.summary}</p>
      <p>
        <strong>二、提出的问题</strong>
      </p>
      {content.points.length === 0 ? (
        <p>没有提出需要整改的问题。</p>
      ) : (
        <ol>
          {content.points.map((one, at) => (
            <li key={at}>
              {one.says}
              {one.remedy !== '' && `。整改意见：${one.remedy}`}
            </li>
          ))}
        </ol>
      )}
      <p className="sign">
        <span>监事（签字）：＿＿＿＿＿＿＿＿</span>
        <span>通报日期：＿＿＿＿年＿＿月＿＿日</span>
      </p>
      <p className="small">
        编号 {notice.code}。成员对通报有疑问的，可以向监事会提出，也可以查阅会计账簿和审计报告（社法第21条）。
      </p>
    </article>
  )
}
