import { Worker } from 'node:worker_threads'

/** How long a thread may run and how much memory its heap may take. */
export interface ThreadLimits {
  milliseconds: number
  megabytes: number
}

/** Why a thread gave no answer. */
export type ThreadFailure = 'time' | 'memory' | 'fault'

/** Two files at a time: each may take much memory, and the machine also serves people. */
const AT_ONCE = 2
let busy = 0
const waiting: (() => void)[] = []

export interface ThreadWork<Message> {
  /** The thread's module, beside this one. */
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
  const worker = new Worker(new URL(work.module, import.meta.url), {
    workerData: work.task,
    resourceLimits: { maxOldGenerationSizeMb: work.limits.megabytes },
  })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise((resolve) => {
      timer = setTimeout(() => resolve('time'), work.limits.milliseconds)
      worker.on('message', (message: Message) => {
        if (work.hear(message)) resolve(undefined)
      })
      worker.on('error', (error: Error & { code?: string }) => {
        resolve(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'fault')
      })
      // Messages are heard before this; a thread that ends without its last one has gone wrong.
      worker.on('exit', () => resolve('fault'))
    })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
    giveTurn()
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
