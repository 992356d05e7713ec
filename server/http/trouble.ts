/** A database that is away and a disk that is full: no fault of the caller's, told in one sentence each. */
import { refused, type Problem } from '#core/values/problem.ts'
import { Refusal } from './refusal.ts'

/** Shutting down, crashed, starting up; the line broke or was never there. */
const AWAY = /^(57P0[1-5]|08\w{3}|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/
/** What the driver says of a broken line without a code. */
const AWAY_SAYS = /^Connection terminated|not queryable|timeout exceeded when trying to connect/
const FULL = /^(53100|ENOSPC|EDQUOT)$/

const DATABASE_AWAY: Problem = refused(
  'database-away',
  '数据库暂时连接不上，请稍后刷新再试；没有提示成功的，请核对后重办',
)
const DISK_FULL: Problem = refused(
  'disk-full',
  '服务器磁盘已满，这次没有保存，数据没有损坏；请联系系统管理员腾出空间后再办',
)

/** The refusal for such an error; undefined for any other. */
export function troubleOf(error: unknown): Refusal | undefined {
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error ? String(error.code) : ''
  if (FULL.test(code)) return new Refusal(507, [DISK_FULL])
  // A socket that is gone is a missing file to the driver.
  const noSocket = code === 'ENOENT' && 'syscall' in error && error.syscall === 'connect'
  if (AWAY.test(code) || noSocket || AWAY_SAYS.test(error.message)) return new Refusal(503, [DATABASE_AWAY])
  return undefined
}
