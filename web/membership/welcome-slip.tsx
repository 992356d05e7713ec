import type { Entered } from '#contract/membership/joining.ts'
import { DayText, Money } from '../ui/values.tsx'
import { EntryCode } from './entry-code.tsx'

/** What the new member takes home: that he is one, what he brought, and his way in; shown this one time. */
export function WelcomeSlip({ entered }: { entered: Entered }) {
  const { slip, share } = entered
  return (
    <section className="code-strip">
      <h3>
        {entered.bodyName}　{entered.name}
        {slip !== null && `（编号 ${slip.code.number}）`}
      </h3>
      <p className="welcome-says">
        <DayText day={entered.joinedOn} /> 起是本社成员。
        {share === null ? (
          '还没有登记出资。'
        ) : (
          <>
            {share.label} <Money yuan={share.amount} unit /> 已登记。
          </>
        )}
      </p>
      {slip === null ? (
        <p className="no-print">没有打印入口码；以后在“成员户入口”打印。</p>
      ) : (
        <EntryCode code={slip.code} endsOn={slip.endsOn} />
      )}
    </section>
  )
}
