import type { Values } from '#core/kernel/field.ts'
import { addDays, addYears, type Day, dayNumber, dayOfNumber } from '#core/values/day.ts'
import { fictionalIdNumber } from '#core/values/id-number.ts'
import { COUNTY } from './areas.ts'
import type { Chance } from './chance.ts'
import type { ExampleDays } from './days.ts'
import { plainName } from './names.ts'
import { phoneNumber } from './written.ts'

const FIRST_BIRTHDAY = dayNumber('1956-01-01')
/** Birthdays lie within 38 years; a step without common divisor visits every day before one comes again. */
const BIRTHDAYS = 13_880
const STEP = 37

/** An id number of the fictional county, another one for each serial number. */
export function idNumberOf(serial: number): string {
  const birthday = dayOfNumber(FIRST_BIRTHDAY + ((serial * STEP) % BIRTHDAYS))
  return fictionalIdNumber(COUNTY.code, birthday, 1 + Math.floor(serial / BIRTHDAYS))
}

export interface OfficerPlan {
  /** Number of the body: the id numbers follow from it. */
  no: number
  story: string | null
  chair: string
  phone: string
  registeredOn: Day
}

/** Chair, two directors, a supervisor and an accountant, elected three years at a time; stories break one rule each. */
export function officersOf(plan: OfficerPlan, chance: Chance, days: ExampleDays): Values[] {
  const people = [plan.chair, ...Array.from({ length: 4 }, () => plainName(chance))]
  const since = lastElection(plan.registeredOn, days.day)
  const person = (index: number): Values => ({
    person: people[index]!,
    idNumber: idNumberOf(plan.no * 5 + index),
    phone: index === 0 ? plan.phone : phoneNumber(chance),
    since,
    until: addYears(since, 3),
    publicOfficial: plan.story === 'official-in-post' && index === 2,
  })
  const board = (post: string, index: number): Values => ({ organ: '理事会', post, ...person(index) })
  const watch = (post: string, index: number): Values => ({ organ: '监事会', post, ...person(index) })
  const chair = board('理事长', 0)
  const posts = [
    plan.story === 'no-chair' ? { ...chair, until: addDays(days.day, -1) } : chair,
    board('理事', 1),
    board('理事', 2),
    watch(chance.hit(1, 2) ? '监事长' : '执行监事', 3),
    { organ: '经营管理', post: '财务会计', ...person(4) },
  ]
  if (plan.story === 'supervisor-is-accountant') return [...posts, watch('监事', 4)]
  if (plan.story === 'supervisor-is-director') return [...posts, watch('监事', 1)]
  return posts
}

/** The day of the last election: every third year after the founding, so that the term is still running. */
function lastElection(registeredOn: Day, day: Day): Day {
  let since = registeredOn
  while (addYears(since, 3) <= day) since = addYears(since, 3)
  return since
}
