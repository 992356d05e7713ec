/** What is not known. Never an empty cell, never a zero. */
export function Unknown() {
  return (
    <span className="unknown" aria-label="未填">
      —
    </span>
  )
}

/** Thousands separators in a decimal text; the digits stay as they are. */
export function withSeparators(text: string): string {
  const [whole = '', fraction] = text.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

/** An amount in yuan from its decimal text, with two decimals and separators; negative in red. */
export function Money(props: { yuan: string | null | undefined; unit?: boolean }) {
  if (props.yuan === null || props.yuan === undefined || props.yuan === '') return <Unknown />
  const negative = props.yuan.startsWith('-')
  const [whole = '0', fraction = ''] = props.yuan.split('.')
  return (
    <span className={negative ? 'number negative' : 'number'}>
      {withSeparators(`${whole}.${fraction.padEnd(2, '0')}`)}
      {props.unit === true && ' 元'}
    </span>
  )
}

/** A whole number or a decimal text with separators. */
export function NumberText(props: { value: number | string | null | undefined; unit?: string }) {
  if (props.value === null || props.value === undefined || props.value === '') return <Unknown />
  const text = String(props.value)
  return (
    <span className={text.startsWith('-') ? 'number negative' : 'number'}>
      {/^-?\d+(\.\d+)?$/.test(text) ? withSeparators(text) : text}
      {props.unit !== undefined && props.unit !== '' && ` ${props.unit}`}
    </span>
  )
}

/** A day, 2023-03-15; of a moment with `time` also hour and minute, in the office's own time zone. */
export function DayText(props: { day: string | null | undefined; time?: boolean }) {
  if (props.day === null || props.day === undefined || props.day === '') return <Unknown />
  return <span className="number">{props.time === true ? momentText(props.day) : dayOf(props.day)}</span>
}

const MOMENT = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
})

/** A moment as 2023-03-15 14:05 in China's time. */
export function momentText(moment: string): string {
  const at = new Date(moment)
  return Number.isNaN(at.getTime()) ? moment : MOMENT.format(at)
}

function dayOf(text: string): string {
  return text.length > 10 ? momentText(text).slice(0, 10) : text
}
