import { ofMillionths, partFrom, readPart, type Part } from '../values/share.ts'
import { type Day, readDay } from '../values/day.ts'
import { type Fen, readMoney } from '../values/money.ts'
import { done, failed, type Outcome } from '../values/outcome.ts'
import { type Place, type Problem, refused } from '../values/problem.ts'
import { saysNone, saysUnknown, squeeze } from '../values/typed-text.ts'
import type { MemberKey, Written, WrittenDivision, WrittenMember, YearKey } from './written.ts'
import {
  type CharterShares,
  type Member,
  type Millionths,
  PATRONAGE_FLOOR,
  type Trade,
  WHOLE,
  type YearFigures,
} from './year.ts'

export interface DivisionInput {
  year: YearFigures
  members: Member[]
}

/** Understands what was written: the figures and the members, or every fault at once, each with its place. */
export function interpret(written: WrittenDivision): Outcome<DivisionInput> {
  const reader = new Reader()
  const year = yearOf(written, reader)
  const members = written.members.map((member) => memberOf(member, reader))
  const [first, ...others] = reader.problems
  return first ? failed(first, ...others) : done({ year, members })
}

class Reader {
  readonly problems: Problem[] = []
  /** Where each member number stood first. */
  readonly ids = new Map<string, string>()

  fault(code: string, says: string, at: { where: string; place: Place }): void {
    this.problems.push(refused(code, `${at.where}：${says}`, at.place))
  }

  /** An amount; 0 where nothing stands. */
  money(written: Written | undefined, negative: 'negative-too' | 'not-negative' = 'not-negative'): Fen {
    if (written === undefined || isBlank(written.text)) return 0n
    const read = readMoney(written.text, { assume: written.unit ?? '元' })
    if (!read.ok) {
      for (const { code, says } of read.problems) this.fault(code, says, written)
      return 0n
    }
    const fen = read.value ?? 0n
    if (fen < 0n && negative === 'not-negative')
      this.fault('division-negative', `“${written.text.trim()}”是负数，这里不能为负，请核对`, written)
    return fen
  }

  /** A share: 70%, 0.7 or 70; null where nothing stands. */
  /** A share, or the fraction that a charter says: 三分之二, 2/3. */
  part(written: Written | undefined): Part | null {
    const kept = /分之|[/／]/.test(written?.text ?? '') ? readPart(written?.text ?? '') : null
    if (kept !== null) return partFrom(kept)
    const share = this.share(written)
    return share === null ? null : ofMillionths(share)
  }

  share(written: Written | undefined): Millionths | null {
    if (written === undefined || isBlank(written.text)) return null
    const text = squeeze(written.text)
    const plain = text.replace(/%$/, '')
    const asPercent = text.endsWith('%') ? decimal(plain, 4) : null
    const bare = asPercent === null ? decimal(plain, 6) : null
    const share =
      asPercent ?? (bare === null ? null : bare < WHOLE ? bare : bare % 100n === 0n ? bare / 100n : null)
    if (bare === WHOLE) this.fault('share-ambiguous', `“${text}”看不出是 1% 还是 100%，请带上百分号`, written)
    else if (share === null || share > WHOLE)
      this.fault('share-unreadable', `“${text}”不是 0% 到 100% 之间的比例，请写成 60% 这样`, written)
    return share
  }

  /** Heads or votes; null where nothing stands. */
  count(written: Written | undefined): number | null {
    if (written === undefined) return null
    const read = decimal(squeeze(written.text).replace(/[人名票]$/, ''), 0)
    if (read === null)
      this.fault('division-count', `“${written.text.trim()}”不是人数或票数，请填整数`, written)
    return read === null ? null : Number(read)
  }

  day(written: Written | undefined): Day | null {
    if (written === undefined) return null
    const read = readDay(written.text)
    if (read.ok) return read.value
    for (const { code, says } of read.problems) this.fault(code, says, written)
    return null
  }

  /** A quantity in thousandths, or a factor in millionths. */
  quantity(written: Written, places: 3 | 6): bigint {
    if (isBlank(written.text)) return 0n
    const read = decimal(squeeze(written.text).replaceAll(',', ''), places)
    if (read === null)
      this.fault(
        'quantity-unreadable',
        `“${written.text.trim()}”不是数量（最多 ${places} 位小数，不为负），请核对`,
        written,
      )
    return read ?? 0n
  }
}

function isBlank(text: string): boolean {
  return saysUnknown(text) || saysNone(text)
}

function decimal(text: string, places: number): bigint | null {
  const match = /^(\d+)(?:\.(\d*))?$/.exec(text)
  const fine = (match?.[2] ?? '').replace(/0+$/, '')
  return match === null || fine.length > places ? null : BigInt(match[1]! + fine.padEnd(places, '0'))
}

const SOMEWHERE = { where: '年度数据', place: {} }

