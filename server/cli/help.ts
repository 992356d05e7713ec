/** The help in words. */
import type { CommandSpec } from './arguments.ts'
import { COMMANDS } from './commands.ts'

const SETTINGS = [
  ['HESHE_DATA', '数据文件夹，缺省为程序所在文件夹下的 data'],
  ['DATABASE_URL', '用 PostgreSQL 服务器时写 postgres://用户:密码@主机:端口/数据库；不写则用自带的数据库'],
  ['HESHE_APP_DATABASE_URL', '服务器上应用账号的地址，由管理员事先建好时才写'],
  ['HESHE_BACKUP_PASSPHRASE', '备份口令，backup 和 restore 用它加密、打开密钥'],
  ['HESHE_CIPHER', 'aes（缺省）或 sm4：此后新录入的证件号、账号和附件用哪种算法加密；两种都打得开'],
  ['PORT、HOST', '网页服务的端口（8080）和地址（127.0.0.1），命令行不用'],
] as const

const EXITS = [
  '0  完成',
  '1  完成，但查出了问题，或有没有收下的行（users：有问题，一个也没有建立）',
  '2  没有完成：命令写错、文件读不了、数据库打不开、已经初始化过等',
]

/** The page of `heshe --help`. */
export function generalHelp(lists: { registers: readonly string[]; policies: readonly string[] }): string {
  return [
    '禾社：农民合作社台账、检查和整改',
    '',
    '用法：heshe <命令> [文件] [选项]        Windows 上：npm run heshe -- <命令> …',
    '',
    '命令：',
    ...COMMANDS.map((one) => `  ${one.name.padEnd(10)}${one.says}`),
    '  help      某个命令的详细说明：heshe help import',
    '',
    ...COMMANDS.flatMap((one) => [usageOf(one), ...optionLines(one), '']),
    ...listLines(lists),
    '',
    '设置（环境变量）：',
    ...SETTINGS.map(([name, says]) => `  ${name.padEnd(24)}${says}`),
    '',
    '退出码：',
    ...EXITS.map((line) => `  ${line}`),
    '',
    '例：',
    ...COMMANDS.flatMap((one) => one.examples.map((line) => `  ${line}`)),
  ].join('\n')
}

/** The page of `heshe help <command>`. */
export function commandHelp(
  command: CommandSpec,
  lists: { registers: readonly string[]; policies: readonly string[] },
): string {
  return [
    `heshe ${command.name}：${command.says}`,
    '',
    `用法：${usageOf(command)}`,
    '',
    '选项：',
    ...optionLines(command),
    '',
    ...command.help,
    '',
    ...listLines({
      registers: command.options['register'] ? lists.registers : [],
      policies: command.options['policy'] ? lists.policies : [],
    }),
    '退出码：',
    ...EXITS.map((line) => `  ${line}`),
    '',
    '例：',
    ...command.examples.map((line) => `  ${line}`),
  ].join('\n')
}

function usageOf(command: CommandSpec): string {
  const options = Object.entries(command.options).map(([name, { takes, word }]) => {
    const text = takes === 'nothing' ? `--${name}` : `--${name} ${word ?? ''}`
    return command.needs?.includes(name) ? text : `[${text}]`
  })
  return ['heshe', command.name, ...(command.file ? ['FILE'] : []), ...options].join(' ')
}

function optionLines(command: CommandSpec): string[] {
  return Object.entries(command.options).map(
    ([name, { takes, word, says }]) =>
      `  ${`--${name}${takes === 'nothing' ? '' : ` ${word}`}`.padEnd(16)}  ${says}`,
  )
}

function listLines(lists: { registers: readonly string[]; policies: readonly string[] }): string[] {
  return [
    ...(lists.registers.length > 0
      ? ['台账（--register）：', ...lists.registers.map((one) => `  ${one}`)]
      : []),
    ...(lists.policies.length > 0 ? ['方案（--policy）：', ...lists.policies.map((one) => `  ${one}`)] : []),
  ]
}
