/** Versions of a charter, each with what adopted it; resolutions of sealed meetings that other records refer to. */
import { z } from 'zod'
import { AGENDA_KINDS, type AgendaKindId } from '#core/governance/agenda.ts'
import { CHARTER_GROUNDS, type CharterGround } from '#core/governance/charter.ts'
import { endpoint } from '../kernel.ts'

const bodyParams = z.object({ body: z.string() })
const day = z.iso.date('日期写成 2023-03-15')

/** One item of a sealed meeting. */
export const resolutionKey = z.object({ meeting: z.uuid(), number: z.int().min(1) })
export type ResolutionKey = z.infer<typeof resolutionKey>

export const resolution = resolutionKey.extend({
  /** 2026 年成员大会（DH2026-0001）第 2 项. */
  says: z.string(),
  title: z.string(),
  kind: z.string(),
  heldOn: z.string(),
  passed: z.boolean(),
})
export type WireResolution = z.infer<typeof resolution>

const KIND_IDS = Object.keys(AGENDA_KINDS) as [AgendaKindId, ...AgendaKindId[]]

/** Resolutions of a cooperative, the newest first. */
export const listResolutions = endpoint({
  method: 'GET',
  path: '/api/bodies/:body/resolutions',
  params: bodyParams,
  query: z.object({ kind: z.enum(KIND_IDS).optional(), passed: z.literal('yes').optional() }),
  response: z.object({ resolutions: z.array(resolution) }),
})

/** Millionths, or the fraction that the charter says. */
const part = z.union([
  z.int().min(0).max(1_000_000),
  z
    .object({ num: z.int().min(0).max(9999), den: z.int().min(1).max(9999) })
    .refine(({ num, den }) => num <= den, '比例不能超过一'),
])

export const charterTerms = z.object({
  proxyLimit: z.int().min(0).max(1000).optional(),
  noticeDays: z.int().min(0).max(365).optional(),
  recusal: z.boolean().optional(),
  reserveRate: part.optional(),
  patronageRate: part.optional(),
})

const GROUND_IDS = Object.keys(CHARTER_GROUNDS) as [CharterGround, ...CharterGround[]]

export const charterVersion = z.object({
  id: z.string(),
  number: z.number(),
  ground: z.enum(GROUND_IDS),
  /** The resolution in words and its meeting, where one adopted it. */
  resolution: z.object({ says: z.string(), meeting: z.string() }).nullable(),
  changed: z.boolean(),
  adoptedOn: z.string(),
  inForce: z.string(),
  says: z.string(),
  terms: charterTerms,
  files: z.array(z.string()),
  filedOn: z.string().nullable(),
  /** Why it was taken back, where it was. */
  voided: z.string().nullable(),
  actor: z.string(),
})
export type WireCharter = z.infer<typeof charterVersion>

export const readCharters = endpoint({
  method: 'GET',
  path: '/api/bodies/:body/charters',
  params: bodyParams,
  response: z.object({
    bodyName: z.string(),
    registeredOn: z.string().nullable(),
    mayWrite: z.boolean(),
    /** The newest first. */
    versions: z.array(charterVersion),
    /** Number of the version in force today. */
    current: z.number().nullable(),
    /** Passed resolutions on the charter to which no version was entered yet. */
    open: z.array(resolution),
  }),
})

export const addCharter = endpoint({
  method: 'POST',
  path: '/api/bodies/:body/charters',
  params: bodyParams,
  body: z.object({
    ground: z.enum(GROUND_IDS),
    resolution: resolutionKey.optional(),
    adoptedOn: day,
    inForce: day,
    says: z.string().trim().min(2, '请写明订立或改了什么').max(500, '不超过 500 字'),
    terms: charterTerms,
    files: z.array(z.uuid()).min(1, '请上传章程的扫描件').max(20),
  }),
  response: z.object({ id: z.string() }),
})

/** Files a version at the office, or takes back one that was entered by mistake. */
export const stepCharter = endpoint({
  method: 'POST',
  path: '/api/charters/:id/steps',
  params: z.object({ id: z.string() }),
  body: z.object({
    kind: z.enum(['filed', 'void']),
    day,
    note: z.string().trim().max(200, '不超过 200 字').default(''),
    files: z.array(z.uuid()).max(20).default([]),
  }),
  response: z.object({}),
})
