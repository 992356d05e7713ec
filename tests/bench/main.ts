/**
 * `npm run bench -- small` (at most three minutes; ends with 1 where something got worse) and `-- full` (by hand).
 * Each figure stands beside a floor of the same run, so that a slow or busy machine moves both. `-- small check` runs one
 * part; `--with bodies=100000` takes another size of one thing. What seems to have got worse is measured once more, and has got worse only if both say so.
 */
import { writeFileSync } from 'node:fs'
import os from 'node:os'
import { parseArgs } from 'node:util'
import { benchBooks } from './books.ts'
import { benchCheck } from './check.ts'
import { fillBodies, openBench, type Bench } from './county.ts'
import { benchDivision } from './division.ts'
import { benchImport } from './import.ts'
import { benchJournal, layJournal } from './journal.ts'
import { better, gotWorse, HEAD, heldRatio, sayLine, sayMachine, tallyOf, type Line } from './measure.ts'
import { benchPages } from './pages.ts'
import { FULL, SMALL, type Size } from './sizes.ts'
import { benchStart } from './start.ts'
import { benchWhatIf } from './what-if.ts'

const PARTS = ['import', 'check', 'pages', 'books', 'division', 'start'] as const
type Part = (typeof PARTS)[number]

/** What each part measures; those that read a filled county say so. */
function worksOf(bench: Bench, size: Size): Record<Part, { filled: boolean; work: () => Promise<Line[]> }> {
  return {
    import: { filled: false, work: () => benchImport(bench, size) },
    check: {
      filled: true,
      work: async () => [...(await benchCheck(bench, size)), ...(await benchWhatIf(bench, size.bodies))],
    },
    pages: { filled: true, work: () => benchPages(bench, size) },
    books: { filled: true, work: () => benchBooks(bench, size) },
    division: { filled: false, work: benchDivision },
    start: {
      filled: true,
      work: async () => {
        const journal = await layJournal(bench, size.postings)
        await bench.rest()
        return [...(await benchStart(bench.folder)), ...(await benchJournal(bench.folder, journal))]
      },
    },
  }
}

/** The records are those of the short run: another one is held against none. */
function heldIn({ held }: Size, { stood, ...line }: Line): Line {
  return held && stood !== undefined ? { ...line, stood } : line
}

async function run(size: Size, only: readonly Part[]): Promise<Line[]> {
  const all: Line[] = []
  const bench = await openBench()
  try {
    const works = worksOf(bench, size)
    const parts = PARTS.filter((one) => only.length === 0 || only.includes(one))
    // Millions of members are laid in only where pages are measured beside them.
    const membersEach = parts.includes('pages') ? size.membersEach : 0
    let filled = false
    for (const part of parts) {
      const { work } = works[part]
      if (works[part].filled && !filled) await fillBodies(bench.root, { ...size, membersEach })
      filled ||= works[part].filled
      const lines = (await work()).map((line) => heldIn(size, line))
      const again = lines.some(gotWorse) ? await work() : lines
      for (const [index, line] of lines.entries()) {
        const kept = better(line, again[index] ?? line)
        all.push(kept)
        console.log(sayLine(kept))
      }
    }
  } finally {
    await bench.close()
  }
  return all
}

/** `--with bodies=100000` takes another size of this one thing. */
function changed(words: readonly string[]): Partial<Size> {
  return Object.fromEntries(words.map((word) => word.split('=')).map(([name = '', n]) => [name, Number(n)]))
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { report: { type: 'string' }, with: { type: 'string', multiple: true } },
  })
  const [which = 'small', ...only] = positionals
  const given = { small: SMALL, full: FULL }[which]
  const size = given && { ...given, ...changed(values.with ?? []) }
  if (!size || only.some((one) => !PARTS.includes(one as Part)))
    throw new Error(`npm run bench -- small | full [${PARTS.join(' ')}]`)
  console.log(`${size.need}\n`)
  const began = [...os.loadavg()]
  const clock = performance.now()
  console.log(HEAD)
  const lines = await run(size, only as Part[])
  const minutes = ((performance.now() - clock) / 60_000).toFixed(1)
  console.log(`\n${sayMachine([began, os.loadavg()])}，用时 ${minutes} 分钟`)
  for (const line of lines.filter(gotWorse))
    console.error(`变慢：${line.what}：${heldRatio(line)?.toFixed(1)} 倍，记录的是 ${line.stood} 倍`)
  const tally = tallyOf(lines)
  if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(tally))
  process.exitCode = tally.failed > 0 ? 1 : 0
}

await main()
