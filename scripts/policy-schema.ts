/** Writes the JSON Schema of every kind of policy file to policy/schema: node scripts/policy-schema.ts */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { policyJsonSchemas } from '../server/supervision/policy-json-schema.ts'

const folder = path.resolve(import.meta.dirname, '../policy/schema')
mkdirSync(folder, { recursive: true })
for (const [kind, text] of policyJsonSchemas()) writeFileSync(path.join(folder, `${kind}.json`), text)
