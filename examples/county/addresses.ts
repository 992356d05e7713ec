import type { Area } from '#core/regions/area.ts'
import {
  CITY,
  COUNTY,
  dividedTownship,
  exampleTownships,
  NEIGHBOUR,
  neighbourAreas,
  PROVINCE,
  villagesOf,
} from './areas.ts'
import type { Chance } from './chance.ts'

/** The ways in which real lists write where a body lies. */
export type AddressForm =
  | 'full'
  | 'county'
  | 'doubled'
  | 'township'
  | 'hamlet'
  | 'street'
  | 'no-village'
  | 'old-township'
  | 'divided-township'
  | 'old-village'
  | 'slip'
  | 'wrong-rank'
  | 'no-township'
  | 'same-village'
  | 'vague'
  | 'outside'
  | 'none'

export interface WrittenAddress {
  /** The words of the list; null where it has none. */
  text: string | null
  form: AddressForm
  /** Where the body lies in truth. */
  township: string
  village: string | null
  /** What a careful reader can take from the words alone; `person`: someone has to be asked. */
  settles: 'village' | 'township' | 'person' | 'outside'
}

const FORMS: readonly (readonly [AddressForm, number])[] = [
  ['full', 18],
  ['county', 30],
  ['doubled', 5],
  ['township', 8],
  ['hamlet', 12],
  ['street', 4],
  ['no-village', 6],
  ['old-township', 5],
  ['divided-township', 2],
  ['old-village', 3],
  ['slip', 4],
  ['wrong-rank', 2],
  ['no-township', 3],
  ['same-village', 2],
  ['vague', 2],
  ['none', 3],
]

/** Townships and villages whose name is easily mistyped, with the mistake. */
const SLIPS: Readonly<Record<string, string>> = {
  白鹭洲乡: '白鹭州乡',
  云水坪镇: '云水平镇',
  榆钱沟乡: '渝钱沟乡',
  枣林川镇: '枣林州镇',
  梨树湾乡: '犁树湾乡',
  荞麦岭乡: '乔麦岭乡',
  粟坪镇: '栗坪镇',
  豆溪镇: '豆西镇',
  桑榆镇: '桑渝镇',
}

/** A form drawn as often as real lists use it. */
export function drawForm(chance: Chance): AddressForm {
  return chance.weighted(FORMS)
}

/** An address in that form; `township` is where the body lies unless the form only occurs elsewhere. */
export function writeAddress(form: AddressForm, township: string, chance: Chance): WrittenAddress {
  const place = placeFor(form, township, chance)
  const { town, village } = place
  const settles = SETTLES[form] ?? 'village'
  const text = WRITERS[form]({ ...place, chance })
  const inVillage = settles === 'village' || form === 'no-township' || form === 'same-village'
  return { text, form, settles, township: town.code, village: inVillage ? village.code : null }
}

const SETTLES: Partial<Record<AddressForm, WrittenAddress['settles']>> = {
  street: 'township',
  'no-village': 'township',
  'same-village': 'person',
  vague: 'person',
  none: 'person',
  outside: 'outside',
}

interface Place {
  town: Area
  village: Area
}

const PLACES: readonly Place[] = exampleTownships.flatMap((town) =>
  villagesOf(town.code).map((village) => ({ town, village })),
)

const SHARED: ReadonlySet<string> = new Set(
  PLACES.map(({ village }) => village.name).filter((name, at, all) => all.indexOf(name) !== at),
)

type Writer = (place: Place & { chance: Chance }) => string | null

const WRITERS: Record<AddressForm, Writer> = {
  full: ({ town, village }) => PROVINCE.name + CITY.name + COUNTY.name + town.name + village.name,
  county: ({ town, village }) => COUNTY.name + town.name + village.name,
  doubled: ({ town, village }) =>
    `${PROVINCE.name}${CITY.name}${COUNTY.name}${COUNTY.name}${town.name}${village.name}`,
  township: ({ town, village }) => town.name + village.name,
  hamlet: ({ town, village, chance }) =>
    `${COUNTY.name}${town.name}${village.name}${chance.pick(['一组', '二组', '3组', '五社', '12号', '村委会院内'])}`,
  street: ({ town, chance }) =>
    `${COUNTY.name}${town.name}${chance.pick(['西街', '东大街12号', '农贸市场旁', '老粮站院内'])}`,
  'no-village': ({ town }) => COUNTY.name + town.name,
  'old-township': ({ town, village }) => COUNTY.name + formerName(town) + village.name,
  'divided-township': ({ village }) => COUNTY.name + dividedTownship.name + village.name,
  'old-village': ({ town, village, chance }) =>
    COUNTY.name + town.name + chance.pick(village.formerNames ?? []).name,
  slip: ({ town, village }) => COUNTY.name + (SLIPS[town.name] ?? town.name) + village.name,
  'wrong-rank': ({ town, village }) =>
    COUNTY.name + town.name.slice(0, -1) + (town.name.endsWith('镇') ? '乡' : '镇') + village.name,
  'no-township': ({ village }) => COUNTY.name + village.name,
  'same-village': ({ village }) => COUNTY.name + village.name,
  vague: ({ chance }) => chance.pick([COUNTY.name, `${CITY.name}${COUNTY.name}解放路`, '工业园区内']),
  outside: () => PROVINCE.name + CITY.name + NEIGHBOUR.name + outsideTownship().name,
  none: ({ chance }) => chance.pick([null, 'N/A', '/']),
}

/** Forms that can only be written of some places choose theirs; the others keep the township. */
function placeFor(form: AddressForm, township: string, chance: Chance): Place {
  if (form === 'outside') return { town: outsideTownship(), village: outsideTownship() }
  const fits = FITS[form]
  if (fits) return chance.pick(PLACES.filter(fits))
  const here = PLACES.filter(({ town }) => town.code === township)
  return chance.pick(form === 'no-township' ? here.filter(({ village }) => !isShared(village.name)) : here)
}

const FITS: Partial<Record<AddressForm, (place: Place) => boolean>> = {
  'old-township': ({ town }) => town.formerNames !== undefined,
  'divided-township': ({ town, village }) => dividedTownship.heirs[village.name] === town.code,
  'old-village': ({ village }) => village.formerNames !== undefined,
  slip: ({ town }) => town.name in SLIPS,
  'wrong-rank': ({ town, village }) =>
    !town.name.endsWith('街道') && town.formerNames === undefined && !isShared(village.name),
  'same-village': ({ village }) => isShared(village.name),
}

/** Whether several townships of the county have a village of that name. */
export function isShared(village: string): boolean {
  return SHARED.has(village)
}

function formerName(town: Area): string {
  return town.formerNames?.[0]?.name ?? town.name
}

function outsideTownship(): Area {
  return neighbourAreas.find((one) => one.level === 'township')!
}
