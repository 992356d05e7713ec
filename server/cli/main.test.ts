/** The commands as a script runs them: child processes on small files, one data folder with its server running. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fictionalCreditCode } from '#core/values/credit-code.ts'
import { chainTrail } from '#server/access/audit-chain.ts'
import { assemble } from '#server/assemble.ts'
import { systemClock } from '#server/clock.ts'
import { openDatabase, withScope, type Database } from '#server/database/connect.ts'
import { openEmbedded } from '#server/database/embedded.ts'
import { migrate } from '#server/database/migrate.ts'
import { writeWorkbook } from '#server/files/workbook/write.ts'
import { must } from '../../tests/must.ts'
import { runHeshe, type Ended } from '../../tests/run-heshe.ts'

interface Answer {
  rows: Record<'read' | 'taken' | 'unchanged' | 'warned' | 'refused', number>
  cooperatives: number
  findings: number
  unknown: number
  problems: {
    file: string
    sheet: string | null
    row: number | null
    column: string | null
    code: string
    says: string
  }[]
  files: string[]
}

let work: string
let temp: string
let database: Database<unknown>

beforeAll(async () => {
  work = mkdtempSync(path.join(os.tmpdir(), 'heshe-cli-'))
  temp = path.join(os.tmpdir(), `heshe-cli-tmp-${path.basename(work)}`)
  mkdirSync(temp, { mode: 0o755 })
  // Stays open: every command below joins a server that runs already.
  database = must(
    await openDatabase<unknown>({
      dataDir: path.join(os.tmpdir(), `heshe-cli-data-${path.basename(work)}`),
      durable: false,
    }),
  )
  must(await migrate(database.owner))
})
afterAll(async () => {
  await database.close()
  for (const folder of [work, temp, database.dataDir]) rmSync(folder, { recursive: true, force: true })
})

const heshe = (...args: string[]): Promise<Ended> =>
  runHeshe(args, { cwd: work, data: database.dataDir, temp })

/** The one object on standard output; anything else there fails the test. */
function answerOf({ out }: Ended): Answer {
  expect(out.trimEnd().split('\n')).toHaveLength(1)
  const answer = JSON.parse(out) as Answer
  expect(Object.keys(answer)).toEqual(['rows', 'cooperatives', 'findings', 'unknown', 'problems', 'files'])
  expect(Object.keys(answer.rows)).toEqual(['read', 'taken', 'unchanged', 'warned', 'refused'])
  const { read, taken, warned, refused } = answer.rows
  expect(taken + warned + refused).toBe(read)
  for (const one of answer.problems)
    expect(Object.keys(one)).toEqual(['file', 'sheet', 'row', 'column', 'code', 'says'])
  return answer
}

const HEADING = '合作社名称,统一社会信用代码,注册日期,注册资金（万元）,注册地址'
const code = (serial: number): string => fictionalCreditCode('990101', serial)

function write(name: string, lines: readonly string[]): string {
  writeFileSync(path.join(work, name), `${lines.join('\n')}\n`)
  return name
}

/** How many rows of the data stand: bodies, their versions, batches, areas. */
async function standing() {
  const { rows } = await withScope(database.app, { national: 'on', role: 'system' }, (trx) =>
    sql<{ bodies: bigint; versions: bigint; imports: bigint; areas: bigint }>`
      select (select count(*) from body) as bodies, (select count(*) from body_version) as versions,
        (select count(*) from import) as imports, (select count(*) from area) as areas`.execute(trx),
  )
  return rows[0]!
}

