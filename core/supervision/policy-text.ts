/** A document's own text as an office attaches it: kept raw, read cleanly beside it, each piece under the clause that it belongs to. */

export interface TextPiece {
  /** As it stands in what was attached, to the letter. */
  raw: string
  /** How it reads: spaces, brackets and commas put right, what was plainly lost put back. */
  clean: string
  /** What a person should hold against the paper: lost letters, a repeat, a page's own words. */
  doubts: readonly string[]
  /** Clause of our document; null for what stands before the first and for a page's own words. */
  clause: string | null
}

export const PIECES_MAX = 4000

/** The text in pieces. `clauses` are the ids of the document in their order. */
export function readPolicyText(text: string, clauses: readonly string[]): TextPiece[] {
  const lines = text
    .replaceAll(/\r\n?/g, '\n')
    .split('\n')
    .filter((line) => line.trim() !== '')
  const known = new Set(clauses)
  const place: Place = { chapter: '', section: '', item: '', stage: '', clause: null }
  const seen = new Map<string, number>()
  const pieces: TextPiece[] = []
  for (const line of lines) {
    const numbered = numberAgain(cleanLine(line), place)
    for (const part of splitPoints(line, numbered.clean, { known, place })) {
      const { clean, doubts } = part.whole ? numbered : cleanLine(part.raw)
      const own = PAGE_WORDS.test(clean)
      const earlier = clean.length >= REPEAT_LENGTH ? seen.get(clean) : undefined
      if (!own && earlier === undefined) advance(place, { clean, point: part.point, known })
      if (earlier === undefined) seen.set(clean, pieces.length + 1)
      const repeated = earlier === undefined ? place.clause : (pieces[earlier - 1]?.clause ?? null)
      pieces.push({
        raw: part.raw,
        clean,
        clause: own ? null : repeated,
        doubts: [
          ...doubts,
          ...(own ? ['像是网页自己的字，不属于文件'] : []),
          ...(earlier === undefined ? [] : [`与第 ${earlier} 段相同，是重复`]),
        ],
      })
    }
  }
  return pieces
}

/** A section whose number was lost, as （）, takes the next one. */
function numberAgain(
  line: { clean: string; doubts: string[] },
  place: Readonly<Place>,
): { clean: string; doubts: string[] } {
  if (!/^（\s*）|^\(\s*\)/.test(line.clean)) return line
  const next = NUMERALS[NUMERALS.indexOf(place.section.charAt(1) || ' ') + 1] ?? '一'
  return {
    clean: line.clean.replace(/^[（(]\s*[）)]/, `（${next}）`),
    doubts: [...line.doubts, `疑似丢字：编号丢了，按顺序读作（${next}），请对照原件`],
  }
}

/** The clauses to which no piece came: to be found by a person. */
export function clausesWithoutText(
  pieces: readonly Pick<TextPiece, 'clause'>[],
  clauses: readonly string[],
): string[] {
  const held = new Set(pieces.map((one) => one.clause))
  return clauses.filter((one) => !held.has(one))
}

const REPEAT_LENGTH = 10
const PAGE_WORDS =
  /^(当前位置|朗读|打印|关闭|分享|收藏|字号|字体|上一篇|下一篇|相关链接|阅读次数|浏览次数|责任编辑|信息来源|扫一扫)/

/** A line as it reads, and what is doubtful in it. */
export function cleanLine(raw: string): { clean: string; doubts: string[] } {
  const doubts: string[] = []
  let clean = raw
    .replaceAll(/[\u3000\u00A0\t ]+/g, ' ')
    .trim()
    .replaceAll(/(?<=[一-龥”》〉）)]) (?=[一-龥“《〈（(])/g, '')
    .replaceAll(/\((?=[^()]*[一-龥])([^()]*)\)/g, '（$1）')
    .replaceAll(/(?<=[一-龥”》）〉]),|,(?=[一-龥“《（〈])/g, '，')
    .replaceAll(/(?<=[一-龥”》）〉]);|;(?=[一-龥“《（〈])/g, '；')
    .replaceAll(/(?<=[一-龥”》）〉]):/g, '：')
  for (const { lost, whole } of LOST) {
    clean = clean.replaceAll(lost, (found: string, ...groups: string[]) => {
      const read = whole(groups) ?? found
      if (read === found) return found
      doubts.push(`疑似丢字：“${found}”读作“${read}”，请对照原件`)
      return read
    })
  }
  for (const [pattern, says] of DOUBTFUL) {
    const found = pattern.exec(clean)
    if (found) doubts.push(`“${found[0]}”${says}`)
  }
  for (const [open, close] of PAIRS) {
    if (clean.split(open).length !== clean.split(close).length)
      doubts.push(`疑似丢字：“${open}”和“${close}”不成对`)
  }
  return { clean, doubts }
}

const PAIRS = [
  ['《', '》'],
  ['〔', '〕'],
  ['（', '）'],
] as const

const YEAR = String.raw`(?<!\d)((?:19|20)\d\d)`

