import type { z } from 'zod'
import type { readOwnMeetings } from '#contract/governance/own-meetings.ts'
import { dayWords } from './format.ts'
import { Own } from './own.tsx'

type Meetings = z.infer<typeof readOwnMeetings.response>['meetings']
type Meeting = Meetings[number]

/** 成员大会: those called, with what is decided; those held, with what was decided. */
export function MeetingsPage() {
  return (
    <Own<{ meetings: Meetings }> path="/api/household/meetings">
      {({ meetings }) => (
        <>
          <h1>成员大会</h1>
          {meetings.length === 0 && <p>合作社还没有通知过成员大会。</p>}
          {meetings.map((one) => (
            <section key={one.id} className="entry" aria-label={one.title}>
              <h2>
                {one.title}
                {one.state === 'called' && '（通知）'}
              </h2>
              <p>
                {STATES[one.state] ?? ''}
                <small>
                  {dayWords(one.heldOn)} {one.time}，{one.place}，{one.convener}召集；
                  {dayWords(one.noticedOn)}
                  通知
                  {one.members !== null && `。成员 ${one.members} 人，到会（含委托）${one.attending ?? 0} 人`}
                </small>
              </p>
              <ol>
                {one.items.map((item, at) => (
                  <Item key={at} item={item} />
                ))}
              </ol>
            </section>
          ))}
        </>
      )}
    </Own>
  )
}

const STATES: Readonly<Record<string, string>> = {
  called: '请到会；来不了的可以写委托书，请别的成员代您表决',
  held: '会已经开过，会议记录还没有定案',
  sealed: '决议已经定案',
  failed: '到会的人不够，没有开成，会另行通知',
  cancelled: '这次会取消了',
}

function Item({ item }: { item: Meeting['items'][number] }) {
  return (
    <li>
      {item.title}
      {item.passed === null ? (
        <small>要全社表决权的{item.needed}才通过</small>
      ) : (
        <small>
          <b>{item.passed ? '通过' : '没有通过'}</b>：赞成 {item.yes}、反对 {item.no}、弃权 {item.abstained}
          {item.decided !== null && item.decided !== '' && `。${item.decided}`}
        </small>
      )}
    </li>
  )
}