describe('words that are not understood', () => {
  test('the help is complete and in Chinese, for all and for each command', async () => {
    const all = await heshe('--help')
    expect(all.code).toBe(0)
    for (const word of ['import', 'check', 'HESHE_DATA', 'DATABASE_URL', '退出码', 'heshui-2023', '--as-of'])
      expect(all.out).toContain(word)
    const one = await heshe('help', 'check')
    expect(one).toMatchObject({ code: 0, err: '' })
    for (const word of ['--policy', '--area', '--out', '--json', '"unknown"', '一社一策'])
      expect(one.out).toContain(word)
  })

  test('a command, an option, an area or a policy that does not exist ends with 2 and one sentence', async () => {
    write('a.csv', [HEADING, `甲种植专业合作社,${code(1)},2015-03-01,50,会宁县会师镇`])
    const wrong = [
      [['improt', 'a.csv'], '没有命令“improt”'],
      [['import', 'a.csv', '--register', 'shops'], '没有台账“shops”'],
      [['import', 'a.csv', '--register', 'cooperative', '--area', '620499'], '“620499”不是现行的区划代码'],
      [['check', 'a.csv', '--policy', 'party-led-2022'], '有待填项（印发机关'],
      [['policy', 'numbers'], '没有“heshe policy numbers”'],
      [['check', 'a.csv', '--policy', 'heshui-2023', '--as-of', '2023-03-14'], '自 2023-03-15 起施行'],
    ] as const
    const ends = await Promise.all(wrong.map(([args]) => heshe(...args)))
    ends.forEach((ended, index) => {
      expect(ended).toMatchObject({ code: 2, out: '' })
      expect(ended.err).toContain(wrong[index]![1])
      expect(ended.err.trimEnd().split('\n')).toHaveLength(1)
    })
  })

  test('the coverage of the policies is one JSON object with one entry for each document', async () => {
    const ended = await heshe('policy', 'coverage', '--json')
    expect(ended).toMatchObject({ code: 0, err: '' })
    const { documents } = JSON.parse(ended.out) as { documents: Record<string, number | string>[] }
    expect(documents.slice(0, 5).map((one) => one['id'])).toEqual([
      'heshui-2023',
      'nanchuan-2021',
      'ningbo-2023',
      'party-led-2022',
      'shuocheng-2021',
    ])
    for (const one of documents) {
      expect(Object.keys(one)).toEqual(['id', 'clauses', 'answered', 'planned', 'none'])
      expect(Number(one['answered']) + Number(one['planned']) + Number(one['none'])).toBe(one['clauses'])
    }
  })

  test('a file that is missing or no table ends with 2; for a script with one object', async () => {
    writeFileSync(path.join(work, 'paper.xlsx'), '%PDF-1.7\n')
    write('text.csv', ['今天天气很好', '明天也好'])
    for (const [args, problem] of [
      [['import', 'missing.csv', '--register', 'cooperative'], 'file-unreadable'],
      [['check', 'paper.xlsx'], 'file-is-pdf'],
      [['import', 'text.csv', '--register', 'cooperative'], 'nothing-understood'],
    ] as const) {
      const ended = await heshe(...args, '--json')
      expect(ended.code).toBe(2)
      const { rows, problems } = answerOf(ended)
      expect(rows.read).toBe(0)
      expect(problems[0]).toMatchObject({ file: args[1], code: problem })
      expect(ended.err).not.toBe('')
    }
  })
})

