import { type ComponentType, lazy } from 'react'
import type { Kind } from '#core/kernel/field.ts'
import {
  ChoiceFilter,
  type FilterProps,
  FlagFilter,
  RangeFilter,
  TextFilter,
  UnfilledFilter,
} from './filters.tsx'
import {
  ChoiceInput,
  ChoicesInput,
  CodeInput,
  CountInput,
  FilesInput,
  FlagInput,
  type InputProps,
  MoneyInput,
  RefInput,
  SecretInput,
  TextInput,
} from './inputs.tsx'
import {
  ShowChoice,
  ShowChoices,
  ShowCode,
  ShowCount,
  ShowDay,
  ShowFiles,
  ShowFlag,
  ShowMoney,
  type ShowProps,
  ShowRef,
  ShowText,
} from './shows.tsx'

/** The calendar is heavy and comes only with a form or a filter that has a day. */
const DayInput = lazy(async () => ({ default: (await import('./days.tsx')).DayInput }))
const DayFilter = lazy(async () => ({ default: (await import('./days.tsx')).DayFilter }))

interface Widget {
  Input: ComponentType<InputProps>
  Show: ComponentType<ShowProps>
  Filter: ComponentType<FilterProps>
  /** Width of its column in a list. */
  width: number
  /** Figures stand at the right. */
  figures: boolean
  sortable: boolean
}

const usual = { width: 140, figures: false, sortable: true }
const figures = { width: 150, figures: true, sortable: true }

/** What a page does with each kind of field. A new kind does not compile until it stands here. */
export const WIDGETS = {
  text: { ...usual, Input: TextInput, Show: ShowText, Filter: TextFilter, width: 200 },
  choice: { ...usual, Input: ChoiceInput, Show: ShowChoice, Filter: ChoiceFilter },
  choices: { ...usual, Input: ChoicesInput, Show: ShowChoices, Filter: ChoiceFilter, sortable: false },
  count: { ...figures, Input: CountInput, Show: ShowCount, Filter: RangeFilter },
  money: { ...figures, Input: MoneyInput, Show: ShowMoney, Filter: RangeFilter, width: 170 },
  date: { ...usual, Input: DayInput, Show: ShowDay, Filter: DayFilter, width: 120 },
  year: { ...usual, Input: CountInput, Show: ShowCode, Filter: RangeFilter, width: 100 },
  flag: { ...usual, Input: FlagInput, Show: ShowFlag, Filter: FlagFilter, width: 120 },
  creditCode: { ...usual, Input: CodeInput, Show: ShowCode, Filter: TextFilter, width: 190 },
  phone: { ...usual, Input: CodeInput, Show: ShowCode, Filter: TextFilter },
  secret: {
    ...usual,
    Input: SecretInput,
    Show: ShowCode,
    Filter: UnfilledFilter,
    width: 190,
    sortable: false,
  },
  ref: { ...usual, Input: RefInput, Show: ShowRef, Filter: UnfilledFilter, width: 220, sortable: false },
  files: { ...usual, Input: FilesInput, Show: ShowFiles, Filter: UnfilledFilter, sortable: false },
} satisfies Record<Kind, Widget>
