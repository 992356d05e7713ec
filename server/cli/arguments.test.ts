import { expect, test } from 'vitest'
import { must } from '../../tests/must.ts'
import { readArguments, type CommandSpec } from './arguments.ts'
import { COMMANDS, findCommand } from './commands.ts'
import { commandHelp, generalHelp } from './help.ts'

const command: CommandSpec = {
  name: 'sow',
  says: '播种',
  file: '地块表',
  needs: ['crop'],
  options: {
    crop: { takes: 'word', word: '作物', says: '' },
    field: { takes: 'words', word: '地块', says: '' },
    deep: { takes: 'nothing', says: '' },
  },
  help: [],
  examples: [],
}

test('the words of a command are read in any order', () => {
  const given = must(
    readArguments(command, ['--field', 'a', 'land.csv', '--crop=wheat', '--deep', '--field', 'b']),
  )
  expect(given.file).toBe('land.csv')
  expect(given.word('crop')).toBe('wheat')
  expect(given.words('field')).toEqual(['a', 'b'])
  expect(given.has('deep')).toBe(true)
})

test('what is not given is nothing', () => {
  const given = must(readArguments(command, ['land.csv', '--crop', 'wheat']))
  expect([given.words('field'), given.word('field'), given.has('deep')]).toEqual([[], undefined, false])
})

test.each([
  [['land.csv', '--crop', 'wheat', '--force'], '没有选项“--force”。'],
  [['land.csv', '--crop', 'wheat', '-x'], '没有选项“-x”。'],
  [['--crop', 'wheat'], 'heshe sow 后面要写地块表。'],
  [['land.csv'], '缺少 --crop。'],
  [['land.csv', 'more.csv', '--crop', 'wheat'], '一次只能处理一个文件，多出了“more.csv”。'],
  [['land.csv', '--crop', 'wheat', '--crop', 'rice'], '--crop 只能写一次。'],
  [['land.csv', '--crop', ''], '--crop 后面是空的。'],
  [['land.csv', '--crop'], '选项“--crop”后面要写内容。'],
  [['land.csv', '--crop', '--deep'], '选项“--crop”后面要写内容。'],
  [['land.csv', '--crop', 'wheat', '--deep=yes'], '选项“--deep”后面不写内容。'],
])('%j is refused with one sentence', (argv, says) => {
  const given = readArguments(command, argv)
  expect(given).toEqual({
    ok: false,
    problems: [{ code: 'usage', severity: 'refused', says: `${says}用法见 heshe help sow。` }],
  })
})

test('a command without a file takes none', () => {
  const { file: _, ...bare } = command
  expect(readArguments(bare, ['land.csv', '--crop', 'wheat'])).toMatchObject({ ok: false })
  expect(must(readArguments(bare, ['--crop', 'wheat'])).file).toBe('')
})

test('the help names every command, option, code to end with and setting', () => {
  const all = generalHelp({ registers: ['member  成员名册'], policies: ['plan-2023  方案'] })
  for (const one of COMMANDS) {
    expect(all).toContain(`heshe ${one.name}`)
    const help = commandHelp(one, { registers: [], policies: [] })
    for (const [name, { says }] of Object.entries(one.options)) {
      expect(all).toContain(`--${name}`)
      expect(help).toContain(`--${name}`)
      expect(help).toContain(says)
    }
    for (const example of one.examples) expect(help).toContain(example)
    expect(help).toContain('退出码')
  }
  for (const words of ['member  成员名册', 'plan-2023  方案', 'HESHE_DATA', 'DATABASE_URL', 'PORT', 'HOST'])
    expect(all).toContain(words)
})

test('the examples of the help are commands that are understood', () => {
  for (const { name, examples } of COMMANDS)
    for (const example of examples) {
      const [program, command_, ...argv] = example.split(' ')
      expect([program, command_]).toEqual(['heshe', name])
      must(readArguments(findCommand(name)!, argv))
    }
})
