/** Prints the SQL of registers for a migration: node scripts/print-ddl.ts body member_summary > …sql */
import { findRegister, registers } from '#core/reporting/registers.ts'
import { registerDdl } from '#server/register/ddl.ts'

const wanted = process.argv.slice(2)
const chosen = wanted.length === 0 ? registers : wanted.map((id) => findRegister(id) ?? stop(id))

process.stdout.write(`${chosen.map(registerDdl).join('\n')}\n`)

function stop(id: string): never {
  process.stderr.write(`没有这个台账：${id}\n`)
  process.exit(2)
}
