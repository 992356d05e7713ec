import { type CodeKind, codeKind } from './credit-code.ts'
import { halfWidth, squeeze, tidyText } from './typed-text.ts'

/** Kinds of body (主体类型) that a county follows. */
export const BODY_KINDS = [
  '农民专业合作社',
  '农民专业合作社联合社',
  '合作社分支机构',
  '公司',
  '家庭农场',
  '农村集体经济组织',
  '供销合作社',
  '其他',
] as const
export type BodyKind = (typeof BODY_KINDS)[number]

export interface BodyEvidence {
  name: string
  code?: string | null
  /** What the registry writes under 企业类型. */
  typeText?: string | null
}

/** The name as it is shown: composed, without invisible characters, trimmed; spaces inside and rare characters stay. */
export function showBodyName(text: string): string {
  return tidyText(text).replace(/\s*\n\s*/g, '')
}

/** The form in which names are compared: half-width, without spaces, one kind of bracket, Latin letters in capitals. */
export function bodyNameKey(text: string): string {
  return halfWidth(squeeze(text))
    .replace(/[（〔【[﹝]/g, '(')
    .replace(/[）〕】\]﹞]/g, ')')
    .replace(/[“”"'‘’《》]/g, '')
    .toUpperCase()
}

const KIND_WORDS =
  /(农民|农业|农牧民|牧民|渔民|林农)?(专业|股份|土地股份)*(合作社|合作联社|合作联合社|合作组织)(联合社|联社)?/g

/**
 * What distinguishes a body when the words for its kind and all in brackets are left out; two bodies with the same stem
 * (…专业合作社, …农民专业合作社) may be one, and a person is asked. Never empty: without a stem it is the whole key.
 */
export function bodyNameStem(text: string): string {
  const key = bodyNameKey(text)
  const stem = key.replace(/\([^()]*\)/g, '').replace(KIND_WORDS, '')
  return stem === '' ? key : stem
}

/** Whether two names are the same, however their spaces and brackets were typed. */
export function sameBodyName(first: string, second: string): boolean {
  return bodyNameKey(first) === bodyNameKey(second)
}

const TYPES: readonly (readonly [RegExp, BodyKind])[] = [
  [/合作社.*分支|分支.*合作社/, '合作社分支机构'],
  [/合作社.*联合社|联合社/, '农民专业合作社联合社'],
  [/供销合作社/, '供销合作社'],
  [/集体经济组织|经济合作社/, '农村集体经济组织'],
  [/家庭农场/, '家庭农场'],
  [/农民专业合作(社|经济组织)|专业合作社/, '农民专业合作社'],
  [/公司/, '公司'],
]

/**
 * The kind of a body and the ground for it, one Chinese clause. The name decides before the registry's type text and
 * the prefix of the code: branches and federations bear the prefix 93 like every cooperative, and a cooperative of the
 * years before 2007 may still bear a company's 91, which is warned by the check of the code and not here.
 */
export function classifyBody(evidence: BodyEvidence): { kind: BodyKind; ground: string } {
  return (
    byName(bodyNameKey(evidence.name), prefixKind(evidence)) ??
    byType(evidence.typeText ?? '') ??
    byCode(evidence.code ?? '')
  )
}

interface Classified {
  kind: BodyKind
  ground: string
}

function byName(key: string, prefix: CodeKind): Classified | null {
  // Signs of private fonts stand for characters that the registry could not write; at the end they say nothing.
  const bare = key.replace(/\([^()]*\)/g, '').replace(/[\ue000-\uf8ff]+$/, '')
  if (/\((普通|有限)合伙\)/.test(key)) return { kind: '其他', ground: '名称注明合伙企业' }
  if (/供销(合作)?社|供销联社/.test(bare) && !/专业合作社/.test(bare)) {
    return { kind: '供销合作社', ground: '名称含“供销合作社”' }
  }
  if (isVillageName(bare, prefix)) {
    return { kind: '农村集体经济组织', ground: '名称是村（社区）集体经济组织的名称' }
  }
  if (/\([^()]*合作社\)$/.test(key)) return { kind: '农民专业合作社', ground: '名称在括号中注明合作社' }
  const match = /^.*(合作社|合作联社|合作联合社|合作组织)/.exec(bare)
  if (match === null || /信用合作/.test(bare)) return byOtherName(bare)
  const tail = bare.slice(match[0].length)
  const isUnion =
    /^(联合总?社|联社|总社)$/.test(tail) || /合作联(合)?社$/.test(bare) || /\((联社|联合总?社)\)$/.test(key)
  if (isUnion) return { kind: '农民专业合作社联合社', ground: '名称以“联合社”结尾' }
  return tail === ''
    ? { kind: '农民专业合作社', ground: `名称以“${/(专业)?合作(社|组织)$/.exec(bare)?.[0]}”结尾` }
    : { kind: '合作社分支机构', ground: `名称在“${match[1]}”之后还有“${tail}”` }
}

/** 股份经济合作社 and 集体经济合作社 are villages whatever their code; a bare 经济合作社 with a 93 is a cooperative. */
function isVillageName(bare: string, prefix: CodeKind): boolean {
  if (/(股份经济|集体经济|经济股份)合作(联合)?社$|经济联合社$|集体经济组织$/.test(bare)) return true
  if (/经济合作(联合)?社$/.test(bare) && !/专业/.test(bare)) return prefix !== 'cooperative'
  return prefix === 'village' && /合作(联合)?社$/.test(bare)
}

function prefixKind(evidence: BodyEvidence): CodeKind {
  return codeKind(squeeze(evidence.code ?? '').toUpperCase())
}

function byOtherName(bare: string): Classified | null {
  if (/公司$|公司.*分公司$/.test(bare)) return { kind: '公司', ground: '名称以“公司”结尾' }
  if (/家庭农(场|牧场)/.test(bare)) return { kind: '家庭农场', ground: '名称含“家庭农场”' }
  return null
}

function byType(typeText: string): Classified | null {
  const plain = squeeze(typeText)
  const found = TYPES.find(([pattern]) => pattern.test(plain))
  return found ? { kind: found[1], ground: `登记的企业类型是“${plain}”` } : null
}

function byCode(code: string): Classified {
  const kind = codeKind(squeeze(code).toUpperCase())
  if (kind === 'cooperative') return { kind: '农民专业合作社', ground: '统一社会信用代码以 93 开头' }
  if (kind === 'company') return { kind: '公司', ground: '统一社会信用代码以 91 开头' }
  if (kind === 'village') return { kind: '农村集体经济组织', ground: '统一社会信用代码以 N 开头（未经核实）' }
  return { kind: '其他', ground: '名称、企业类型和代码都不能确定主体类型' }
}
