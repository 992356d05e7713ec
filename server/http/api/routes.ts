/** Where the document of the interface stands: /api/openapi.json for programs, /api/docs for people. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { programVersion, ROOT } from '#server/config.ts'
import type { Edge } from '../route.ts'
import { openApi, type ApiSource, type OpenApi } from './document.ts'
import { apiPage } from './page.ts'

/** Both, made once when first asked for; they tell nothing that the program does not, so that anybody may read them. */
export function apiRoutes(edge: Edge, source: Omit<ApiSource, 'declared' | 'version'>): void {
  let made: { document: OpenApi; page: string } | undefined
  const both = () => (made ??= make({ ...source, declared: edge.declared, version: programVersion() }))
  edge.server.get('/api/openapi.json', (_request, reply) => reply.send(both().document))
  edge.server.get('/api/docs', (_request, reply) =>
    reply.header('content-type', 'text/html; charset=utf-8').send(both().page),
  )
}

function make(source: ApiSource): { document: OpenApi; page: string } {
  const document = openApi(source)
  return { document, page: apiPage({ document, ...source, problems: problemCodes() }) }
}

/** The rows of the list of problems that is kept for people. */
function problemCodes(): string[][] {
  const list = readFileSync(path.join(ROOT, 'docs/problems.md'), 'utf8')
  return list
    .split('\n')
    .map((line) => /^\| `([a-z\d-]+)` \| (.*) \|$/.exec(line))
    .filter((match) => match !== null)
    .map(([, code = '', rest = '']) => [code, ...rest.split(' | ')])
}
