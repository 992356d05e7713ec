import type { Values } from '#core/kernel/field.ts'
import type { Chance } from './chance.ts'
import type { ExampleDays } from './days.ts'

/** Fen of so many yuan. */
export function yuanOf(amount: number): bigint {
  return BigInt(Math.round(amount * 100))
}

/** Annual reports of the last two years that were due, as far as the body existed: published in time, 60 % and more returned. */
export function annualReports(registeredYear: number, chance: Chance, days: ExampleDays): Values[] {
  return [days.reportYear - 1, days.reportYear]
    .filter((year) => year >= registeredYear)
    .map((year) => annualReport(year, chance))
}

function annualReport(year: number, chance: Chance): Values {
  const revenue = chance.int(8, 620) * 10_000
  const surplus = Math.round((revenue * chance.int(3, 14)) / 100)
  const distributable = Math.round((surplus * chance.int(85, 95)) / 100)
  const share = chance.int(62, 85)
  return {
    year,
    published: true,
    publishedOn: `${year + 1}-0${chance.int(1, 6)}-${chance.int(10, 28)}`,
    abnormalListed: false,
    listedOn: null,
    removedOn: null,
    listReason: null,
    revenue: yuanOf(revenue),
    surplus: yuanOf(surplus),
    distributable: yuanOf(distributable),
    returnedByPatronage: yuanOf(Math.ceil((distributable * share) / 100)),
    subsidy: yuanOf(chance.hit(1, 3) ? chance.int(1, 30) * 10_000 : 0),
    loans: yuanOf(chance.hit(1, 4) ? chance.int(5, 80) * 10_000 : 0),
  }
}

/** What households and villages put in. */
export interface Funds {
  households: number
  householdFunds: number
  villageFunds: number
}

/** Funds as the offices of the fictional county placed them since 2018: 5,000 yuan a household, villages in lumps. */
export function drawFunds(kind: 'households' | 'village' | 'both', chance: Chance): Funds {
  const households = kind === 'village' ? 0 : chance.int(9, 96)
  const villageFunds = kind === 'households' ? 0 : chance.int(2, 16) * 50_000
  return { households, householdFunds: households * 5_000, villageFunds }
}

/** The survey of a body that runs well: dividends paid, nobody wants out, no loss. */
export function surveyOf(funds: Funds, chance: Chance, days: ExampleDays): Values {
  return {
    surveyedOn: days.surveyedOn,
    investedHouseholds: funds.households,
    householdFunds: yuanOf(funds.householdFunds),
    villageFunds: yuanOf(funds.villageFunds),
    fundSince: chance.pick([2018, 2019]),
    dividendsOnTime: true,
    canLeadHouseholds: true,
    exitWillingHouseholds: 0,
    exitReady: '无退股要求',
    scaleShrunk: false,
    idleBarns: false,
    lossAmount: 0n,
    debtAmount: yuanOf(chance.hit(1, 3) ? chance.int(5, 90) * 10_000 : 0),
    willingToLead: true,
    misuse: false,
    note: null,
  }
}

/** Years of which dividends are shown: households 2021, 2022 and the last year; villages 2020, 2021 and the last year. */
export function dividendYears(days: ExampleDays): { households: number[]; villages: number[] } {
  const last = days.lastYear
  return { households: [...new Set([2021, 2022, last])], villages: [...new Set([2020, 2021, last])] }
}

/** Dividends paid in full, in cash: 7 % on households' money, 6 % on villages' money. */
export function dividendsOf(funds: Funds, days: ExampleDays): Values[] {
  const years = dividendYears(days)
  const households = funds.householdFunds > 0 ? years.households : []
  const villages = funds.villageFunds > 0 ? years.villages : []
  return [
    ...households.map((year) =>
      dividend(days, year, '到户资金', funds.householdFunds * 0.07, funds.households),
    ),
    ...villages.map((year) => dividend(days, year, '村集体资金', funds.villageFunds * 0.06, null)),
  ]
}

function dividend(
  days: ExampleDays,
  ...[year, fundKind, due, households]: [number, string, number, number | null]
): Values {
  return {
    asOf: days.day,
    year,
    fundKind,
    due: yuanOf(due),
    paid: yuanOf(due),
    inKind: 0n,
    inKindConsent: null,
    households,
  }
}