describe('import', () => {
  const lines = [
    '会宁县农民专业合作社名录（2023年）',
    HEADING,
    `甲种植专业合作社,${code(1)},2015-03-01,50,甘肃省会宁县会师镇南咀村`,
    `乙养殖专业合作社,${code(2)},2016-03-01,60,甘肃省会宁县郭城驿镇`,
    '',
    `丙林果专业合作社,9.36204E+17,2016-03-01,60,甘肃省会宁县会师镇`,
    `丁农机专业合作社,${code(4)},2016-03-01,六十万,甘肃省会宁县甘沟驿镇`,
    `戊蜂业专业合作社,${code(5)},2016-03-01,70,浙江省仙居县白塔镇`,
    '合计,5,,240,',
  ]
  const args = [
    'import',
    'list.csv',
    '--register',
    'cooperative',
    '--area',
    '620422',
    '--as-of',
    '2023-03-20',
  ]

  test('a dry run tells everything and changes nothing', async () => {
    write('list.csv', lines)
    const before = await standing()
    const ended = await heshe(...args, '--dry-run', '--json')
    expect(ended.code).toBe(1)
    expect(answerOf(ended).rows).toEqual({ read: 5, taken: 2, unchanged: 0, warned: 1, refused: 2 })
    expect(await standing()).toEqual(before)
    expect((await heshe(...args, '--dry-run')).out).toContain('试算，没有写入')
  })

  test('takes, warns and refuses, each with its row and cell, and writes the batch', async () => {
    const ended = await heshe(...args, '--json')
    expect(ended.code).toBe(1)
    const answer = answerOf(ended)
    expect(answer).toMatchObject({
      rows: { read: 5, taken: 2, unchanged: 0, warned: 1, refused: 2 },
      cooperatives: 3,
      files: [],
    })
    expect(answer.unknown).toBeGreaterThan(0)
    expect(answer.problems.map(({ row, column, code: what }) => [row, column, what])).toEqual([
      [6, 'B', 'digits-lost'],
      [7, 'D', 'amount-unreadable'],
      [8, null, 'outside-area'],
    ])
    expect(answer.problems[0]).toMatchObject({ file: 'list.csv', sheet: 'list' })
    expect(await standing()).toMatchObject({ bodies: 3n, versions: 3n, imports: 1n })
  })

  test('the trail names the command line and the user of the operating system', async () => {
    const { rows } = await withScope(database.app, { national: 'on', role: 'system' }, (trx) =>
      sql<{ actor: string; door: string; address: string; reason: string; batch: string }>`
        select distinct a.actor, a.door, a.address, a.reason, i.actor || i.file_name as batch
        from audit a cross join import i where a.subject = 'body'`.execute(trx),
    )
    const { username } = os.userInfo()
    expect(rows).toEqual([
      {
        actor: 'cli',
        door: 'cli',
        address: `操作系统用户 ${username}`,
        reason: '命令行 heshe import',
        batch: 'clilist.csv',
      },
    ])
  })

  test('the same file again changes nothing, a newer one only what is new in it', async () => {
    const before = await standing()
    const again = answerOf(await heshe(...args, '--json'))
    expect(again.rows).toEqual({ read: 5, taken: 2, unchanged: 2, warned: 1, refused: 2 })
    expect(await standing()).toEqual({ ...before, imports: before.imports + 1n })
    write('list.csv', lines.with(2, lines[2]!.replace(',50,', ',80,')).slice(0, 4))
    const ended = await heshe(...args.slice(0, -1), '2023-06-30', '--json')
    expect(ended.code).toBe(0)
    expect(answerOf(ended).rows).toEqual({ read: 2, taken: 2, unchanged: 1, warned: 0, refused: 0 })
    expect(await standing()).toMatchObject({ bodies: 3n, versions: before.versions + 1n })
  })

  test('without an area the whole file is read; people are told in words', async () => {
    write('far.csv', [HEADING, `己水产专业合作社,${code(6)},2016-03-01,70,浙江省仙居县白塔镇`])
    const ended = await heshe('import', 'far.csv', '--register', 'cooperative')
    expect(ended).toMatchObject({ code: 0, err: '' })
    expect(ended.out).toContain('读取 1 行：收下 1（其中无变化 0），待核实 0，退回 0。')
  })
})

describe('audit verify', () => {
  /** The embedded server's own administrator, whom no right of the database binds. */
  async function asSuperuser(statement: string): Promise<void> {
    const server = must(await openEmbedded({ dataDir: database.dataDir }))
    const root = new Client({ ...server.connection, database: 'heshe' })
    await root.connect()
    await root.query(`set session_replication_role = replica; ${statement}`)
    await root.end()
    await server.close()
  }

  beforeAll(async () => {
    const { chain } = must(await assemble(database, systemClock))
    expect(await chainTrail(chain, new Date())).toBeGreaterThan(0)
  })

  test('a trail that nobody touched ends with 0, in words and as one object', async () => {
    const ended = await heshe('audit', 'verify')
    expect(ended).toMatchObject({ code: 0, err: '' })
    expect(ended.out).toContain('没有发现改动或删除。')
    const { broken, breaks, entries } = JSON.parse((await heshe('audit', 'verify', '--json')).out)
    expect({ broken, breaks }).toEqual({ broken: 0, breaks: [] })
    expect(entries).toBeGreaterThan(0)
  })

  test('an entry that the administrator of the database altered is named with its number, and the command ends with 1', async () => {
    const { rows } = await withScope(database.app, { national: 'on', role: 'system' }, (trx) =>
      sql<{ id: bigint }>`select min(id) as id from audit where subject = 'body'`.execute(trx),
    )
    await asSuperuser(`update audit set reason = reason || '。' where id = ${rows[0]!.id}`)
    const ended = await heshe('audit', 'verify')
    expect(ended.code).toBe(1)
    expect(ended.out).toContain(String(rows[0]!.id))
    expect(ended.out).toContain('发现 1 处改动或删除，请保留现场，报告审计管理员。')
    await asSuperuser(`update audit set reason = rtrim(reason, '。') where id = ${rows[0]!.id}`)
    expect((await heshe('audit', 'verify')).code).toBe(0)
  })
})

