/** Files kept with the records that they prove: encrypted, in chunks of 1 MiB, under row security. */
import { createHash, randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { close, open, type Keys } from '#server/database/crypt.ts'

const CHUNK = 1_048_576

export interface FileToKeep {
  home: string
  area: string
  body: string | null
  name: string
  type: string
  bytes: Uint8Array
}

/** Keeps a file; gives its id. */
export async function keepFile(trx: Kysely<unknown>, file: FileToKeep, keys: Keys): Promise<string> {
  const id = randomUUIDv7()
  const sha256 = createHash('sha256').update(file.bytes).digest()
  await sql`
    insert into file (home, id, area, body, name, type, size, sha256)
    values (${file.home}, ${id}, ${file.area}, ${file.body}, ${file.name}, ${file.type}, ${file.bytes.byteLength}, ${sha256})`.execute(
    trx,
  )
  for (let number = 0; number * CHUNK < file.bytes.byteLength; number += 1) {
    const chunk = close(keys, Buffer.from(file.bytes.subarray(number * CHUNK, (number + 1) * CHUNK)))
    await sql`insert into file_chunk (home, file, number, content) values (${file.home}, ${id}, ${number}, ${chunk})`.execute(
      trx,
    )
  }
  return id
}

export interface KeptFile {
  name: string
  type: string
  bytes: Buffer
}

/** The file with this id, if the caller may see it. */
export async function readKeptFile(
  trx: Kysely<unknown>,
  id: string,
  keys: Keys,
): Promise<KeptFile | undefined> {
  const { rows } = await sql<{ name: string; type: string; content: Buffer }>`
    select f.name, f.type, c.content from file f join file_chunk c on c.home = f.home and c.file = f.id
    where f.id = ${id} order by c.number`.execute(trx)
  const [first] = rows
  if (!first) return undefined
  return {
    name: first.name,
    type: first.type,
    bytes: Buffer.concat(rows.map((row) => open(keys, row.content))),
  }
}
