/** Reads the words after `heshe <command>`, strictly: what is not known is refused with one sentence. */
import { parseArgs, type ParseArgsConfig } from 'node:util'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'

export interface OptionSpec {
  /** A word follows it, it may come several times, or it stands alone. */
  takes: 'word' | 'words' | 'nothing'
  /** What the word is, in the help: 区划代码. */
  word?: string
  says: string
}

export interface CommandSpec {
  name: string
  /** What it does, in the list of commands. */
  says: string
  /** The file that it wants, by its name in the help; none if absent. */
  file?: string
  /** The option with which the file may be left out. */
  fileLessWith?: string
  /** The options without which it can not run. */
  needs?: readonly string[]
  options: Readonly<Record<string, OptionSpec>>
  /** Paragraphs of the help below the options. */
  help: readonly string[]
  examples: readonly string[]
}

export interface Arguments {
  file: string
  /** The words of an option, none where it was not given. */
  words: (option: string) => string[]
  /** The one word of an option. */
  word: (option: string) => string | undefined
  has: (option: string) => boolean
}

/** The arguments of a command, or one sentence on what is wrong with them (code `usage`). */
export function readArguments(command: CommandSpec, argv: readonly string[]): Outcome<Arguments> {
  const wrong = (says: string): Outcome<Arguments> =>
    failed(refused('usage', `${says}用法见 heshe help ${command.name}。`))
  let parsed
  try {
    parsed = parseArgs({ args: [...argv], options: optionsOf(command), strict: true, allowPositionals: true })
  } catch (error) {
    return wrong(explain(error))
  }
  const values: Record<string, unknown> = parsed.values
  const [file, ...more] = parsed.positionals
  if (command.file === undefined && file !== undefined)
    return wrong(`heshe ${command.name} 不需要“${file}”。`)
  if (command.file !== undefined && file === undefined && values[command.fileLessWith ?? ''] !== true)
    return wrong(`heshe ${command.name} 后面要写${command.file}。`)
  if (more.length > 0) return wrong(`一次只能处理一个文件，多出了“${more.join('”“')}”。`)
  const missing = command.needs?.filter((name) => values[name] === undefined) ?? []
  if (missing.length > 0) return wrong(`缺少 ${missing.map((name) => `--${name}`).join('、')}。`)
  const twice = Object.entries(values).find(
    ([name, held]) => command.options[name]?.takes === 'word' && Array.isArray(held) && held.length > 1,
  )
  if (twice) return wrong(`--${twice[0]} 只能写一次。`)
  const empty = Object.entries(values).find(
    ([, held]) => Array.isArray(held) && held.some((one) => one === ''),
  )
  if (empty) return wrong(`--${empty[0]} 后面是空的。`)
  const words = (option: string): string[] => (values[option] as string[] | undefined) ?? []
  return done({
    file: file ?? '',
    words,
    word: (option) => words(option)[0],
    has: (option) => values[option] === true,
  })
}

function optionsOf(command: CommandSpec): NonNullable<ParseArgsConfig['options']> {
  const known = Object.entries(command.options).map(([name, { takes }]) => [
    name,
    takes === 'nothing' ? { type: 'boolean' as const } : { type: 'string' as const, multiple: true },
  ])
  return Object.fromEntries(known) as NonNullable<ParseArgsConfig['options']>
}

function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  const says = error instanceof Error ? error.message : String(error)
  const option = /'(-[^'\s]*)/.exec(says)?.[1] ?? ''
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `没有选项“${option}”。`
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE')
    return /does not take/.test(says) ? `选项“${option}”后面不写内容。` : `选项“${option}”后面要写内容。`
  return `命令写法有误（${says}）。`
}
