/**
 * Matches the real lists and prints what came of them; with a seed, a random hundred of the resolved and asked rows to
 * be judged by hand: `node scripts/areas/survey.ts [seed] [how many] [asked|guessed]`.
 */
import type { Match } from '#core/regions/match-address.ts'
import { figuresOf, indexFor, type ListedRow, LISTS, matchAll, readList, seededSample } from './real-lists.ts'

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
  const wanted = pairs.filter(([, match]) => isWanted(match))
  for (const pair of seededSample(wanted, Number(seed), Number(count)))
    process.stdout.write(`${show(...pair)}\n`)
}

function isWanted(match: Match): boolean {
  if (only === 'asked') return match.state === 'asked'
  return only !== 'guessed' || (match.state === 'resolved' && match.source !== '区划表')
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
