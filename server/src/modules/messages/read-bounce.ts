import PostalMime from 'postal-mime'

/** What a mail server says that became of a mail of ours. */
export interface BounceReport {
  readonly kind: 'bounce' | 'complaint'
  /** The Message-ID of the mail that it is about; empty when the report does not say. */
  readonly messageId: string
  readonly recipient: string
  /** `5.1.1`; empty for a complaint. */
  readonly status: string
  readonly detail: string
}

/**
 * Reads a delivery status report (RFC 3464) or a complaint (RFC 5965); undefined for any other mail,
 * and for a report that tells of a delay or a delivery.
 */
export async function readBounce(raw: Buffer): Promise<BounceReport | undefined> {
  const { attachments } = await PostalMime.parse(raw, {
    attachmentEncoding: 'utf8',
    forceRfc822Attachments: true,
  })
  const part = (...types: string[]) => {
    const found = attachments.find(({ mimeType }) => types.includes(mimeType))
    return typeof found?.content === 'string' ? found.content : ''
  }
  const status = part('message/delivery-status')
  const complaint = part('message/feedback-report')
  const original = part('message/rfc822', 'text/rfc822-headers', 'message/rfc822-headers')
  const messageId = field(original, 'Message-ID') || field(status, 'Original-Message-ID')
  if (status && /^failed$/i.test(field(status, 'Action'))) {
    return {
      kind: 'bounce',
      messageId,
      recipient: address(field(status, 'Final-Recipient') || field(status, 'Original-Recipient')),
      status: field(status, 'Status'),
      detail: field(status, 'Diagnostic-Code').slice(0, 300),
    }
  }
  if (complaint && /^abuse$/i.test(field(complaint, 'Feedback-Type'))) {
    return {
      kind: 'complaint',
      messageId,
      recipient: address(field(complaint, 'Original-Rcpt-To') || field(original, 'To')),
      status: '',
      detail: 'abuse',
    }
  }
  return undefined
}

/** The value of a header field, its continued lines joined. */
function field(text: string, name: string): string {
  const unfolded = text.replace(/\r?\n[ \t]+/g, ' ')
  const found = new RegExp(`^${name}:(.*)$`, 'im').exec(unfolded)
  return found?.[1]?.trim() ?? ''
}

/** `rfc822; someone@example.fr`, `<someone@example.fr>`. */
const address = (value: string) =>
  value
    .replace(/^[\w-]+;/, '')
    .replace(/[<>]/g, '')
    .trim()
