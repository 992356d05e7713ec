/**
 * A process that opens the embedded server of a data folder and holds it until it is told or made to end.
 * Prints one JSON line: whether it started the server, the server's process, the rows it found after adding its own.
 */
import { Client } from 'pg'
import { openEmbedded } from '#server/database/embedded.ts'
import { must } from './must.ts'

const embedded = must(await openEmbedded({ dataDir: process.argv[2] ?? '' }))
const client = new Client(embedded.connection)
client.on('error', () => undefined)
await client.connect()
await client.query('create table if not exists mark (process int)').catch(() => undefined)
await client.query('insert into mark values ($1)', [process.pid])
const { rows } = await client.query(
  'select count(*)::int as marks, (select count(*)::int from pg_database) as bases from mark',
)
await client.end()
console.log(
  JSON.stringify({
    started: embedded.started,
    host: embedded.connection.host,
    dataDir: embedded.dataDir,
    ...rows[0],
  }),
)

process.stdin.once('data', () => {
  process.stdin.destroy()
  void embedded.close()
})
