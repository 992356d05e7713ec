import { printDayLong } from '#core/values/day.ts'
import { attendanceSays, type Meeting, noticeSays, replacementSays } from './meeting-detail.tsx'
import './governance.css'

const LINE = '＿＿＿＿＿＿＿＿'

function Head({ meeting, paper }: { meeting: Meeting; paper: string }) {
  return (
    <h2>
      {meeting.bodyName}
      <br />
      {meeting.title}
      {paper}
    </h2>
  )
}

function when({ content }: Meeting): string {
  return `${printDayLong(content.heldOn)} ${content.time}，${content.place}`
}

/** What is hung up and read to the members. */
export function NoticePaper({ meeting }: { meeting: Meeting }) {
  const { content } = meeting
  const whom = content.by === 'delegates' ? '各位成员代表' : '各位成员'
  return (
    <article className="meeting-paper">
      <Head meeting={meeting} paper="通知" />
      <p>{whom}：</p>
      <p>
        定于{when(meeting)}召开{meeting.title}
        {content.ground !== undefined && `（${content.ground}）`}，请准时参加。
      </p>
      <p>
        <strong>议题</strong>
      </p>
      <ol>
        {content.agenda.map((one, at) => (
          <li key={at}>
            {one.title}（须全部表决权的{meeting.thresholds[at]}）
            {replacementSays(meeting, at) !== '' && <div>{replacementSays(meeting, at)}</div>}
          </li>
        ))}
      </ol>
      {content.agenda.some((one) => one.kind === 'plan' || one.kind === 'report') && (
        <p>财务报告和分配方案已放在本社办公地点，开会以前都可以查阅（社法第40条）。</p>
      )}
      <p>不能到会的，可以写书面委托，请到会的成员代为表决。到会不足三分之二的，会开不成，要另行召集。</p>
      <p className="signs">
        <span>召集人：{content.convener}</span>
        <span>通知日期：{content.noticedOn === undefined ? LINE : printDayLong(content.noticedOn)}</span>
      </p>
    </article>
  )
}

/** What is signed at the door: a line for each member of the day. */
export function RollPaper({ meeting }: { meeting: Meeting }) {
  const { content, roll } = meeting
  const rows =
    content.by === 'delegates'
      ? Array.from({ length: 60 }, (_, at) => ({ id: String(at), number: String(at + 1), name: '' }))
      : roll
  const half = Math.ceil(rows.length / 2)
  return (
    <article className="meeting-paper">
      <Head meeting={meeting} paper="签到表" />
      <p>
        {when(meeting)}　{content.by === 'delegates' ? '成员代表签到' : `成员 ${roll.length} 名`}
      </p>
      <table>
        <thead>
          <tr>
            {[0, 1].map((side) => (
              <SignHead key={side} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, half).map((one, at) => (
            <tr key={one.id}>
              <SignCells row={one} />
              <SignCells row={rows[half + at]} />
            </tr>
          ))}
        </tbody>
      </table>
      <p>受他人书面委托的，在签名后写明委托人姓名，委托书附后。</p>
      <p className="signs">
        <span>到会：＿＿＿＿人，其中书面委托＿＿＿＿人　　签到人：{LINE}</span>
      </p>
    </article>
  )
}

function SignHead() {
  return (
    <>
      <th>编号</th>
      <th>姓名</th>
      <th>签名或按手印</th>
    </>
  )
}

function SignCells({ row }: { row: { number: string; name: string } | undefined }) {
  return (
    <>
      <td>{row?.number}</td>
      <td>{row?.name}</td>
      <td className="sign" />
    </>
  )
}

/** What is signed at the end: who came, each item with its votes, the decision. */
export function MinutesPaper({ meeting }: { meeting: Meeting }) {
  const { content } = meeting
  const { attendance } = content
  return (
    <article className="meeting-paper">
      <Head meeting={meeting} paper="会议记录" />
      <p>
        时间地点：{when(meeting)}　召集：{content.convener}
      </p>
      <p>
        主持：{attendance?.chairedBy ?? LINE}　记录：{attendance?.recordedBy ?? LINE}
      </p>
      <p>到会：{attendanceSays(meeting)}。</p>
      {typeof content.noticeMissed === 'number' && <p>{noticeSays(content.noticeMissed)}。</p>}
      {attendance !== null && attendance !== undefined && attendance.extras.length > 0 && (
        <p>
          附加表决权：
          {attendance.extras.map((one) => `${nameOf(meeting, one.member)} ${one.votes} 票`).join('、')}
          ，表决前已告知到会成员（社法第22条）。
        </p>
      )}
      <p>
        <strong>审议和表决</strong>
      </p>
      <Votes meeting={meeting} />
      <p>成员发言和其他需要记载的事：</p>
      <p>{LINE.repeat(4)}</p>
      <p className="signs">
        <span>
          主持人（签字）：{LINE}　　记录人（签字）：{LINE}
        </span>
        <span>到会理事、监事（签字）：{LINE.repeat(2)}</span>
        <span>日期：＿＿＿＿年＿＿月＿＿日　　会议编号 {meeting.code}</span>
      </p>
    </article>
  )
}

/** Each item with its votes. */
function Votes({ meeting }: { meeting: Meeting }) {
  const { content } = meeting
  return (
    <table>
      <thead>
        <tr>
          <th>议题</th>
          <th>须</th>
          <th>赞成</th>
          <th>反对</th>
          <th>弃权</th>
          <th>结果</th>
        </tr>
      </thead>
      <tbody>
        {content.agenda.map((one, at) => {
          const ballot = content.ballots?.[at]
          const result = content.results?.[at]
          return (
            <tr key={at}>
              <td>
                {at + 1}. {one.title}
                {replacementSays(meeting, at) !== '' && <div>{replacementSays(meeting, at)}</div>}
                {ballot !== undefined && ballot.decided !== '' && <div>决议：{ballot.decided}</div>}
              </td>
              <td>{meeting.thresholds[at]}</td>
              <td>{ballot?.yes}</td>
              <td>{ballot?.no}</td>
              <td>{ballot?.abstained}</td>
              <td>{result === undefined ? '' : result.passed ? '通过' : '未通过'}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function nameOf({ roll }: Meeting, id: string): string {
  return roll.find((one) => one.id === id)?.name ?? '（不在名册）'
}
