/** 新旧科目转换 over HTTP: the old balances read, the draft, the paper, the signed conversion. */
import type { Kysely } from 'kysely'
import * as contract from '#contract/accounting/conversion.ts'
import { readOldTrial, type NamedMember } from '#core/accounting/old-trial.ts'
import type { ConversionDraft } from '#core/accounting/conversion.ts'
import { addDays } from '#core/values/day.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import type { WorkbookSheet } from '#server/files/workbook/workbook.ts'
import { Refusal, take } from '#server/http/refusal.ts'
import { asDownload, bytesRoute, route, type Edge } from '#server/http/route.ts'
import { readUpload } from '#server/http/upload.ts'
import type { OpenBook } from '../close-month.ts'
import { bookOf, reads, writableBook, writes } from '../routes.ts'
import { namesOf, type BookRow } from '../store.ts'
import { codeOf } from '../wire.ts'
import {
  convertBooks,
  findConversion,
  findDraft,
  memberNames,
  saveDraft,
  type DraftRow,
} from './convert-books.ts'
import { conversionPaper, oldBooksTemplate } from './workbooks.ts'

/** The endpoints of the conversion. */
export function conversionRoutes(edge: Edge): void {
  route(edge, { endpoint: contract.readConversion, says: '新旧科目转换', guard: reads }, async (call) => {
    const book = await bookOf(call)
    const [draft, kept] = [await findDraft(call.trx, book), await findConversion(call.trx, book)]
    return {
      draft: draft ? toKept(draft) : null,
      done: kept
        ? {
            ...kept.content,
            day: kept.day,
            chair: kept.chair,
            supervisor: kept.supervisor,
            paper: kept.paper,
            voucher: kept.voucher,
            at: kept.converted_at.toISOString(),
            by: kept.by,
            names: await memberNames(call.trx, { ...book, ids: idsOf(kept.content) }),
          }
        : null,
    }
  })
  route(
    edge,
    { endpoint: contract.saveConversion, says: '保存新旧科目转换的草稿', guard: writes },
    async (call) => {
      const book = opened(await writableBook(call))
      const saved = await saveDraft(call.trx, book, call.body)
      if (saved === undefined) throw await savedMeanwhile(call.trx, book, call.body)
      return { savedAt: saved.toISOString() }
    },
  )
  route(edge, { endpoint: contract.convertBooks, says: '新旧科目转换', guard: writes }, async (call) => {
    const book = opened(await writableBook(call))
    const posted = take(await convertBooks(call.trx, book, call.body))
    return { id: posted.id, code: codeOf({ year: Number(posted.day.slice(0, 4)), number: posted.number }) }
  })
  fileRoutes(edge)
}

const toKept = ({ content, saved_at, by }: DraftRow): contract.KeptDraft => ({
  ...content,
  savedAt: saved_at.toISOString(),
  by,
})

/** Somebody else went on with the draft: who, when, and what stands now. */
async function savedMeanwhile(
  trx: Kysely<unknown>,
  book: OpenBook,
  mine: Record<string, unknown>,
): Promise<Refusal> {
  const draft = await findDraft(trx, book)
  const says = `${draft?.by ?? ''}已于 ${draft?.saved ?? ''} 存过草稿，这次没有存；填的还在页面上，请对照后决定用哪一份`
  return new Refusal(409, [refused('conversion-draft-changed', says)], {
    mine,
    current: draft ? toKept(draft) : {},
  })
}

function fileRoutes(edge: Edge): void {
  bytesRoute(
    edge,
    { method: 'POST', path: contract.READ_OLD_BOOKS_PATH, says: '上传旧账余额表', guard: writes },
    async (call) => {
      const book = await writableBook({ ...call, params: call.params as { body: string } })
      const { files } = await readUpload(call.request)
      const { name, bytes } = files[0]!
      const workbook = take(await readWorkbook(bytes, name))
      const { members } = await namesOf(call.trx, book)
      return contract.conversionDraft.parse(take(firstTrial(workbook.sheets, members)))
    },
  )
  bytesRoute(
    edge,
    { method: 'GET', path: contract.OLD_BOOKS_TEMPLATE_PATH, says: '旧账余额表模板（.xlsx）', guard: reads },
    async (call) => {
      await bookOf({ ...call, params: call.params as { body: string } })
      return asDownload(call.reply, { name: '旧账科目余额表.xlsx', bytes: await oldBooksTemplate() })
    },
  )
  bytesRoute(
    edge,
    { method: 'GET', path: contract.CONVERSION_PAPER_PATH, says: '转换对照表（.xlsx）', guard: reads },
    async (call) => {
      const book = opened(await bookOf({ ...call, params: call.params as { body: string } }))
      const kept = await findConversion(call.trx, book)
      const draft = kept?.content ?? (await findDraft(call.trx, book))?.content
      if (draft === undefined)
        throw new Refusal(422, [refused('conversion-empty', '还没有旧账余额，请先填写并存草稿')])
      const bytes = await conversionPaper({
        bodyName: book.body_name,
        day: kept?.day ?? addDays(book.started_on, -1),
        draft,
        names: await memberNames(call.trx, { ...book, ids: idsOf(draft) }),
        signers: kept ?? null,
      })
      return asDownload(call.reply, { name: `${book.body_name}_转换对照表.xlsx`, bytes })
    },
  )
}

const idsOf = (draft: ConversionDraft): string[] => draft.parts.flatMap((one) => one.member ?? [])

/** The first sheet that is a balance; the refusal of the first one where none is. */
function firstTrial(
  sheets: readonly WorkbookSheet[],
  members: readonly NamedMember[],
): Outcome<ConversionDraft> {
  const read = sheets.filter((sheet) => !sheet.hidden).map((sheet) => readOldTrial(sheet, members))
  const found = read.find((one) => one.ok)
  if (found?.ok) return done(found.value)
  return (
    read[0] ??
    failed(refused('old-trial-heading', '文件里没有工作表，请上传旧账的科目余额表（.xlsx、.xls、.csv）'))
  )
}

function opened(book: BookRow): OpenBook & { body_name: string } {
  const { started_on } = book
  if (started_on === null)
    throw new Refusal(422, [refused('book-missing', '这家合作社还没有建账，请先选择启用月份')])
  return { ...book, started_on }
}
