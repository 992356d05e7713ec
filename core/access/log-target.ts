/** Where logs are sent: what may be set. */
import { refused, type Problem } from '../values/problem.ts'

export const LOG_PORT = 6514

/** Everything that stands against it, at once. */
export function checkLogTarget(of: { host: string; port: number; on: boolean }): Problem[] {
  const problems: Problem[] = []
  if (!/^[\w.:-]{1,253}$/.test(of.host))
    problems.push(
      refused('log-host', '请填写日志服务器的地址，如 192.0.2.10 或 rizhi.example', { field: 'host' }),
    )
  if (!Number.isInteger(of.port) || of.port < 1 || of.port > 65_535)
    problems.push(refused('log-port', '端口应为 1 至 65535 的整数，TLS 通常是 6514', { field: 'port' }))
  return problems
}
