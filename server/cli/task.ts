/** What import and check have in common: a file, an area, a day; and the folder for results. */
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isDay } from '#core/values/day.ts'
import { ANY_COLUMN, type UnitAnswers } from '#core/kernel/amount-units.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import { stripAreaCode } from '#core/values/region-code.ts'
import type { Arguments } from './arguments.ts'

export interface Task {
  bytes: Buffer
  fileName: string
  area: string | null
  asOf: string
  json: boolean
  /** In which unit amounts are that stand without one, where the command says so. */
  units?: UnitAnswers
}

/** The file with its area and day, or every reason why not. */
export function readTask(
  given: Arguments,
  by: { today: string; isArea: (code: string) => boolean },
): Outcome<Task> {
  const area = readArea(given.word('area'), by.isArea)
  const asOf = given.word('as-of') ?? by.today
  const bytes = readBytes(given.file)
  const units = readUnit(given.word('unit'))
  const problems = [
    ...(units.ok ? [] : units.problems),
    ...(area.ok ? [] : area.problems),
    ...(isDay(asOf) ? [] : [refused('as-of-malformed', `--as-of ${asOf} 不是日期，应写成 2023-03-20。`)]),
    ...(bytes.ok ? [] : bytes.problems),
  ]
  const [first, ...others] = problems
  if (first) return failed(first, ...others)
  if (!area.ok || !bytes.ok || !units.ok) throw new Error('a failed outcome has a problem')
  const fileName = path.basename(given.file)
  const task = { bytes: bytes.value, fileName, area: area.value, asOf, json: given.has('json') }
  return done({ ...task, ...(units.value && { units: units.value }) })
}

/** The unit of amounts that stand without one; null where the command does not say. */
function readUnit(text: string | undefined): Outcome<UnitAnswers | null> {
  if (text === undefined) return done(null)
  if (text === '元' || text === '万元')
    return done({ [ANY_COLUMN]: { unit: text, ground: '按命令行 --unit' } })
  return failed(refused('unit-unknown', `--unit ${text} 不是能用的单位，应写 元 或 万元。`))
}

/** A standing area, its code without the zeros that fill it up; null where none was given. */
export function readArea(
  text: string | undefined,
  isArea: (code: string) => boolean,
): Outcome<string | null> {
  if (text === undefined) return done(null)
  const code = stripAreaCode(text)
  if (code !== null && isArea(code)) return done(code)
  return failed(
    refused('area-unknown', `“${text}”不是现行的区划代码，请用统计用区划代码，如县 620422、乡镇 620422100。`),
  )
}

/** The content of a file that the command names. */
export function readBytes(file: string): Outcome<Buffer> {
  try {
    return done(readFileSync(file))
  } catch (error) {
    const problem: Problem = refused('file-unreadable', `文件“${file}”读不了：${whyNot(error)}。`, {
      file: path.basename(file),
    })
    return failed(problem)
  }
}

/** The folder for results, made where it is missing; null where none is asked for. */
export function makeOutput(folder: string | undefined): Outcome<string | null> {
  if (folder === undefined) return done(null)
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return done(folder)
  } catch (error) {
    return failed(refused('folder-unwritable', `文件夹“${folder}”不能写入：${whyNot(error)}。`))
  }
}

/** Writes one file below the folder; gives its path. */
export function writeInto(folder: string, file: { path: readonly string[]; bytes: Uint8Array }): string {
  const target = path.join(folder, ...file.path)
  if (!existsSync(path.dirname(target))) mkdirSync(path.dirname(target), { recursive: true })
  writeFileSync(target, file.bytes)
  return target
}

/** Writes a new file; a file that stands is never written over. */
export function writeNew(file: string, bytes: Uint8Array): Outcome<void> {
  return writeOnce(file, bytes, 0o666)
}

/** Writes a new file that only its owner can read; a file that stands is never written over. */
export function writeSecret(file: string, bytes: Uint8Array): Outcome<void> {
  return writeOnce(file, bytes, 0o600)
}

function writeOnce(file: string, bytes: Uint8Array, mode: number): Outcome<void> {
  try {
    writeFileSync(file, bytes, { mode, flag: 'wx' })
    return done(undefined)
  } catch (error) {
    return failed(refused('folder-unwritable', `文件“${file}”写不了：${whyNot(error)}。`))
  }
}

const REASONS: Record<string, string> = {
  ENOENT: '没有这个文件',
  EISDIR: '这是一个文件夹',
  EACCES: '没有权限',
  EPERM: '没有权限',
  EEXIST: '有同名的文件',
  ENOTDIR: '上级是一个文件，不是文件夹',
  ENOSPC: '磁盘已满',
}

export function whyNot(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error))
}
