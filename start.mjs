/**
 * `npm start`: brings the product up. Plain JavaScript that Node 20 can read; it goes on with the pinned Node,
 * builds the pages if their sources changed, and starts the server.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { fitNode, ROOT, runAgain } from './pinned-node.mjs'

if (fitNode()) await start()
else runAgain(fileURLToPath(import.meta.url))

async function start() {
  console.log(`Node ${process.versions.node}（${process.execPath}）`)
  buildPages()
  const { serve } = await import('./server/main.ts')
  const running = await serve()
  endWith(() => running?.close?.())
}

/** The first signal ends in good order, the second at once. A launcher that is gone counts as a signal. */
function endWith(close) {
  let ending = false
  const end = (code) => {
    if (ending) process.exit(code)
    ending = true
    Promise.resolve(close()).then(
      () => process.exit(0),
      (error) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', () => end(130))
  process.on('SIGTERM', () => end(143))
  process.on('SIGHUP', () => end(129))
  process.on('disconnect', () => end(129))
  process.channel?.unref()
}

function buildPages() {
  const kept = path.join(ROOT, 'web', 'dist', '.hash')
  const hash = hashOfSources()
  if (existsSync(kept) && readFileSync(kept, 'utf8') === hash) return
  const begin = performance.now()
  const vite = path.join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')
  const run = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'error'], {
    cwd: ROOT,
    stdio: 'inherit',
  })
  if (run.status !== 0) {
    console.error('页面没有生成，原因见上。如果提示没有写权限，请用安装程序的用户先启动一次。')
    process.exit(1)
  }
  writeFileSync(kept, hash)
  console.log(`页面已生成，用时 ${((performance.now() - begin) / 1000).toFixed(1)} 秒`)
}

/** Over all that goes into the pages; tests do not. */
function hashOfSources() {
  const hash = createHash('sha256')
  const add = (name) =>
    hash
      .update(`${name}\0`)
      .update(readFileSync(path.join(ROOT, name)))
      .update('\0')
  for (const folder of ['web', 'core', 'contract']) {
    const names = readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      .filter((name) => !name.startsWith('web/dist/'))
    names.toSorted().forEach(add)
  }
  for (const name of ['package-lock.json', 'vite.config.ts']) add(name)
  return hash.digest('hex')
}
