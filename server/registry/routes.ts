/** Search, and the files kept with records. */
import { UPLOAD_FILE_PATH, storedFile } from '#contract/kernel.ts'
import { search } from '#contract/registry.ts'
import { READ_ONLY, type Role } from '#core/access/role.ts'
import { keepFile, readKeptFile } from '#server/files/content.ts'
import { acceptEvidence } from '#server/files/evidence.ts'
import { notFound, take } from '#server/http/refusal.ts'
import { asDownload, bytesRoute, route, type Edge } from '#server/http/route.ts'
import { readUpload, uploadForm } from '#server/http/upload.ts'
import type { Services } from '#server/services.ts'
import { searchBodies } from './search.ts'

const writes = (role: string): boolean => !READ_ONLY.includes(role as Role)

/** The endpoints of search and files. */
export function registryRoutes(edge: Edge, services: Services): void {
  route(edge, { endpoint: search, says: '查找主体' }, ({ trx, query }) => searchBodies(trx, query.q))
  bytesRoute(
    edge,
    {
      method: 'POST',
      path: UPLOAD_FILE_PATH,
      guard: writes,
      says: '上传附件（照片、扫描件）',
      form: uploadForm({}),
      response: storedFile,
    },
    async ({ request, trx, caller }) => {
      const { files } = await readUpload(request)
      const { name, bytes } = files[0]!
      const { mediaType: type } = take(acceptEvidence(bytes, name))
      const area = caller.area ?? services.deployment.area
      const home = area.slice(0, 6).padEnd(6, '0')
      const id = await keepFile(
        trx,
        { home, area, body: caller.bodies[0] ?? null, name, type, bytes },
        services.keys,
      )
      return storedFile.parse({ id, name, size: bytes.byteLength, type })
    },
  )
  bytesRoute(
    edge,
    { method: 'GET', path: `${UPLOAD_FILE_PATH}/:id`, says: '下载附件' },
    async ({ trx, params, reply }) => {
      const { id } = params as { id: string }
      const file = /^[\da-f-]{36}$/.test(id) ? await readKeptFile(trx, id, services.keys) : undefined
      if (!file) throw notFound('个文件')
      return asDownload(reply, file)
    },
  )
}