function yearOf({ year, factors, members }: WrittenDivision, reader: Reader): YearFigures {
  const get = (key: YearKey): Written | undefined => {
    const written = year.get(key)
    return written !== undefined && isBlank(written.text) ? undefined : written
  }
  checkYear(get, year, reader)
  const total = (key: 'subsidyTotal' | 'giftTotal', share: MemberKey): Fen | null => {
    const written = get(key)
    if (!written) return null
    if (members.some(({ cells }) => cells.has(share) && !isBlank(cells.get(share)!.text)))
      reader.fault(
        'quantified-twice',
        '既有总额又有成员的量化份额，只能填一处；填总额的按人头平均量化',
        written,
      )
    return reader.money(written)
  }
  return {
    name: get('name')?.text.trim() ?? '',
    year: get('year')?.text.trim() ?? '',
    federation: /联合社/.test(get('kind')?.text ?? ''),
    surplus: reader.money(get('surplus'), 'negative-too'),
    opening: get('loss') ? -reader.money(get('loss')) : reader.money(get('opening'), 'negative-too'),
    transferIn: reader.money(get('transferIn'), 'negative-too'),
    serviceRewards: reader.money(get('serviceRewards')),
    reserve: get('reserve')
      ? { amount: reader.money(get('reserve')) }
      : { rate: reader.share(get('reserveRate')) ?? 0n },
    reserveCap: reader.share(get('reserveCap')),
    rewardLimit: reader.share(get('rewardLimit')),
    patronageRate: reader.share(get('patronageRate')) ?? 0n,
    charter: charterOf(get, reader),
    floor: PATRONAGE_FLOOR,
    basis:
      choice(get('basis'), reader, { 额: 'amount', amount: 'amount', 量: 'volume', volume: 'volume' }) ??
      'amount',
    factors: new Map([...factors].map(([product, written]) => [product, reader.quantity(written, 6)])),
    subsidyTotal: total('subsidyTotal', 'subsidyShare'),
    giftTotal: total('giftTotal', 'giftShare'),
    reserveBasis:
      choice(get('reserveBasis'), reader, {
        出资: 'contribution',
        contribution: 'contribution',
        交易: 'patronage',
        patronage: 'patronage',
        平均: 'equal',
        equal: 'equal',
      }) ?? 'contribution',
    convertRate: reader.share(get('convertRate')) ?? 0n,
    meeting: {
      members: members.length,
      present: reader.count(get('present')),
      extraVotes: reader.count(get('extraVotes')) ?? 0,
      yes: reader.count(get('yes')),
      laidOpenOn: reader.day(get('laidOpenOn')),
      heldOn: reader.day(get('meetingOn')),
    },
  }
}

/** What the charter says, as somebody typed it beside the year; null where nothing is typed. */
function charterOf(get: (key: YearKey) => Written | undefined, reader: Reader): CharterShares | null {
  const patronageRate = reader.part(get('charterPatronageRate'))
  const reserveRate = reader.part(get('charterReserveRate'))
  if (patronageRate === null && reserveRate === null) return null
  return { says: '章程', patronageRate, reserveRate, typed: true }
}

/** What has to stand, and what may not stand twice. */
function checkYear(
  get: (key: YearKey) => Written | undefined,
  year: WrittenDivision['year'],
  reader: Reader,
): void {
  if (!get('surplus'))
    reader.fault(
      'surplus-missing',
      '没有“本年盈余”，请按盈余及盈余分配表第12行填写',
      year.get('surplus') ?? SOMEWHERE,
    )
  if (!get('patronageRate'))
    reader.fault(
      'patronage-rate-missing',
      '没有“按交易量（额）返还比例”，请按分配方案填写',
      year.get('patronageRate') ?? SOMEWHERE,
    )
  if (get('reserve') && get('reserveRate'))
    reader.fault('reserve-twice', '公积金的比例和金额只能填一项', get('reserve')!)
  if (get('opening') && get('loss'))
    reader.fault(
      'opening-twice',
      '“年初未分配盈余”和“以前年度亏损”只能填一项；亏损可填在前者，写负数',
      get('loss')!,
    )
}

/** The one choice whose word stands in the text; none where nothing is written. */
function choice<T extends string>(
  written: Written | undefined,
  reader: Reader,
  words: Readonly<Record<string, T>>,
): T | null {
  if (!written) return null
  const found = new Set(
    Object.entries(words).flatMap(([word, key]) => (written.text.includes(word) ? [key] : [])),
  )
  const [only] = found
  if (found.size === 1 && only !== undefined) return only
  const known = Object.keys(words)
    .filter((word) => !/[a-z]/.test(word))
    .join('、')
  reader.fault(
    'division-choice',
    `“${written.text.trim()}”不明确，应为含有以下一个词的写法：${known}`,
    written,
  )
  return null
}

function memberOf({ where, place, cells, volumes, amounts }: WrittenMember, reader: Reader): Member {
  const id = cells.get('id')?.text.trim() ?? ''
  if (id === '')
    reader.fault('member-id-missing', '没有成员编号，请补填（编号决定最后一分钱归谁）', { where, place })
  const before = reader.ids.get(id)
  if (id !== '' && before !== undefined)
    reader.fault('member-twice', `成员编号“${id}”已在${before}出现，请核对后各留一行`, cells.get('id')!)
  else reader.ids.set(id, where)
  const trades = [...new Set([...volumes.keys(), ...amounts.keys()])].map((product): Trade => {
    const volume = volumes.get(product)
    return {
      product,
      volume: volume ? reader.quantity(volume, 3) : 0n,
      amount: reader.money(amounts.get(product)),
    }
  })
  return {
    id,
    name: cells.get('name')?.text.trim() ?? '',
    contribution: reader.money(cells.get('contribution')),
    reserveShare: reader.money(cells.get('reserveShare')),
    subsidyShare: reader.money(cells.get('subsidyShare')),
    giftShare: reader.money(cells.get('giftShare')),
    trades,
  }
}
