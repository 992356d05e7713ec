/** Fifty people at once, on a thread of its own so that the server's is not also the one that asks. */
import http from 'node:http'
import { setTimeout as rest } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'

interface Asked {
  /** Asked for in turn. */
  urls: readonly string[]
  cookie: string
  /** Between two requests of one person, in milliseconds; nobody waits where it is 0. */
  pause: number
  people: number
  requests: number
}

const asked = workerData as Asked
const agent = new http.Agent({ keepAlive: true, maxSockets: asked.people })

function get(url: string): Promise<number> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    http
      .get(url, { agent, headers: { cookie: asked.cookie } }, (answer) => {
        answer.resume()
        answer.once('end', () => {
          if (answer.statusCode === 200) resolve(performance.now() - began)
          else reject(new Error(`${url}: ${answer.statusCode}`))
        })
      })
      .once('error', reject)
  })
}

const taken: number[] = []
let left = asked.requests
const person = async (_: unknown, number: number): Promise<void> => {
  // They did not all come in at the same moment.
  if (asked.pause > 0) await rest((asked.pause * number) / asked.people)
  while (left > 0) {
    const url = asked.urls[left % asked.urls.length] ?? ''
    left -= 1
    taken.push(await get(url))
    if (asked.pause > 0) await rest(asked.pause)
  }
}
await Promise.all(Array.from({ length: asked.people }, person))
agent.destroy()
parentPort?.postMessage(taken, [])
