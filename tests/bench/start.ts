/** From the command to the first answer, what it then holds in memory, and what a browser has to fetch. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { ROOT } from '#server/config.ts'
import { measure, type Line } from './measure.ts'

/** Starts the server on the data that the other parts left, once before to build the pages and once to be measured. */
export async function benchStart(folder: string): Promise<Line[]> {
  await started(folder)
  const { milliseconds, memory } = await started(folder)
  return [
    { what: '从命令到能用（含启动数据库，页面已构建）', milliseconds },
    { what: '启动后占用内存（服务进程）', milliseconds: memory, unit: 'MB' },
    ...pageWeight(),
  ]
}

/** From the command to the first answer that is good, and what the server then holds; `more` is asked before it ends. */
export async function started(
  folder: string,
  first: Asked = { path: '/api/health' },
  more: (base: string) => Promise<void> = async () => {},
): Promise<{ milliseconds: number; memory: number }> {
  const port = await freePort()
  const child = spawn(process.execPath, [path.join(ROOT, 'start.mjs')], {
    env: { ...process.env, HESHE_DATA: folder, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  try {
    const base = `http://127.0.0.1:${port}`
    const milliseconds = await measure(() => answered(base, first))
    const memory = residentOf(child.pid ?? 0)
    await more(base)
    return { milliseconds, memory }
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}

interface Asked {
  path: string
  cookie?: string
}

async function answered(base: string, { path: asked, cookie = '' }: Asked): Promise<void> {
  for (let tries = 0; tries < 3000; tries += 1) {
    const answer = await fetch(base + asked, { headers: { cookie } }).catch(() => null)
    if (answer?.ok) return
    if (answer) throw new Error(await answer.text())
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('the server did not start within a minute')
}

function residentOf(pid: number): number {
  const status = `/proc/${pid}/status`
  if (!existsSync(status)) return 0
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] ?? 0) / 1024
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo
      server.close(() => resolve(port))
    })
  })
}

/** What index.html names, packed as the server sends it; nothing where the pages are not built. */
function pageWeight(): Line[] {
  const dist = path.join(ROOT, 'web/dist')
  const index = path.join(dist, 'index.html')
  if (!existsSync(index)) return []
  const html = readFileSync(index, 'utf8')
  const named = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(([, name = '']) => name)
  const bytes = [index, ...named.map((name) => path.join(dist, name))].map(
    (file) => gzipSync(readFileSync(file)).byteLength,
  )
  const total = bytes.reduce((sum, one) => sum + one, 0) / 1024
  return [{ what: '办公页面首次加载（压缩后）', milliseconds: total, unit: 'KB', goal: { most: 450 } }]
}
