/**
 * `npm run bench -- small` (minutes; ends with 1 where something got worse) and `-- full` (by hand, hours and gigabytes).
 * Each figure stands beside a floor of the same run, so that a slow or busy machine moves both. `-- small check` runs one part.
 */
import os from 'node:os'
import { benchBooks } from './books.ts'
import { benchCheck } from './check.ts'
import { fillBodies, openBench } from './county.ts'
import { benchDivision } from './division.ts'
import { benchImport } from './import.ts'
import { benchJournal } from './journal.ts'
import { gotWorse, HEAD, sayLine, sayMachine, type Line } from './measure.ts'
import { benchPages } from './pages.ts'
import { benchStart } from './start.ts'
import { benchWhatIf } from './what-if.ts'

const SIZES = {
  small: {
    rows: 5000,
    bodies: 20_000,
    membersEach: 0,
    requests: 100,
    books: 200,
    vouchersEach: 250,
    postings: 0,
  },
  full: {
    rows: 100_000,
    bodies: 100_000,
    membersEach: 60,
    requests: 4000,
    books: 1000,
    vouchersEach: 5000,
    postings: 1_000_000,
  },
}

const NEED = '全量测量需要约 25 GB 磁盘（临时目录）、8 GB 内存和一到两个小时。'

type Part = 'import' | 'check' | 'pages' | 'books' | 'division' | 'start'

async function run(size: (typeof SIZES)['small'], only: Part | undefined): Promise<Line[]> {
  const lines: Line[] = []
  const part = async (name: Part, work: () => Promise<Line[]>): Promise<void> => {
    if (only !== undefined && only !== name) return
    for (const line of await work()) {
      lines.push(line)
      console.log(sayLine(line))
    }
  }
  const bench = await openBench()
  try {
    await part('import', () => benchImport(bench, size.rows))
    await fillBodies(bench.root, size)
    await part('check', async () => [
      ...(await benchCheck(bench, size.bodies)),
      ...(await benchWhatIf(bench, size.bodies)),
    ])
    await part('pages', () => benchPages(bench, size))
    await part('books', () => benchBooks(bench, size))
    await part('division', benchDivision)
    await part('start', async () => {
      await bench.rest()
      const started = await benchStart(bench.folder)
      return [...started, ...benchJournal(size.postings, started[0]?.milliseconds ?? 0)]
    })
  } finally {
    await bench.close()
  }
  return lines
}

async function main(): Promise<void> {
  const [which = 'small', only] = process.argv.slice(2)
  const size = SIZES[which as keyof typeof SIZES]
  if (!size) throw new Error('npm run bench -- small | full [import|check|pages|books|division|start]')
  if (which === 'full') console.log(NEED)
  const began = [...os.loadavg()]
  console.log(HEAD)
  const lines = await run(size, only as Part | undefined)
  console.log(`\n${sayMachine([began, os.loadavg()])}`)
  const worse = lines.filter(gotWorse)
  for (const { what } of worse) console.error(`变慢：${what}`)
  process.exitCode = worse.length > 0 ? 1 : 0
}

await main()
