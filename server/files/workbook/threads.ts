import { Worker } from 'node:worker_threads'

/**
 * How long a thread may work and how much memory its heap may take. The time is that of the processor, so that a file
 * is not refused because the machine has other things to do; four times as long is the end in any case.
 */
export interface ThreadLimits {
  milliseconds: number
  megabytes: number
}

/** Why a thread gave no answer. */
export type ThreadFailure = 'time' | 'memory' | 'fault'

/** Two files at a time: each may take much memory, and the machine also serves people. */
const AT_ONCE = 2
const LOOK_EVERY = 250
const PATIENCE = 4
/** What was made a moment ago: as much as the engine would take by itself makes a thread no quicker, but larger. */
const YOUNG_MEGABYTES = 16
let busy = 0
const waiting: (() => void)[] = []

export interface ThreadWork<Message> {
  /** The thread's module, beside this one. It is given the task, and how many of its messages were heard so far. */
  module: string
  task: unknown
  limits: ThreadLimits
  /** Hears each message; true where it was the last one. */
  hear: (message: Message) => boolean
}

/**
 * Runs a module in a thread of its own until its last message has been heard; gives undefined then, else why it did
 * not come so far. Waits for its turn where other files are being worked on.
 */
export async function runThread<Message>(work: ThreadWork<Message>): Promise<ThreadFailure | undefined> {
  await turn()
  const heard = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  const worker = new Worker(new URL(work.module, import.meta.url), {
    workerData: { task: work.task, heard },
    resourceLimits: {
      maxOldGenerationSizeMb: work.limits.megabytes,
      maxYoungGenerationSizeMb: YOUNG_MEGABYTES,
    },
  })
  const started = performance.now()
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise((resolve) => {
      timer = setInterval(() => {
        if (performance.now() - started > work.limits.milliseconds * PATIENCE) resolve('time')
        void workedFor(worker).then((worked) => worked > work.limits.milliseconds && resolve('time'))
      }, LOOK_EVERY)
      worker.on('message', (message: Message) => {
        if (work.hear(message)) resolve(undefined)
        Atomics.add(heard, 0, 1)
        Atomics.notify(heard, 0)
      })
      worker.on('error', (error: Error & { code?: string }) => {
        resolve(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'fault')
      })
      // Messages are heard before this; a thread that ends without its last one has gone wrong.
      worker.on('exit', () => resolve('fault'))
    })
  } finally {
    clearInterval(timer)
    await worker.terminate()
    giveTurn()
  }
}

/** Milliseconds of processor time; nothing where the thread has just ended. */
async function workedFor(worker: Worker): Promise<number> {
  try {
    const { user, system } = await worker.cpuUsage()
    return (user + system) / 1000
  } catch {
    return 0
  }
}

async function turn(): Promise<void> {
  if (busy < AT_ONCE) {
    busy += 1
    return
  }
  await new Promise<void>((resolve) => {
    waiting.push(resolve)
  })
}

function giveTurn(): void {
  const next = waiting.shift()
  if (next) next()
  else busy -= 1
}
