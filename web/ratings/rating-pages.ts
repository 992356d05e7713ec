import { lazy } from 'react'
import { classReview } from '#core/ratings/class-review.ts'
import { ratingApplication } from '#core/ratings/rating-application.ts'
import { ratingRound } from '#core/ratings/rating-round.ts'
import type { ProcedurePages } from '../procedure/declared.ts'

const classChoice = lazy(async () => ({ default: (await import('./class-detail.tsx')).ClassChoice }))

/** 分类认定: the class by the rules, confirmed by officers for a year. */
export const classReviewPages: ProcedurePages = {
  of: classReview,
  title: '分类认定',
  says: '按规则初判规范、提升、清理，数据和依据当日冻结；乡镇提意见，县级认定，当年有效',
  empty: '今年还没有立项，按“按今天的数据立项”',
  itemWord: '合作社和年度',
  units: false,
  Head: lazy(async () => ({ default: (await import('./class-head.tsx')).ClassHead })),
  Actions: lazy(async () => ({ default: (await import('./class-head.tsx')).ClassButtons })),
  Detail: lazy(async () => ({ default: (await import('./class-detail.tsx')).ClassDetail })),
  parts: { propose: classChoice, confirm: classChoice },
}

/** 评定批次: from the call to the decision. */
export const ratingRoundPages: ProcedurePages = {
  of: ratingRound,
  title: '评定批次',
  says: '星级、示范等评定：受理申报、乡镇意见、现场评分、排序、公示、认定，一批一件',
  empty: '还没有评定批次',
  itemWord: '批次',
  units: false,
  Actions: lazy(async () => ({ default: (await import('./round-detail.tsx')).RoundButtons })),
  Detail: lazy(async () => ({ default: (await import('./round-detail.tsx')).RoundDetail })),
}

/** 评级申报: one cooperative in one round. */
export const ratingApplicationPages: ProcedurePages = {
  of: ratingApplication,
  title: '评级申报',
  says: '每家的申报、意见、评分和佐证；在名录的在这里监测和移出',
  empty: '还没有申报。从“评定批次”里受理申报的批次提交',
  itemWord: '申报',
  units: false,
  Detail: lazy(async () => ({ default: (await import('./application-detail.tsx')).ApplicationDetail })),
  parts: {
    visit: lazy(async () => ({ default: (await import('./application-detail.tsx')).ScoreForm })),
  },
}
