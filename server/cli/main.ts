/** The command line: reads the words, has the command done, prints one answer, ends with 0, 1 or 2. */
import { refused, type Problem } from '#core/values/problem.ts'
import { readArguments } from './arguments.ts'
import { COMMANDS, findCommand } from './commands.ts'
import { commandHelp, generalHelp } from './help.ts'
import { sayJson } from './print.ts'

// Whoever reads only the first lines has read enough.
process.stdout.on('error', () => process.exit())
process.exitCode = await main(process.argv.slice(2))

async function main([name, ...rest]: string[]): Promise<number> {
  // npm runs scripts in the program's folder; files are named from where the user stands.
  if (process.env['npm_lifecycle_event'] === 'heshe') process.chdir(process.env['INIT_CWD'] ?? '.')
  if (name === undefined || name === '--help' || name === '-h') return help(undefined)
  if (name === 'help') return help(rest[0])
  const command = findCommand(name)
  const json = rest.includes('--json')
  if (!command) return refuse([unknownCommand(name)], json)
  if (rest.includes('--help') || rest.includes('-h')) return help(name)
  const given = readArguments(command, rest)
  if (!given.ok) return refuse(given.problems, json)
  try {
    const { RUNS } = await import('./index.ts')
    const answer = await RUNS[command.name]!(given.value)
    return answer.ok ? answer.value : refuse(answer.problems, json)
  } catch (error) {
    console.error(error)
    return refuse([refused('fault', '程序出错，没有完成；请把上面的内容交给技术人员。')], json)
  }
}

/** Tells people on standard error; a script that asked for JSON gets its one object too. */
function refuse(problems: readonly Problem[], json: boolean): 2 {
  const told = problems.filter((one) => one.severity === 'refused')
  for (const one of told) console.error(one.says)
  const place = { file: '', sheet: null, row: null, column: null }
  if (json)
    sayJson({
      problems: told.map((one) => ({ ...place, ...one.place, ...one, severity: 'refused' as const })),
    })
  return 2
}

function unknownCommand(name: string): Problem {
  const known = COMMANDS.map((one) => one.name).join('、')
  return refused('usage', `没有命令“${name}”，可用的有 ${known}；用法见 heshe --help。`)
}

async function help(name: string | undefined): Promise<number> {
  const command = name === undefined ? undefined : findCommand(name)
  if (name !== undefined && !command) return refuse([unknownCommand(name)], false)
  const { namesForHelp } = await import('./index.ts')
  const names = await namesForHelp()
  console.log(command ? commandHelp(command, names) : generalHelp(names))
  return 0
}
