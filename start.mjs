/**
 * `npm start`: brings the product up. Plain JavaScript that Node 20 can read; it goes on with the pinned Node,
 * builds the pages if their sources changed, and starts the server.
 */
import module from 'node:module'
import { fileURLToPath } from 'node:url'
import { COMPILED, fitNode, runAgain } from './pinned-node.mjs'

if (fitNode()) await start()
else runAgain(fileURLToPath(import.meta.url))

async function start() {
  module.enableCompileCache(COMPILED)
  console.log(`Node ${process.versions.node}（${process.execPath}）`)
  const { buildPages } = await import('./build-pages.mjs')
  if (!buildPages()) process.exit(1)
  const { serve } = await import('./server/main.ts')
  const running = await serve()
  endWith(running.close)
}

/**
 * The first signal ends in good order, a later one at once; the same Ctrl+C may arrive twice, from the terminal
 * and from the launcher. A launcher that is gone counts as a signal.
 */
function endWith(close) {
  let since = 0
  const end = (code) => {
    if (since > 0) {
      if (performance.now() - since > 1000) process.exit(code)
      return
    }
    since = performance.now()
    close().then(
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
