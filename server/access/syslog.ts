/** Lines for a log server (RFC 5424), each with its length before it (RFC 6587, octet counting), over TCP or TLS. */
import { connect, isIP } from 'node:net'
import { connect as connectTls, rootCertificates } from 'node:tls'

export interface LogLine {
  at: Date
  /** What kind of line: SIGNIN, REFUSED, AUDIT, LINK, TEST. */
  kind: string
  /** 10 security, 13 audit. */
  facility: 10 | 13
  /** 4 warning, 6 information. */
  severity: 4 | 6
  /** Names of ASCII letters. */
  data: Readonly<Record<string, string>>
  /** One sentence for people. */
  says: string
}

export interface LogTarget {
  host: string
  port: number
  tls: boolean
  /** A certificate that is trusted beside those of the system, in PEM. */
  ca: string | null
}

/** The number that RFC 5612 keeps for examples: this product has none of its own. */
const ID = 'heshe@32473'
const BOM = '\uFEFF'
/** What a header may hold: printable ASCII without blanks. */
const NO_HEADER = /[^\x21-\x7e]/g

/** One line with its length before it. */
export function frame(line: LogLine, host: string): Buffer {
  const data = Object.entries(line.data)
    .map(([name, value]) => ` ${name}="${value.replaceAll(/["\\\]]/g, String.raw`\$&`)}"`)
    .join('')
  const head = `<${line.facility * 8 + line.severity}>1 ${line.at.toISOString()} ${host.replaceAll(NO_HEADER, '') || '-'} heshe - ${line.kind}`
  const text = Buffer.from(`${head} [${ID}${data}] ${BOM}${oneLine(line.says)}`)
  return Buffer.concat([Buffer.from(`${text.length} `), text])
}

const oneLine = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ')

/**
 * Sends and waits until the other machine has taken all of it and closed: a line that was on its way when the other
 * machine went away counts as not sent. Throws what went wrong.
 */
export function send(target: LogTarget, frames: readonly Buffer[], timeoutMs = 10_000): Promise<void> {
  const { host, port, tls, ca } = target
  return new Promise((resolve, reject) => {
    const socket = tls
      ? connectTls({
          host,
          port,
          minVersion: 'TLSv1.2',
          ...(isIP(host) === 0 && { servername: host }),
          ...(ca !== null && { ca: [...rootCertificates, ca] }),
        })
      : connect({ host, port })
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error('timeout')))
    socket.once(tls ? 'secureConnect' : 'connect', () => {
      socket.resume()
      socket.end(Buffer.concat(frames))
    })
    socket.once('error', reject)
    socket.once('close', (failed) => (failed ? reject(new Error('closed')) : resolve()))
  })
}

const SAYS: Readonly<Record<string, string>> = {
  ECONNREFUSED: '对方没有在这个端口接收，请核对地址和端口，或对方的服务没有启动',
  ENOTFOUND: '找不到这个地址，请核对写法',
  EAI_AGAIN: '找不到这个地址，请核对写法和本机的域名设置',
  ETIMEDOUT: '连接不上，请核对地址和防火墙',
  EHOSTUNREACH: '连接不上，请核对地址和防火墙',
  ENETUNREACH: '连接不上，请核对网络',
  ECONNRESET: '对方中断了连接，没有收完',
  EPIPE: '对方中断了连接，没有收完',
  EPROTO: '对方不是用 TLS 接收的，请核对端口，或改为不用 TLS',
}

/** What went wrong, and what to do. */
export function troubleOfSending(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (error instanceof Error && error.message === 'timeout')
    return '对方没有在 10 秒内收完，请核对地址和防火墙'
  if (/CERT|SELF_SIGNED|ALTNAME|UNABLE_TO|ERR_TLS/.test(code))
    return '对方的证书没有通过核对，请填写签发它的根证书，并用证书上的名称作地址'
  return SAYS[code] ?? (code.startsWith('ERR_SSL') ? SAYS['EPROTO']! : '没有送出，请核对地址、端口和网络')
}