/** What a page lost in a way that leaves one reading only. */
const LOST: readonly { lost: RegExp; whole: (groups: readonly string[]) => string | null }[] = [
  { lost: /〔((?:19|20)\d\d)(\d{1,3})号/g, whole: ([year, number]) => `〔${year}〕${number}号` },
  { lost: /〔((?:19|20)\d\d)(\d{1,3})$/g, whole: ([year, number]) => `〔${year}〕${number}号` },
  {
    lost: new RegExp(String.raw`${YEAR}(1[0-2]|[1-9])(?=月)`, 'g'),
    whole: ([year, month]) => `${year}年${month}`,
  },
  {
    lost: new RegExp(String.raw`${YEAR}(1[0-2]|[1-9])(?=[-—–](?:19|20)\d\d)`, 'g'),
    whole: ([year, month]) => `${year}年${month}月`,
  },
  { lost: /^((?:19|20)\d\d)(\d{2,4})$/g, whole: ([year = '', rest = '']) => dayOf(year, rest) },
]

/** A day whose 年, 月 and 日 were lost; null where it could be two days. */
function dayOf(year: string, rest: string): string | null {
  const days = [1, 2].flatMap((cut) => {
    const [month, day] = [rest.slice(0, cut), rest.slice(cut)]
    const fits = /^([1-9]|1[0-2])$/.test(month) && /^([1-9]|[12]\d|3[01])$/.test(day)
    return fits ? [`${year}年${month}月${day}日`] : []
  })
  return days.length === 1 ? (days[0] ?? null) : null
}

/** What has more than one reading, or binds less than it seems, stays as it is. */
const DOUBTFUL: readonly [RegExp, string][] = [
  [/辖\d+(?=办事处|街道)/, '疑似丢字：后面像是少了“乡镇”一类的字，数目也要核对'],
  [/[\uFFFD□]/, '认不出，请对照原件'],
  [/原则上/, '不是硬性规定：提示并要求计划，不拦办理'],
  [/[xX×]{2,}/, '是隐去的名称或数目，采用时要填'],
]

interface Place {
  chapter: string
  section: string
  item: string
  stage: string
  clause: string | null
}

const NUMERALS = '一二三四五六七八九十'
const ARTICLE = /^第([一二三四五六七八九十百零]+|\d+)条/
const CHAPTER = new RegExp(`^([${NUMERALS}]+)、`)
const SECTION = new RegExp(`^（([${NUMERALS}]+)）`)
const STAGE = new RegExp(`^第([${NUMERALS}])阶段`)
const ITEM = /^(\d{1,2})[.．、](?!\d)/

/** Where the numbering of a line leads; the nearest clause that the document has. */
function advance(
  place: Place,
  of: { clean: string; point: string | null; known: ReadonlySet<string> },
): void {
  const { clean, point, known } = of
  const article = ARTICLE.exec(clean)?.[1]
  const chapter = CHAPTER.exec(clean)?.[1]
  const section = SECTION.exec(clean)?.[1]
  const stage = STAGE.exec(clean)?.[1]
  const item = ITEM.exec(clean)?.[1]
  if (article !== undefined) {
    const id = `第${/^\d/.test(article) ? article : numberOf(article)}条`
    place.clause = known.has(id) ? id : null
    return
  }
  if (chapter !== undefined) Object.assign(place, { chapter, section: '', item: '', stage: '' })
  else if (stage !== undefined) Object.assign(place, { stage: `·第${stage}阶段`, section: '', item: '' })
  else if (section !== undefined) Object.assign(place, { section: `(${section})`, item: '' })
  else if (item !== undefined) place.item = item
  else if (point === null) {
    if (/^附件?[：:]?\d?$/.test(clean) && known.has('附件')) place.clause = '附件'
    return
  }
  place.clause = nearest(place, point, known)
}

function nearest(place: Place, point: string | null, known: ReadonlySet<string>): string | null {
  const stem = `${place.chapter}${place.stage}${place.section}`
  const candidates = [
    ...(point === null ? [] : [`${stem}${place.item}${point}`, `${stem}${point}`]),
    `${stem}${place.item}`,
    stem,
    `${place.chapter}${place.stage}`,
    place.chapter,
  ]
  return candidates.find((one) => known.has(one)) ?? null
}

interface Part {
  raw: string
  point: string | null
  /** The line did not come apart. */
  whole: boolean
}

/** A line whose points (一是 … 二是 …) are clauses of their own comes apart at them; nothing is lost or added. */
function splitPoints(
  line: string,
  clean: string,
  { known, place }: { known: ReadonlySet<string>; place: Readonly<Place> },
): Part[] {
  const points = [...line.matchAll(new RegExp(`(?<=[。；;.]|^)\\s*([${NUMERALS}])是`, 'g'))]
  const section = SECTION.exec(clean)?.[1]
  const stem = `${place.chapter}${section === undefined ? place.section : `(${section})`}`
  const own = points.filter(([, point = '']) => known.has(`${stem}${point}`))
  if (own.length < 2) return [{ raw: line, point: null, whole: true }]
  const cuts = own.map((one) => one.index)
  const parts = cuts.map((at, index) => ({
    raw: line.slice(at, cuts[index + 1]),
    point: own[index]?.[1] ?? null,
    whole: false,
  }))
  const before = line.slice(0, cuts[0])
  return before.trim() === '' ? parts : [{ raw: before, point: null, whole: false }, ...parts]
}

/** 一百二十三 as 123, up to 999. */
export function numberOf(words: string): number {
  let total = 0
  let digit = 0
  for (const sign of words) {
    if (sign === '百' || sign === '十') {
      total += Math.max(digit, 1) * (sign === '百' ? 100 : 10)
      digit = 0
    } else digit = sign === '零' ? 0 : NUMERALS.indexOf(sign) + 1
  }
  return total + digit
}
