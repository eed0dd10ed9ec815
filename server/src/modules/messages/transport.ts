import { createTransport } from 'nodemailer'

/** A signature for the domain that mails come from, checked by those who receive them. */
export interface DkimKey {
  readonly domain: string
  readonly selector: string
  /** PEM, RSA. */
  readonly privateKey: string
}

export interface TransportOptions {
  /** `smtp://user:password@host:port`, or `smtps://…`. */
  readonly url: string
  readonly connections?: number
  readonly dkim?: DkimKey | undefined
}

export interface OutgoingMail {
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly html: string
  readonly text: string
  readonly messageId: string
  readonly headers: Readonly<Record<string, string>>
}

/** What became of a mail that was handed over, or not. */
export type HandOver =
  | { readonly outcome: 'accepted'; readonly response: string }
  /** The server said no: to the address, or to this message. */
  | {
      readonly outcome: 'address-refused' | 'message-refused'
      readonly detail: string
      readonly gone: boolean
    }
  /** Nothing of it was sent; it may be tried again. `down` when the server could not be reached at all. */
  | { readonly outcome: 'later'; readonly detail: string; readonly down: boolean }
  /** It was lost on the way: the server may have it or not. */
  | { readonly outcome: 'unknown'; readonly detail: string }

export interface MailTransport {
  handOver(mail: OutgoingMail): Promise<HandOver>
  close(): void
}

/** All that a signature covers by default, and the header that makes one-click unsubscribing count. */
const signedHeaders =
  'From:Sender:Reply-To:Subject:Date:Message-ID:To:Cc:MIME-Version:Content-Type:Content-Transfer-Encoding:List-Id:List-Unsubscribe:List-Unsubscribe-Post'

function createPool({ url, connections = 8, dkim }: TransportOptions) {
  return createTransport({
    url,
    pool: true,
    maxConnections: connections,
    maxMessages: Number.POSITIVE_INFINITY,
    maxRequeues: 0,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(dkim && {
      dkim: {
        domainName: dkim.domain,
        keySelector: dkim.selector,
        privateKey: dkim.privateKey,
        headerFieldNames: signedHeaders,
      },
    }),
  })
}

/** A pool of connections to one SMTP server. It tries nothing twice by itself: that is for the ledger. */
export function mailTransport(options: TransportOptions): MailTransport {
  const pool = createPool(options)
  const streams = followStreams(pool)

  return {
    async handOver(mail) {
      try {
        const { response } = await pool.sendMail({ ...mail })
        return { outcome: 'accepted', response }
      } catch (error) {
        return readFailure(error, streams.get(mail.messageId)?.readableDidRead === true)
      } finally {
        streams.delete(mail.messageId)
      }
    },
    close: () => pool.close(),
  }
}

type Pool = ReturnType<typeof createPool>

/** Whether a single byte of a mail left decides between "later" and "nobody knows". */
function followStreams(pool: Pool) {
  const streams = new Map<string, { readonly readableDidRead: boolean }>()
  pool.use('stream', ({ message, data }, done) => {
    const streamOf = message.createReadStream.bind(message)
    message.createReadStream = (options) => {
      const stream = streamOf(options)
      streams.set(String(data.messageId), stream)
      return stream
    }
    done()
  })
  return streams
}

interface SmtpError extends Error {
  code?: string
  command?: string
  responseCode?: number
}

/** Reads a failure so that only a mail of which nothing was sent, or that was refused, is not "unknown". */
export function readFailure(error: unknown, started: boolean): HandOver {
  const { code, command, responseCode, message } = error as SmtpError
  const detail = String(message).slice(0, 300)
  if (code === 'EENVELOPE' && command === 'API') {
    return { outcome: 'address-refused', detail, gone: false }
  }
  const answered = (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode !== undefined
  if (answered && responseCode < 500) return { outcome: 'later', detail, down: false }
  if (answered && command === 'RCPT TO') {
    return { outcome: 'address-refused', detail, gone: isGone(responseCode, detail) }
  }
  if (answered) return { outcome: 'message-refused', detail, gone: false }
  if (started) return { outcome: 'unknown', detail }
  return { outcome: 'later', detail, down: true }
}

/** Whether the server says that there is no such address, rather than that it is full or unwelcome. */
const isGone = (code: number, text: string) =>
  /\b5\.1\.\d|\b5\.2\.1\b/.test(text) || (code !== 552 && code !== 554 && !/\b5\.\d\.\d/.test(text))
