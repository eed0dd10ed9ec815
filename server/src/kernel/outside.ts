import { lookup as resolveName } from 'node:dns/promises'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Networks in which an address that somebody typed has no business: our own, and those beside us. */
const inner = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  inner.addSubnet(network, bits, 'ipv4')
}
for (const [network, bits] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['100::', 64],
  ['2001:db8::', 32],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  inner.addSubnet(network, bits, 'ipv6')
}

/** Whether an address is one of ours, or of a network beside us; IPv4 in the dress of IPv6 included. */
export function isInner(address: string): boolean {
  const family = isIP(address)
  if (family === 0) return true
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return inner.check(mapped, 'ipv4')
  return /^::ffff:/i.test(address) || inner.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

/** What kept an address from being called: it is not allowed, or it did not answer. */
export class CallFailed extends Error {
  readonly reason: 'inner-address' | 'unreachable' | 'timed-out' | 'too-long'

  constructor(reason: CallFailed['reason']) {
    super(reason)
    this.reason = reason
  }
}

export interface OutsideCall {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
  readonly timeoutMs: number
}

export interface OutsideAnswer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

const mostBytes = 100_000

/**
 * Calls an address that somebody of the team typed. The name is resolved once, and what it resolved to is
 * both judged and called, so that it cannot be a stranger when it is judged and ourselves when called;
 * nothing is redirected. `mayCall` names hosts within, `erp:8080`, that the operator allows.
 */
export async function callOutside(
  call: OutsideCall,
  mayCall: readonly string[] = [],
): Promise<OutsideAnswer> {
  const url = new URL(call.url)
  const name = url.hostname.replace(/^\[|\]$/g, '')
  const found = await resolveName(name, { all: true }).catch(() => {
    throw new CallFailed('unreachable')
  })
  const allowed = mayCall.includes(url.host)
  const [first] = allowed ? found : found.filter(({ address }) => !isInner(address))
  if (!first || (!allowed && found.some(({ address }) => isInner(address)))) {
    throw new CallFailed('inner-address')
  }
  const lookup: LookupFunction = (_, options, done) =>
    options.all ? done(null, [first]) : done(null, first.address, first.family)
  return send(url, call, lookup)
}

function send(url: URL, call: OutsideCall, lookup: LookupFunction): Promise<OutsideAnswer> {
  const begin = url.protocol === 'https:' ? requestHttps : requestHttp
  const { method, headers, body, timeoutMs } = call
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs)
    const failed = (error: unknown) => {
      if (error instanceof CallFailed) return reject(error)
      reject(new CallFailed(signal.aborted ? 'timed-out' : 'unreachable'))
    }
    const request = begin(url, { method, headers, lookup, signal, agent: false }, (response) => {
      readAll(response).then(
        (text) =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
        failed,
      )
    })
    request.on('error', failed)
    request.end(body)
  })
}

async function readAll(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of response) {
    size += part.length
    if (size > mostBytes) {
      response.destroy()
      throw new CallFailed('too-long')
    }
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