describe('check', () => {
  const args = [
    'check',
    'ledger.xlsx',
    '--policy',
    'heshui-2023',
    '--area',
    '621024',
    '--as-of',
    '2023-03-20',
  ]

  beforeAll(async () => {
    const text = (heading: string) => ({ heading, width: 16, kind: 'text' as const })
    const bytes = await writeWorkbook({
      sheets: [
        {
          name: '名录',
          title: '合水县农民专业合作社名录',
          columns: ['合作社名称', '统一社会信用代码', '成立日期', '注册地址'].map(text),
          rows: [
            ['甲种植专业合作社', code(1), '2015-03-01', '合水县西华池镇'],
            ['乙养殖专业合作社', code(2), '2016-03-01', '合水县太白镇'],
            ['远方养殖专业合作社', code(3), '2016-03-01', '浙江省仙居县白塔镇'],
          ],
        },
        {
          name: '成员',
          columns: ['合作社名称', '统计日期', '成员总数', '农民成员数'].map(text),
          rows: [
            ['甲种植专业合作社', '2023-03-01', '4', '4'],
            ['乙养殖专业合作社', '2023-03-01', '10', '9'],
            ['丙林果专业合作社', '2023-03-01', '6', '6'],
          ],
        },
      ],
    })
    writeFileSync(path.join(work, 'ledger.xlsx'), bytes)
  })

  test('judges a ledger of several sheets without a server and writes the papers', async () => {
    const before = await standing()
    const ended = await heshe(...args, '--out', 'result', '--json')
    expect(ended.code).toBe(1)
    const answer = answerOf(ended)
    expect(answer).toMatchObject({
      rows: { read: 6, taken: 5, unchanged: 0, warned: 0, refused: 1 },
      cooperatives: 3,
    })
    expect(answer.findings).toBeGreaterThan(0)
    expect(answer.unknown).toBeGreaterThan(0)
    expect(answer.problems).toMatchObject([{ sheet: '名录', row: 5, code: 'outside-area' }])
    expect(answer.files).toContain(path.join('result', '问题台账.xlsx'))
    expect(answer.files).toContain(path.join('result', '待补数据.xlsx'))
    expect(answer.files).toContain(path.join('result', '一社一策', '甲种植专业合作社_一社一策.docx'))
    for (const file of answer.files)
      expect(readFileSync(path.join(work, file)).subarray(0, 2).toString()).toBe('PK')
    expect(await standing()).toEqual(before)
    expect(readdirSync(temp)).toEqual([])
  })

  test('tells people by township and by rule; without a folder it writes nothing', async () => {
    const { code: exit, out, err } = await heshe(...args)
    expect([exit, err]).toEqual([1, ''])
    for (const words of [
      '西华池镇：1 家',
      '太白镇：1 家',
      '成员不少于五名：有问题 1 家',
      '没有收下：',
      '第 5 行',
    ])
      expect(out).toContain(words)
    expect(readdirSync(work).filter((name) => !/\.(csv|xlsx)$/.test(name))).toEqual(['result'])
  })

  test('ends with 0 where nothing is found, and leaves no database behind where it fails', async () => {
    write('clean.csv', [HEADING, `甲种植专业合作社,${code(1)},2015-03-01,50,合水县西华池镇`])
    expect(await heshe('check', 'clean.csv', '--area', '621024', '--json')).toMatchObject({
      code: 0,
      err: '',
    })
    write('blocked', ['这不是文件夹'])
    const ended = await heshe('check', 'clean.csv', '--out', 'blocked')
    expect(ended).toMatchObject({ code: 2, out: '' })
    expect(ended.err).toContain('文件夹“blocked”不能写入')
    expect(readdirSync(temp)).toEqual([])
    expect(existsSync(path.join(work, 'data'))).toBe(false)
  })

  test('a signal ends it at once and leaves no database behind', async () => {
    const databases = () => readdirSync(temp).filter((name) => name.startsWith('heshe-check-'))
    const runs = (folder: string) => existsSync(path.join(temp, folder, 'postgresql', 'postmaster.pid'))
    const ended = await runHeshe(args, {
      cwd: work,
      data: database.dataDir,
      temp,
      started: (child) => {
        const timer = setInterval(() => {
          if (databases().some(runs)) child.kill('SIGTERM')
        }, 20)
        child.once('exit', () => clearInterval(timer))
      },
    })
    expect(ended).toMatchObject({ code: 143, out: '' })
    expect(databases()).toEqual([])
  })
})
