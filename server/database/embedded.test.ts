/** The launcher against what happens to processes: several at once, killed ones, files left behind. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { isRunning } from './lock.ts'

const HOLDER = path.resolve(import.meta.dirname, '../../tests/hold-database.ts')
const saidShape = z.object({
  started: z.boolean(),
  host: z.string(),
  dataDir: z.string(),
  marks: z.number(),
})

interface Holder {
  child: ChildProcess
  said: z.infer<typeof saidShape>
}

let folder: string
let holders: ChildProcess[]

function makeFolder(): string {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'heshe-launch-'))
  // Under root the server's own account has to pass through.
  fs.chmodSync(made, 0o711)
  return made
}

/** One cluster serves most tests: making one takes longer than the test. */
const common = makeFolder()

beforeEach(() => {
  folder = common
  holders = []
})

afterAll(() => fs.rmSync(common, { recursive: true, force: true }))

afterEach(async () => {
  for (const child of holders) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  }
  const left = serverPid()
  if (left !== undefined && isRunning(left)) process.kill(left, 'SIGINT')
  await gone(left)
})

async function hold(): Promise<Holder> {
  const child = spawn(process.execPath, [HOLDER, folder], { stdio: ['pipe', 'pipe', 'inherit'] })
  holders.push(child)
  const lines = createInterface({ input: child.stdout })
  const [line]: unknown[] = await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => [])])
  if (typeof line !== 'string') throw new Error('the holder ended without a word')
  return { child, said: saidShape.parse(JSON.parse(line)) }
}

async function release({ child }: Holder): Promise<void> {
  child.stdin?.write('\n')
  await once(child, 'exit')
}

function serverPid(): number | undefined {
  try {
    return Number(fs.readFileSync(path.join(folder, 'postgresql', 'postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return undefined
  }
}

async function gone(pid: number | undefined): Promise<void> {
  await vi.waitUntil(() => pid === undefined || !isRunning(pid), { timeout: 20_000, interval: 10 })
}

describe.skipIf(process.platform === 'win32')('the embedded server', () => {
  test('starts, keeps what was written, and leaves nothing behind when it is closed', async () => {
    const first = await hold()
    expect(first.said).toMatchObject({ started: true })
    const pid = serverPid()
    expect(Buffer.byteLength(`${first.said.host}/.s.PGSQL.5432`)).toBeLessThan(107)
    expect(fs.statSync(first.said.host).mode & 0o777).toBe(0o700)
    await release(first)
    expect(first.child.exitCode).toBe(0)
    expect(pid !== undefined && isRunning(pid)).toBe(false)
    expect(fs.existsSync(first.said.host)).toBe(false)
    expect(fs.readdirSync(path.join(folder, 'run', 'users'))).toEqual([])
    const second = await hold()
    expect(second.said).toMatchObject({ started: true, marks: first.said.marks + 1 })
  })

  test('is joined by a second process, and the last one to leave stops it', async () => {
    const first = await hold()
    const second = await hold()
    expect(second.said).toMatchObject({ started: false, marks: first.said.marks + 1, host: first.said.host })
    await release(second)
    const pid = serverPid()
    expect(pid !== undefined && isRunning(pid)).toBe(true)
    const third = await hold()
    expect(third.said.started).toBe(false)
    await release(first)
    expect(serverPid()).toBe(pid)
    await release(third)
    expect(serverPid()).toBeUndefined()
  })

  test('is made once by four processes that start at the same moment', async () => {
    folder = makeFolder()
    const all = await Promise.all([hold(), hold(), hold(), hold()])
    expect(all.filter(({ said }) => said.started)).toHaveLength(1)
    expect(new Set(all.map(({ said }) => said.host)).size).toBe(1)
    await Promise.all(all.map(release))
    expect(serverPid()).toBeUndefined()
    const next = await hold()
    expect(next.said.marks).toBe(5)
    await release(next)
    fs.rmSync(folder, { recursive: true })
  })

  test('outlives a killed parent and is found by the next start', async () => {
    const first = await hold()
    const pid = serverPid()
    first.child.kill('SIGKILL')
    await once(first.child, 'exit')
    expect(serverPid()).toBe(pid)
    const second = await hold()
    expect(second.said).toMatchObject({ started: false, marks: first.said.marks + 1 })
    await release(second)
    expect(serverPid()).toBeUndefined()
  })

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends in good order with a process that %s takes',
    async (signal) => {
      const first = await hold()
      const pid = serverPid()
      first.child.kill(signal)
      await once(first.child, 'exit')
      expect(first.child.signalCode).toBe(signal)
      await gone(pid)
      const log = fs.readFileSync(path.join(folder, 'postgresql.log'), 'utf8')
      expect(log).toContain('database system is shut down')
    },
  )

  test('starts again after the server itself was killed, with all that was committed', async () => {
    const first = await hold()
    const pid = serverPid()
    if (pid !== undefined) process.kill(pid, 'SIGKILL')
    await gone(pid)
    const second = await hold()
    expect(second.said).toMatchObject({ started: true, marks: first.said.marks + 1 })
    await release(first)
  })

  test('is not fooled by a process number that now belongs to another program', async () => {
    const first = await hold()
    await release(first)
    const note = [
      process.pid,
      path.join(folder, 'postgresql'),
      1,
      5432,
      first.said.host,
      '',
      '0 0',
      'ready',
      '',
    ]
    fs.writeFileSync(path.join(folder, 'postgresql', 'postmaster.pid'), note.join('\n'))
    fs.writeFileSync(path.join(folder, 'run', 'users', '999999999.1'), '999999999 1')
    fs.writeFileSync(path.join(folder, 'run', 'lock'), '999999999 1')
    fs.writeFileSync(path.join(folder, 'run', 'lock.999999999.1.1'), '999999999 1')
    const second = await hold()
    expect(second.said).toMatchObject({ started: true, marks: first.said.marks + 1 })
    expect(fs.readdirSync(path.join(folder, 'run'))).toEqual(['users'])
    await release(second)
    expect(serverPid()).toBeUndefined()
  })

  test('is started afresh when its socket was swept away', async () => {
    const first = await hold()
    fs.rmSync(first.said.host, { recursive: true })
    const second = await hold()
    expect(second.said).toMatchObject({ started: true, marks: first.said.marks + 1 })
    await release(second)
    await release(first)
    expect(serverPid()).toBeUndefined()
  })
})
