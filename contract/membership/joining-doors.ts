/** The door at which somebody applies without an account, and what the cooperative sees of it. */
import { z } from 'zod'
import { APPLICANTS, readPhone, readReceipt, type Applicant } from '#core/membership/joining-door.ts'
import { endpoint } from '../kernel.ts'

const words = (max: number) => z.string().trim().max(max, `不超过 ${max} 字`)

const door = z.object({ door: z.string().max(20) })

/** What stands at an open door; one that is closed and one that never was are answered alike. */
export const readDoor = endpoint({
  method: 'GET',
  path: '/api/public/joining/:door',
  params: door,
  response: z.object({ bodyName: z.string(), areaName: z.string(), notice: z.string() }),
})
export type Door = z.infer<typeof readDoor.response>

export const applyAtDoor = endpoint({
  method: 'POST',
  path: '/api/public/joining/:door',
  params: door,
  body: z.object({
    person: words(100).min(2, '请填写姓名（单位填名称）'),
    phone: z
      .string()
      .max(30)
      .transform(readPhone)
      .refine((phone) => phone !== '', '请填写能打通的电话号码'),
    village: words(200).min(2, '请填写住在哪个村、哪个组'),
    applicant: z.enum(Object.keys(APPLICANTS) as [Applicant, ...Applicant[]], '请选择您是哪一种'),
    grows: words(200).optional(),
    /** What would be contributed, in words. */
    brings: words(100).optional(),
    /** Made by who applies, so that what is sent again on a bad network stays one application; else the server makes one. */
    receipt: z
      .string()
      .max(40)
      .transform(readReceipt)
      .refine((receipt) => receipt !== '', '回执号由 16 个数字和大写字母组成')
      .optional(),
    consent: z.literal(true, '请先看完怎样使用您填的内容，再点“同意”'),
  }),
  /** Without blanks; shown this one time. */
  response: z.object({ receipt: z.string(), keptUntil: z.string() }),
})
export type Applied = z.infer<typeof applyAtDoor.response>

const receipt = z.object({ receipt: z.string().max(40) })
const standing = z.object({
  bodyName: z.string(),
  appliedOn: z.string(),
  label: z.string(),
  says: z.string(),
  mayWithdraw: z.boolean(),
})
export type Standing = z.infer<typeof standing>

/** How an application stands. The receipt travels in the body, so that no log keeps it. */
export const readStanding = endpoint({
  method: 'POST',
  path: '/api/public/joining-receipts',
  body: receipt,
  response: standing,
})
export const withdrawApplication = endpoint({
  method: 'POST',
  path: '/api/public/joining-receipts/withdraw',
  body: receipt,
  response: standing,
})

const bodyParams = z.object({ body: z.string() })
const wireDoor = z.object({
  body: z.string(),
  bodyName: z.string(),
  /** The chair alone opens and closes. */
  mayOpen: z.boolean(),
  notice: z.string(),
  isOpen: z.boolean(),
  /** False where the cooperative is merged into another or struck from the register. */
  takesMembers: z.boolean(),
  /** Null before it was opened for the first time. */
  poster: z
    .object({ link: z.string(), drawing: z.object({ size: z.number(), path: z.string() }) })
    .nullable(),
})
export type WireDoor = z.infer<typeof wireDoor>

export const readJoiningDoor = endpoint({
  method: 'GET',
  path: '/api/bodies/:body/joining-door',
  params: bodyParams,
  response: wireDoor,
})
export const setJoiningDoor = endpoint({
  method: 'POST',
  path: '/api/bodies/:body/joining-door',
  params: bodyParams,
  body: z.object({ isOpen: z.boolean(), notice: words(1000) }),
  response: wireDoor,
})

/** Applications that nobody has answered yet, the oldest first. */
export const listJoiningRequests = endpoint({
  method: 'GET',
  path: '/api/joining-requests',
  response: z.object({
    rows: z.array(
      z.object({
        id: z.string(),
        bodyName: z.string(),
        person: z.string(),
        phone: z.string(),
        village: z.string(),
        kind: z.string(),
        farm: z.string(),
        grows: z.string(),
        brings: z.string(),
        receivedOn: z.string(),
        keptUntil: z.string(),
      }),
    ),
    total: z.number(),
  }),
})
export type JoiningRequest = z.infer<typeof listJoiningRequests.response>['rows'][number]

/** Into a case of joining, which the village checks next. */
export const takeJoiningRequest = endpoint({
  method: 'POST',
  path: '/api/joining-requests/:id/take',
  params: z.object({ id: z.string() }),
  response: z.object({ item: z.string() }),
})
/** One or several with one answer: all that are still open; those that somebody decided or took back meanwhile are named. */
export const declineJoiningRequests = endpoint({
  method: 'POST',
  path: '/api/joining-requests/decline',
  body: z.object({
    ids: z.array(z.uuid()).min(1, '请先选要答复的申请').max(50, '一次最多 50 件'),
    said: words(200).min(2, '请写明理由，申请人凭回执号看得到'),
  }),
  response: z.object({ answered: z.number(), late: z.array(z.string()) }),
})
