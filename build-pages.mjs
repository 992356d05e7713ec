/** Builds the pages into web/dist, if what goes into them has changed since the last time. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from './pinned-node.mjs'

const SOURCES = ['web', 'core', 'contract']
/** The office pages first: they empty the folder in which the phone pages then stand. */
const CONFIGS = ['vite.config.ts', 'vite.mobile.config.ts']
const SINGLE = ['package-lock.json', ...CONFIGS]

/** True if the pages stand as their sources say; false after vite has told why not. */
export function buildPages() {
  const kept = path.join(ROOT, 'web', 'dist', '.hash')
  const hash = hashOfSources()
  if (existsSync(kept) && readFileSync(kept, 'utf8') === hash) return true
  const begin = performance.now()
  const vite = path.join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')
  for (const config of CONFIGS) {
    const run = spawnSync(
      process.execPath,
      [vite, 'build', '--config', config, '--configLoader', 'native', '--logLevel', 'error'],
      // A test run calls itself NODE_ENV=test; the pages would then be those for developers.
      { cwd: ROOT, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'production' } },
    )
    if (run.status !== 0) {
      console.error('页面没有生成，原因见上。如果提示没有写权限，请用安装程序的用户先启动一次。')
      return false
    }
  }
  // Written last: a build that was cut off is done again.
  writeFileSync(kept, hash)
  console.log(`页面已生成，用时 ${((performance.now() - begin) / 1000).toFixed(1)} 秒`)
  return true
}

/** Over all that goes into the pages; tests do not. */
function hashOfSources() {
  const hash = createHash('sha256')
  const add = (name) =>
    hash
      .update(`${name}\0`)
      .update(readFileSync(path.join(ROOT, name)))
      .update('\0')
  for (const folder of SOURCES) filesBelow(folder).forEach(add)
  SINGLE.forEach(add)
  return hash.digest('hex')
}

function filesBelow(folder) {
  return readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((name) => !name.startsWith('web/dist/'))
    .toSorted()
}
