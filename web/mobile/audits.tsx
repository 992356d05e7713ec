import type { z } from 'zod'
import type { readOwnAudits } from '#contract/audits/audits.ts'
import { dayWords } from './format.ts'
import { Own } from './own.tsx'

type Notices = z.infer<typeof readOwnAudits.response>['notices']

/** 审计结果: what audits found, as it was told to all members. */
export function AuditsPage() {
  return (
    <Own<{ notices: Notices }> path="/api/household/audits">
      {({ notices }) => (
        <>
          <h1>审计结果</h1>
          {notices.length === 0 && <p>合作社还没有通报过审计结果。</p>}
          {notices.map((one) => (
            <section key={one.id} className="entry" aria-label={`${one.year} 年${one.kindLabel}`}>
              <h2>
                {one.year} 年{one.kindLabel}
              </h2>
              <p>
                {one.auditor}审计
                <small>
                  审的是 {dayWords(one.from)}到{dayWords(one.to)}；{dayWords(one.postedOn)}在{one.place}
                  通报，监事
                  {one.supervisor}签字
                </small>
              </p>
              <p>{one.summary}</p>
              {one.points.length === 0 ? (
                <p className="faint">没有提出问题</p>
              ) : (
                <ol>
                  {one.points.map((point, at) => (
                    <li key={at}>
                      {point.says}
                      {point.remedy !== '' && <small>整改意见：{point.remedy}</small>}
                    </li>
                  ))}
                </ol>
              )}
            </section>
          ))}
        </>
      )}
    </Own>
  )
}
