/** Two products never serve one data folder; what a dead one left behind is in nobody's way. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { must } from '../../tests/must.ts'
import { claimServing, servedAlready } from './serving.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'heshe-serving-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('who starts a second time is told that it runs, where, and how to stop it', async () => {
  expect(servedAlready(folder)).toBeNull()
  const serving = must(await claimServing(folder))
  expect(servedAlready(folder)?.says).toContain('正在启动，请稍等')
  serving.tell('http://127.0.0.1:8471')
  const again = await claimServing(folder)
  expect(again).toMatchObject({ ok: false, problems: [{ code: 'already-running' }] })
  expect(servedAlready(folder)?.says).toContain('请用浏览器打开 http://127.0.0.1:8471')
  serving.release()
  expect(servedAlready(folder)).toBeNull()
  must(await claimServing(folder)).release()
})

test('of two that start at one moment one serves', async () => {
  const both = await Promise.all([claimServing(folder), claimServing(folder)])
  expect(both.map((one) => one.ok).toSorted()).toEqual([false, true])
  for (const one of both) if (one.ok) one.value.release()
})

test('a process that ended without striking itself out counts no more', async () => {
  mkdirSync(path.join(folder, 'run'), { recursive: true })
  // The number of this very process, begun at another time: it was used again.
  writeFileSync(path.join(folder, 'run', 'serving'), `${process.pid} 1\nhttp://127.0.0.1:1`)
  expect(servedAlready(folder)).toBeNull()
  must(await claimServing(folder)).release()
})
