/** Whether the server may listen where it is to, asked before the database comes up. */
import { createServer } from 'node:net'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'

/** Listens there and lets go at once. Problem `port-taken`, `port-forbidden` or `host-unknown`, with the way out. */
export function freePort({ port, host }: { port: number; host: string }): Promise<Outcome<undefined>> {
  const probe = createServer()
  return new Promise((resolve) => {
    probe.once('error', (error: NodeJS.ErrnoException) =>
      resolve(failed(whyNot(error, `${host}:${port}`, port))),
    )
    probe.listen({ port, host }, () => probe.close(() => resolve(done(undefined))))
  })
}

function whyNot(error: NodeJS.ErrnoException, where: string, port: number): Problem {
  if (error.code === 'EADDRINUSE') {
    const other = port < 65_535 ? port + 1 : port - 1
    return refused(
      'port-taken',
      `${where} 已经有程序在用，可能本系统已经启动过：先用浏览器打开 http://${where} 看看；不是的话换一个端口，如设 PORT=${other} 再启动。`,
    )
  }
  if (error.code === 'EACCES')
    return refused('port-forbidden', `没有权限使用 ${port} 端口，请改用 1024 以上的端口，如设 PORT=8080。`)
  return refused(
    'host-unknown',
    `不能在 ${where} 上监听（${error.code ?? error.message}），请核对 HOST 是不是本机的地址。`,
  )
}
