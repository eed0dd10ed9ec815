import type { Message } from '../../../server/src/modules/messages/contract.ts'
import type { Translator } from '../texts/translator.ts'

/** Why a message was not sent, as one sentence; nothing where it simply was. */
export function reasonText(t: Translator, { reason, detail }: Message): string {
  return reason ? t(`messages.reason.${reason}`, { detail: detail ?? '' }) : ''
}
