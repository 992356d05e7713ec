/** Whatever anybody can have built on what an import wrote: a module that builds on registers appears here. */
import type { PolicyDocument } from '#core/kernel/policy.ts'
import { booksRelied } from '#server/accounting/relied.ts'
import { sharesRelied, tradesRelied } from '#server/membership/relied.ts'
import { handoutsRelied } from '#server/registry/handouts/relied.ts'
import type { FindRelied } from '#server/registry/relied.ts'
import { casesRelied } from '#server/supervision/relied.ts'
import { plansRelied } from '#server/surplus/relied.ts'
import { dossiersRelied, itemsRelied } from './relied.ts'

export const everythingRelied = (documents: readonly PolicyDocument[]): FindRelied[] => [
  handoutsRelied,
  sharesRelied,
  tradesRelied,
  booksRelied,
  plansRelied,
  casesRelied(documents),
  itemsRelied,
  dossiersRelied,
]
