/** The built pages: files with a hash in their name for ever, index.html fresh each time; every page path is index.html. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import files from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { refused } from '#core/values/problem.ts'
import { Refusal } from './refusal.ts'

const YEAR_S = 31_536_000

/** Serves the folder, if it was built; an unknown path below /api is a 404 in words. */
export async function servePages(server: FastifyInstance, folder: string): Promise<void> {
  const built = existsSync(path.join(folder, 'index.html'))
  if (built)
    await server.register(files, {
      root: folder,
      index: ['index.html'],
      setHeaders: (reply, file) => {
        const lasting = file.includes(`${path.sep}assets${path.sep}`)
        reply.header('cache-control', lasting ? `public, max-age=${YEAR_S}, immutable` : 'no-cache')
      },
    })
  server.setNotFoundHandler((request, reply) => {
    if (/^\/(api|(m\/)?assets)\//.test(request.url) || request.method !== 'GET' || !built)
      throw new Refusal(404, [refused('not-found', '没有这个地址，请从首页进入')])
    // Households have an entry of their own.
    const page = /^\/m(\/|\?|$)/.test(request.url) ? 'm/index.html' : 'index.html'
    return reply.header('cache-control', 'no-cache').sendFile(page)
  })
}
