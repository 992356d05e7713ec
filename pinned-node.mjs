/**
 * Which Node runs the product. Plain JavaScript that Node 20 can read: it finds the pinned Node beside the
 * program and runs the same script again on it, or says why that is not possible.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = path.dirname(fileURLToPath(import.meta.url))
/** Where Node keeps what it made of the sources, so that the next start need not make it again; gone with the packages. */
export const COMPILED = path.join(ROOT, 'node_modules', '.cache', 'compiled')
const MAJOR_MIN = 24

/** Whether this process can run the product's TypeScript. */
export function fitNode() {
  return Number(process.versions.node.split('.')[0]) >= MAJOR_MIN
}

/** The pinned Node that npm installed for this machine, if it did. */
export function findPinnedNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform
  const folder = path.join(ROOT, 'node_modules', `node-${system}-${process.arch}`)
  const program = path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  return existsSync(program) ? program : undefined
}

/** Runs the script on the pinned Node and ends this process as that one ends. */
export function runAgain(script) {
  const node = findPinnedNode()
  if (!node) {
    console.error(explain())
    process.exit(2)
  }
  // The channel tells the child when this process is gone, whatever took it away.
  const child = spawn(node, [script, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
}

function explain() {
  const own = `当前 Node 是 ${process.versions.node}，本程序需要 Node ${MAJOR_MIN} 或更高版本`
  const listed = ['linux-x64', 'linux-arm64', 'win32-x64'].includes(`${process.platform}-${process.arch}`)
  if (!existsSync(path.join(ROOT, 'node_modules')))
    return `${own}；尚未安装依赖，请先在 ${ROOT} 执行 npm ci。`
  if (listed) {
    return `${own}；自带的 Node 没有装上，多半是安装时用了 --omit=optional。请重新执行 npm ci（不加 --omit=optional）。`
  }
  return `${own}；${process.platform}-${process.arch} 没有自带的 Node，请自行安装 Node ${MAJOR_MIN} 后再启动。`
}
