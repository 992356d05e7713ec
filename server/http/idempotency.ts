/** Writes that a caller may send again without fear: the same key and the same request are answered the same, once done. */
import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { sql, type Kysely, type Transaction } from 'kysely'
import { refused } from '#core/values/problem.ts'
import { close, open, type Keys } from '#server/database/crypt.ts'
import { Refusal } from './refusal.ts'

export const IDEMPOTENCY_HEADER = 'idempotency-key'
/** What is answered to a key stays for a day; after that the key is free again. */
export const KEPT_HOURS = 24
const KEY = /^[\w.:-]{1,100}$/

interface Write {
  trx: Transaction<unknown>
  request: FastifyRequest
  keys: Keys
  /** The answer may not be kept, so that a key is refused. */
  refuses: boolean
}

/**
 * Does the work, or gives what was answered when the same caller sent the same request with the same key before. The key is
 * written in the transaction of the work: a refusal frees it, and of two at once the second waits for the first.
 */
export async function onlyOnce<T>(write: Write, work: () => Promise<T>): Promise<T> {
  const { trx, request, keys } = write
  const key = request.headers[IDEMPOTENCY_HEADER]
  if (key === undefined || request.method === 'GET') return work()
  if (typeof key !== 'string' || !KEY.test(key))
    throw wrong(400, '幂等键只能由字母、数字、点、冒号、下划线和连字符组成，不超过 100 位')
  if (write.refuses) throw wrong(400, '这个接口的回答只出现一次、不保存，不能带幂等键')
  const asked = fingerprintOf(request)
  const { rows } = await sql<{ key: string }>`
    insert into idempotency_key (key, request) values (${key}, ${asked})
    on conflict do nothing returning key`.execute(trx)
  if (rows.length === 0) return earlier<T>(trx, { key, asked, keys })
  const answer = await work()
  await sql`
    update idempotency_key set answer = ${close(keys, Buffer.from(JSON.stringify(answer)))}
    where caller = app_setting('user') and key = ${key}`.execute(trx)
  return answer
}

async function earlier<T>(
  trx: Transaction<unknown>,
  sent: { key: string; asked: Buffer; keys: Keys },
): Promise<T> {
  const { rows } = await sql<{ request: Buffer; answer: Buffer }>`
    select request, answer from idempotency_key where caller = app_setting('user') and key = ${sent.key}`.execute(
    trx,
  )
  const kept = rows[0]
  if (!kept?.request.equals(sent.asked))
    throw wrong(422, '这个幂等键已用于另一个请求；重发请保持内容不变，新的操作请换新键')
  return JSON.parse(open(sent.keys, kept.answer).toString()) as T
}

/** Frees the keys of more than a day ago; run in a transaction of the system. */
export async function forgetOldKeys(trx: Kysely<unknown>, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_HOURS * 3_600_000)
  await sql`delete from idempotency_key where kept_at < ${before}`.execute(trx)
}

function fingerprintOf(request: FastifyRequest): Buffer {
  const parts = [request.method, request.url, JSON.stringify(request.body ?? {})]
  return createHash('sha256').update(parts.join('\n')).digest()
}

function wrong(status: number, says: string): Refusal {
  return new Refusal(status, [refused('idempotency-key', says)])
}
