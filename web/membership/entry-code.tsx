import type { IssuedCode } from '#contract/membership/household-codes.ts'
import { DayText } from '../ui/values.tsx'
import './households.css'

/** The way in for one household: the two-dimensional code and its eight digits, as it is printed. */
export function EntryCode(props: { code: IssuedCode; endsOn: string }) {
  const { code, drawing, link, number } = props.code
  return (
    <div className="entry-code" role="group" aria-label={`${props.code.name}的入口码`}>
      <svg
        viewBox={`0 0 ${drawing.size} ${drawing.size}`}
        role="img"
        aria-label="二维码"
        shapeRendering="crispEdges"
      >
        <rect width={drawing.size} height={drawing.size} fill="#fff" />
        <path d={drawing.path} />
      </svg>
      <div>
        <p>
          用手机查自己的账：微信扫码，或打开{' '}
          <span className="entry-link">{link.slice(0, link.indexOf('#'))}</span>
        </p>
        <p className="entry-digits">
          <span>
            入口码 <b>{code}</b>
          </span>
          <span>
            成员编号 <b>{number}</b>
          </span>
        </p>
        <p>
          <DayText day={props.endsOn} /> 以前用一次，自己设 6 位密码，以后凭入口码和密码进入。请不要给别人看。
        </p>
      </div>
    </div>
  )
}
