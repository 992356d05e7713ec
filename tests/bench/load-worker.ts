/** Fifty people at once, on a thread of its own so that the server's is not also the one that asks. */
import http from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'

interface Asked {
  url: string
  cookie: string
  people: number
  requests: number
}

const asked = workerData as Asked
const agent = new http.Agent({ keepAlive: true, maxSockets: asked.people })

function get(): Promise<number> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    http
      .get(asked.url, { agent, headers: { cookie: asked.cookie } }, (answer) => {
        answer.resume()
        answer.once('end', () => {
          if (answer.statusCode === 200) resolve(performance.now() - began)
          else reject(new Error(`${asked.url}: ${answer.statusCode}`))
        })
      })
      .once('error', reject)
  })
}

const taken: number[] = []
let left = asked.requests
const person = async (): Promise<void> => {
  while (left > 0) {
    left -= 1
    taken.push(await get())
  }
}
await Promise.all(Array.from({ length: asked.people }, person))
agent.destroy()
parentPort?.postMessage(taken, [])
