/**
 * Matches the real lists and prints what came of them; with a seed, a random hundred of the resolved and asked rows to
 * be judged by hand: `node scripts/areas/survey.ts [seed] [how many] [asked|guessed]`.
 */
import type { Match } from '#core/regions/match-address.ts'
import { figuresOf, indexFor, type ListedRow, LISTS, matchAll, readList } from './real-lists.ts'

/** Mulberry32: the same seed gives the same rows on every machine. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const [seed = '', count = '100', only = ''] = process.argv.slice(2)
const rows = LISTS.flatMap(readList)
const index = indexFor(rows)
matchAll(index, rows)
const pairs: [ListedRow, Match][] = []
for (const list of LISTS) {
  const own = rows.filter((row) => row.list === list)
  const start = performance.now()
  const matches = matchAll(index, own)
  const each = ((performance.now() - start) * 1000) / own.length
  own.forEach((row, i) => matches[i] && pairs.push([row, matches[i]]))
  process.stdout.write(`${list} ${JSON.stringify(figuresOf(matches))} ${each.toFixed(1)} µs a row\n`)
}
if (seed !== '') {
  const next = random(Number(seed))
  const wanted = pairs.filter(([, match]) =>
    only === 'asked'
      ? match.state === 'asked'
      : only === 'guessed'
        ? match.state === 'resolved' && match.source !== '区划表'
        : true,
  )
  const sample = wanted
    .map((pair) => ({ pair, at: next() }))
    .toSorted((a, b) => a.at - b.at)
    .slice(0, Number(count))
  for (const { pair } of sample) process.stdout.write(`${show(...pair)}\n`)
}

function show(row: ListedRow, match: Match): string {
  const said = `${row.list.slice(6, 14)}:${row.row} ${row.input.countyHints.join(' ')} | ${row.input.name} | ${row.input.address}`
  if (match.state === 'asked') {
    const candidates = match.candidates.map(({ name, why }) => `${name}（${why}）`).join('、')
    return `? ${said}\n    ${match.question} ${candidates}`
  }
  const names = [match.county, match.township, match.village ?? ''].map(
    (code) => index.area(code)?.name ?? '',
  )
  return `= ${said}\n    ${names.join(' ')} ${match.area}｜${match.ground}｜${match.notes.join('；')}`
}
