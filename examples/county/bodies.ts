import type { Values } from '#core/kernel/field.ts'
import type { Area } from '#core/regions/area.ts'
import { fictionalCreditCode } from '#core/values/credit-code.ts'
import { type AddressForm, drawForm, type WrittenAddress, writeAddress } from './addresses.ts'
import { COUNTY, exampleAreas, exampleTownships } from './areas.ts'
import { bodyName } from './body-names.ts'
import { type Chance, chanceOf } from './chance.ts'
import { daysOf, type ExampleDays, type ExampleOptions } from './days.ts'
import type { ExampleBody, Records } from './example-body.ts'
import { cooperativeAt, personName } from './names.ts'
import { officersOf } from './officers.ts'
import { type BodyPlan, planBodies } from './plans.ts'
import { ROLL_SIZES } from './roll-sizes.ts'
import { drawCapital, ordinaryRecords } from './records.ts'
import type { Patch } from './story.ts'
import { tagsOf } from './tags.ts'
import { unknownOf } from './unknown.ts'
import { writtenOf } from './written-body.ts'
import { phoneNumber } from './written.ts'

/** All bodies of the county: ordinary ones, and one for each story. Cooperatives first, in order of creation. */
export function exampleBodies(options: ExampleOptions): ExampleBody[] {
  const days = daysOf(options.day)
  const bodies: ExampleBody[] = []
  for (const plan of planBodies(chanceOf(options.seed, 'plans'))) {
    bodies.push(makeBody({ ...options, plan, days, before: bodies }))
  }
  return bodies
}

interface Making extends ExampleOptions {
  plan: BodyPlan
  days: ExampleDays
  before: readonly ExampleBody[]
}

function makeBody(making: Making): ExampleBody {
  const { plan, days, seed } = making
  const chance = chanceOf(seed, `body ${plan.no}`)
  const partner = partnerOf(making)
  const address = addressOf(plan, partner, chance)
  const values = valuesOf(making, { address, partner, chance })
  const name = String(values['name'])
  const { trade } = cooperativeAt(seed, plan.no)
  const records = recordsFor(making, values, chance)
  const patch = plan.story?.set?.(days) ?? rollPatch(plan)
  return {
    no: plan.no,
    kind: plan.kind,
    trade,
    name,
    values,
    address,
    written: writtenOf({ plan, values, twinCode: String(partner?.values['creditCode'] ?? '') }, chance),
    story: plan.story?.id ?? null,
    invested: plan.invested !== null,
    records: patched(records, patch),
    unknown: unknownOf(plan.story, patch, chanceOf(seed, `unknown ${plan.no}`)),
  }
}

/** The first four ordinary cooperatives keep a roll: their summary counts its members. */
function rollPatch({ ordinary }: BodyPlan): Patch {
  const members = ordinary === null ? undefined : ROLL_SIZES[ordinary]
  if (members === undefined) return {}
  return { member_summary: { members, farmers: members - 8, organisations: 2 } }
}

/** The ordinary cooperative whose name, code or branches another body shares. */
function partnerOf({ plan, before }: Making): ExampleBody | null {
  const { story, kind, index } = plan
  const ordinary = before.filter((one) => one.story === null && one.kind === '农民专业合作社')
  if (kind === '合作社分支机构') return ordinary[2 + index]!
  if (story?.written?.sameName) return ordinary.at(-1) ?? null
  return story?.written?.creditCode === 'twin' ? (ordinary.at(-2) ?? null) : null
}

function addressOf(plan: BodyPlan, partner: ExampleBody | null, chance: Chance): WrittenAddress {
  const elsewhere = exampleTownships.filter((one) => one.code !== partner?.address.township)
  const township = elsewhere[plan.no % elsewhere.length]!.code
  return writeAddress(formOf(plan, chance), township, chance)
}

function formOf(plan: BodyPlan, chance: Chance): AddressForm {
  const drawn = drawForm(chance)
  const set = plan.story?.written?.address
  if (set) return set
  return plan.kind === '农民专业合作社' || plan.kind === '家庭农场' ? drawn : 'county'
}

interface Parts {
  address: WrittenAddress
  partner: ExampleBody | null
  chance: Chance
}

