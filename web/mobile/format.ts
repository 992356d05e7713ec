/** 12,345.60; what is not a figure stays as it is. */
export function yuan(wire: string): string {
  const found = /^(-?)(\d+)(\.\d+)?$/.exec(wire)
  if (!found) return wire
  const [, sign = '', whole = '', rest = ''] = found
  return `${sign === '' ? '' : '−'}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest}`
}

/** Whether a figure is nothing. */
export function isZero(wire: string): boolean {
  return /^-?0+(\.0+)?$/.test(wire)
}

/** 2025年6月20日 */
export function dayWords(day: string): string {
  const [year, month, date] = day.slice(0, 10).split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** The day of an instant as the office's calendar has it. */
export function dayOfInstant(iso: string): string {
  return new Date(new Date(iso).getTime() + 8 * 60 * 60 * 1000).toISOString().slice(0, 10)
}

/** First and last day of a month, YYYY-MM. */
export function monthDays(month: string): { from: string; to: string } {
  const [year = 0, of = 0] = month.split('-').map(Number)
  const last = new Date(Date.UTC(year, of, 0)).getUTCDate()
  return { from: `${month}-01`, to: `${month}-${String(last).padStart(2, '0')}` }
}
