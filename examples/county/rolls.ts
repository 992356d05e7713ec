import type { Values } from '#core/kernel/field.ts'
import { passesLuhn } from '#core/values/bank-account.ts'
import { COUNTY, exampleTownships, villagesOf } from './areas.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { ExampleOptions } from './days.ts'
import { type ExampleBody, recordsOf } from './example-body.ts'
import { yuanOf } from './money-records.ts'
import { personName } from './names.ts'
import { idNumberOf } from './officers.ts'
import { ROLL_SIZES } from './roll-sizes.ts'
import { phoneNumber } from './written.ts'

/** Above all serial numbers of officers. */
const FIRST_SERIAL = 200_000

/** 成员名册 of one cooperative: `rank` is its place among the four. */
export interface Roll {
  body: ExampleBody
  members: readonly Values[]
}

/** The rolls of the four cooperatives: as many members as their summary says, two of the largest have left. */
export function exampleRolls(bodies: readonly ExampleBody[], options: ExampleOptions): Roll[] {
  const keepers = bodies.filter((one) => one.kind === '农民专业合作社' && one.story === null)
  return ROLL_SIZES.map((size, rank) => {
    const body = keepers[rank]!
    const chance = chanceOf(options.seed, `roll ${rank}`)
    const members = Array.from({ length: size }, (_, at) => memberOf({ body, rank, at }, chance))
    return {
      body,
      members: rank === 3 ? members.map((one, at) => (at < 2 ? left(one, options) : one)) : members,
    }
  })
}

interface Place {
  body: ExampleBody
  rank: number
  at: number
}

function memberOf({ body, rank, at }: Place, chance: Chance): Values {
  const kind = kindOf(body, at)
  const person =
    kind === '企业'
      ? `${COUNTY.name}${chance.pick(['丰源', '禾信', '田和'])}粮油购销部${at + 1}`
      : personName(chance)
  const natural = kind !== '企业'
  // The first farmer of the second roll is also in the first: one household in two cooperatives.
  const serial = FIRST_SERIAL + (rank === 1 && at === 5 ? 5 : rank * 1_000 + at)
  return {
    person: rank === 1 && at === 5 ? '宋守田' : rank === 0 && at === 5 ? '宋守田' : person,
    idNumber: natural && !chance.hit(1, 40) ? idNumberOf(serial) : null,
    number: rank === 0 ? String(at + 1) : null,
    kind,
    village: homeOf(body, chance),
    phone: natural && chance.hit(4, 5) ? phoneNumber(chance) : null,
    vulnerable: natural ? chance.hit(1, 4) : null,
    contribution: yuanOf(
      chance.weighted([
        [chance.int(1, 9) * 100, 5],
        [chance.int(1, 10) * 1_000, 4],
        [50_000, 1],
      ]),
    ),
    bankAccount: natural && !chance.hit(1, 20) ? bankAccountOf(rank * 1_000 + at) : null,
    joinedOn:
      at < 5 ? String(body.values['registeredOn']) : `${chance.int(2014, 2021)}-0${chance.int(1, 9)}-15`,
    leftOn: null,
  }
}

/** Organisations first, then other people, then farmers, as many of each as the summary counts. */
function kindOf(body: ExampleBody, at: number): string {
  const summary = recordsOf(body, 'member_summary')[0]
  const organisations = Number(summary?.['organisations'] ?? 0)
  const others = Number(summary?.['members'] ?? 0) - Number(summary?.['farmers'] ?? 0) - organisations
  if (at >= 6 && at < 6 + organisations) return '企业'
  return at >= 6 + organisations && at < 6 + organisations + others ? '其他自然人' : '农民'
}

function homeOf(body: ExampleBody, chance: Chance): string {
  const town = exampleTownships.find((one) => one.code === body.address.township)
  const village = chance.pick(villagesOf(body.address.township))
  return `${town?.name ?? ''}${village.name}${chance.pick(['一组', '二组', '三组', '四组'])}`
}

function left(member: Values, options: ExampleOptions): Values {
  return { ...member, leftOn: `${Number(options.day.slice(0, 4)) - 1}-12-31` }
}

/** A passbook number of nineteen digits with a right check digit, of a bank that does not exist. */
export function bankAccountOf(serial: number): string {
  const first = `990101000000${String(serial).padStart(6, '0')}`
  const last = [...Array(10).keys()].find((digit) => passesLuhn(`${first}${digit}`)) ?? 0
  return `${first}${last}`
}
