import type { Db } from '../../kernel/database.ts'
import { noMessage } from '../consent/index.ts'
import type { MailHouse } from './compose.ts'
import type { PreviewInput } from './contract.ts'
import { preview } from './preview.ts'
import { SendFailed } from './refusals.ts'
import type { MailTransport } from './transport.ts'

/**
 * Sends what a given customer would get to somebody of the team. The customer is not written to, so
 * it is no message of theirs: no row, no consent, no links that count.
 */
export async function testSend(
  db: Db,
  house: MailHouse,
  transport: MailTransport,
  { templateId, to, input }: { templateId: string; to: string; input: PreviewInput },
): Promise<void> {
  const { subject, html, text, missing, failures } = await preview(db, house, templateId, input)
  if (missing.length > 0) {
    throw new SendFailed({ reason: 'missing-variable', detail: missing.join(', ') })
  }
  if (failures.length > 0) {
    throw new SendFailed({ reason: 'template-failed', detail: failures.join(', ') })
  }
  const result = await transport.handOver({
    from: house.from,
    to,
    subject: `[Test] ${subject}`,
    html,
    text,
    messageId: `<${noMessage}.test.${performance.now()}@${new URL(house.baseUrl).hostname}>`,
    headers: {},
  })
  if (result.outcome !== 'accepted') {
    throw new SendFailed({ reason: result.outcome, detail: result.detail })
  }
}
