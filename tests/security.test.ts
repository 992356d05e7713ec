/** What docs/security.md promises of the door, the headers and the files, tried through the whole server. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from '#server/config.ts'
import { toldApart } from './alike.ts'
import { PASSWORD, signIn, testApp, type TestApp } from './app.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

let callers = 0
function knock(username: string, password = 'Wrong@1234', more: object = {}) {
  callers += 1
  return app.server.inject({
    method: 'POST',
    url: '/api/session',
    payload: { username, password },
    remoteAddress: `10.1.${Math.floor(callers / 20)}.9`,
    ...more,
  })
}

describe('The door', () => {
  test('answers alike for a name that exists and one that does not, also when both are locked', async () => {
    const seen = async (username: string) => {
      const answers: string[] = []
      for (let n = 0; n < 7; n += 1) {
        const answer = await knock(username)
        answers.push(`${answer.statusCode} ${answer.body}`)
      }
      return answers
    }
    expect(await seen('nobody-at-all')).toEqual(await seen('fudaoyuan'))
  })

  test('takes as long for a name that does not exist as for a wrong password', async () => {
    // Each name fewer times than lock it: the tests below sign in.
    const names = ['zhen1', 'zhen2', 'cun', 'kuaiji']
    const { ratio, milliseconds, statements } = await toldApart(12, [
      (round) => knock(names[round % names.length]!, 'Wrong@1234'),
      (round) => knock(`ghost${round % names.length}`, 'Wrong@1234'),
    ])
    console.log(`sign-in: ${milliseconds.map((one) => one.toFixed(1)).join(' and ')} ms of the processor`)
    // Without the same hash of a password it would be threefold and more.
    expect(ratio).toBeLessThan(1.5)
    expect(statements[0]).toEqual(statements[1])
  })

  test('lets 30 attempts a minute through from one address and not one more', async () => {
    const codes: number[] = []
    for (let n = 0; n < 31; n += 1)
      codes.push((await knock('', '', { remoteAddress: '10.2.0.1' })).statusCode)
    expect(codes.filter((code) => code === 429)).toEqual([429])
    expect(codes.at(-1)).toBe(429)
  })

  test('a password is taken as it was typed: blanks, 64 signs and Chinese count, nothing is cut off', async () => {
    const security = await signIn(app, 'anquan')
    const made = await security.post<{ oneTimePassword: string }>('/api/users', {
      username: 'changmima',
      name: '长密码',
      role: 'township',
      area: '990101101',
      bodies: [],
    })
    const person = await signIn(app, 'changmima', made.body.oneTimePassword)
    const next = ` Aa1 葵花${'kuihua xiang '.repeat(5)} `
    expect(Array.from(next).length).toBeGreaterThanOrEqual(64)
    const body = { current: made.body.oneTimePassword, next }
    expect((await person.post('/api/session/password', body)).status).toBe(200)
    expect((await person.get('/api/session')).status).toBe(401)
    await expect(signIn(app, 'changmima', next.trim())).rejects.toThrow('sign-in-wrong')
    await signIn(app, 'changmima', next)
  })

  test('a common password, or one with a name that a guess starts from, is refused with the way out', async () => {
    const person = await signIn(app, 'kuaiji')
    const { bodies } = (await person.get<{ bodies: { name: string }[] }>('/api/session')).body
    const change = (next: string) => person.post('/api/session/password', { current: PASSWORD, next })
    for (const common of ['Admin@123', 'Woaini520!', 'Zhangwei@1990', 'A1b2c3d4']) {
      const refusal = await change(common)
      expect(refusal.status).toBe(422)
      expect(refusal.says).toContain('这个密码太常见')
    }
    for (const named of ['Heshe.tudi7', 'KUAIJI.tudi7', `${bodies[0]!.name.slice(0, 4)}Tk7!`])
      expect((await change(named)).says).toContain('不能包含用户名、合作社名称')
    expect((await person.get('/api/session')).status).toBe(200)
  })
})

describe('The session', () => {
  test('is a random cookie that no script reads and no other site sends, tied to the host over HTTPS', async () => {
    const [first, second] = [await knock('lingdao', PASSWORD), await knock('lingdao', PASSWORD)]
    const token = (answer: typeof first) =>
      /heshe_session=([^;]+)/.exec(String(answer.headers['set-cookie']))![1]!
    expect(token(first)).not.toBe(token(second))
    // 256 random bits in base64url.
    expect(token(first)).toMatch(/^[\w-]{43}$/)
    expect(String(first.headers['set-cookie'])).toMatch(/HttpOnly.*SameSite=Strict/)
    expect(first.body).not.toContain(token(first))
  })

  test('ends on the server at sign-out, and the browser is told to forget', async () => {
    const person = await signIn(app, 'lingdao')
    const out = await app.server.inject({
      method: 'DELETE',
      url: '/api/session',
      headers: { cookie: person.cookie, 'x-heshe-csrf': person.csrf },
    })
    expect(out.headers['clear-site-data']).toBe('"cache"')
    expect((await person.get('/api/session')).status).toBe(401)
  })
})

describe('Every answer', () => {
  test('carries the headers that keep a browser from mistaking or keeping it', async () => {
    const person = await signIn(app, 'xian')
    for (const url of [
      '/api/registers/body?size=1',
      '/api/registers/body/none',
      '/api/registers/body/export.xlsx',
    ]) {
      const { headers } = await app.server.inject({ url, headers: { cookie: person.cookie } })
      const policy = String(headers['content-security-policy'])
      for (const part of [
        "default-src 'self'",
        "script-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
      ])
        expect(policy, url).toContain(part)
      expect(policy).not.toContain('unsafe-eval')
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      })
      expect(headers['access-control-allow-origin']).toBeUndefined()
    }
  })

  test('that is a fault tells nothing of the inside', async () => {
    const person = await signIn(app, 'xian')
    const { statusCode, body } = await app.server.inject({
      url: '/api/registers/body/not-an-id/history',
      headers: { cookie: person.cookie },
    })
    expect(statusCode).toBeLessThan(500)
    expect(body).not.toMatch(/select |node_modules|at .*\.ts|pg_|syntax/)
  })
})

describe('A file', () => {
  const PNG = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )

  async function send(name: string, bytes: Buffer) {
    const person = await signIn(app, 'xian')
    const edge = 'heshe-edge'
    const payload = Buffer.concat([
      Buffer.from(
        `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: image/png\r\n\r\n`,
      ),
      bytes,
      Buffer.from(`\r\n--${edge}--\r\n`),
    ])
    const answer = await app.server.inject({
      method: 'POST',
      url: '/api/files',
      payload,
      headers: {
        cookie: person.cookie,
        'x-heshe-csrf': person.csrf,
        'content-type': `multipart/form-data; boundary=${edge}`,
      },
    })
    return { person, answer }
  }

  test('that is a web page in the dress of a picture is refused; programs and scripts as well', async () => {
    for (const [name, text] of [
      ['photo.png', '<!doctype html><script>alert(1)</script>'],
      ['photo.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
      ['photo.jpg', 'MZ\u0090\u0000\u0003'],
    ] as const)
      expect((await send(name, Buffer.from(text))).answer.statusCode, name).toBe(422)
  })

  test('comes back with the type of its content and a name that cannot break a header', async () => {
    const { person, answer } = await send('../../x%0d%0aset-cookie: a=b.html', PNG)
    expect(answer.statusCode, answer.body).toBe(200)
    const { headers } = await app.server.inject({
      url: `/api/files/${answer.json<{ id: string }>().id}`,
      headers: { cookie: person.cookie },
    })
    expect(headers).toMatchObject({ 'content-type': 'image/png', 'x-content-type-options': 'nosniff' })
    expect(String(headers['content-disposition'])).not.toMatch(/[\r\n]|\.\.\//)
  })
})

test('every test that docs/security.md names exists under that name', () => {
  const whole = readFileSync(path.join(ROOT, 'docs/security.md'), 'utf8')
  const named = [
    ...whole.matchAll(/`((?:server|core|tests|web)\/[^`]+\.(?:test|journey|tour|long)\.ts)` “([^”]+)”/g),
  ]
  expect(named.length).toBeGreaterThan(30)
  const missing = named.filter(([, file, name]) => {
    const at = path.join(ROOT, file!)
    return !existsSync(at) || !readFileSync(at, 'utf8').includes(`'${name}'`)
  })
  expect(missing.map(([, file, name]) => `${file}: ${name}`)).toEqual([])
})