function valuesOf(making: Making, { address, partner, chance }: Parts): Values {
  const { plan, seed, days } = making
  const town = areaName(address.township)
  const village = address.village === null ? town : areaName(address.village)
  const drawn = bodyName({ seed, plan, town, village, mother: partner?.name ?? '' }, chance)
  const old = plan.story?.written?.creditCode === 'old-number'
  return {
    name: plan.story?.written?.sameName && partner ? partner.name : drawn,
    creditCode: old ? null : codeOf(plan),
    oldRegistrationNo: old ? `${COUNTY.code}NA${String(700 + plan.no).padStart(6, '0')}X` : null,
    bodyKind: plan.kind,
    registeredOn: registeredOn(plan, days, chance),
    capital: plan.kind === '合作社分支机构' ? 0n : drawCapital(chance),
    address: address.text,
    business: cooperativeAt(seed, plan.no).trade.business,
    legalRepresentative: personName(chance),
    phone: phoneNumber(chance),
    registrationState: plan.story?.written?.state ?? '存续',
    formerNames: null,
  }
}

/** First two signs: 93 cooperatives with their federations and branches, 91 companies, 92 farms, N2 village bodies. */
function codeOf(plan: BodyPlan): string {
  const company = plan.story?.written?.creditCode === 'company'
  const prefixes: Partial<Record<BodyPlan['kind'], string>> = {
    公司: '91',
    供销合作社: '91',
    家庭农场: '92',
    农村集体经济组织: 'N2',
  }
  const prefix = company ? '91' : (prefixes[plan.kind] ?? '93')
  return fictionalCreditCode(COUNTY.code, 30_000_000 + plan.no * 7_919, prefix)
}

const YEARS = [
  ...([
    [2007, 4],
    [2008, 8],
    [2009, 12],
    [2010, 13],
    [2011, 12],
    [2012, 10],
    [2013, 16],
  ] as const),
  ...([
    [2014, 9],
    [2015, 6],
    [2016, 4],
    [2017, 3],
    [2018, 4],
    [2019, 3],
    [2020, 2],
    [2021, 2],
    [2022, 2],
  ] as const),
]

function registeredOn(plan: BodyPlan, days: ExampleDays, chance: Chance): string {
  const set = plan.story?.written?.registeredOn
  if (set) return set
  const settled = plan.story !== null || plan.invested !== null
  const drawn = chance.weighted(settled ? YEARS.filter(([year]) => year <= 2018) : YEARS)
  const year = plan.story?.written?.young ? days.reportYear + 1 : drawn
  const from = year === 2007 ? 7 : 1
  const month = String(chance.int(from, year === days.lastYear + 1 ? 2 : 12)).padStart(2, '0')
  return `${year}-${month}-${String(chance.int(1, 28)).padStart(2, '0')}`
}

function recordsFor(making: Making, values: Values, chance: Chance): Records {
  const { plan, days } = making
  const day = String(values['registeredOn'])
  const capital = typeof values['capital'] === 'bigint' ? values['capital'] : 0n
  const kept = { kind: plan.kind, registeredYear: Number(day.slice(0, 4)), capital, invested: plan.invested }
  const hasOfficers = plan.kind === '农民专业合作社' || plan.kind === '农民专业合作社联合社'
  const chair = { chair: String(values['legalRepresentative']), phone: String(values['phone']) }
  const officers = { no: plan.no, story: plan.story?.id ?? null, ...chair, registeredOn: day }
  return {
    ...ordinaryRecords(kept, chance, days),
    ...(hasOfficers && { officer: officersOf(officers, chance, days) }),
    body_tag: tagsOf(plan, day),
  }
}

function patched(records: Records, patch: Patch): Records {
  const changed = Object.entries(patch).map(([register, change]) => {
    const old = records[register] ?? []
    if (isList(change)) return [register, change.map((one) => ({ ...old[0], ...one }))]
    return [register, [...old.slice(0, -1), { ...old.at(-1), ...change }]]
  })
  return { ...records, ...Object.fromEntries(changed) }
}

/** Array.isArray does not narrow a read-only list. */
function isList(change: Values | readonly Values[]): change is readonly Values[] {
  return Array.isArray(change)
}

const NAMES: ReadonlyMap<string, Area> = new Map(exampleAreas.map((one) => [one.code, one]))

function areaName(code: string): string {
  return NAMES.get(code)?.name ?? ''
}
