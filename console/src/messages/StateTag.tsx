import type { MessageState } from '../../../server/src/modules/messages/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tag, type Tone } from '../ui/Tag.tsx'

const tones: Record<MessageState, Tone> = {
  planned: 'info',
  claimed: 'info',
  handed_over: 'good',
  held: 'warn',
  refused: 'plain',
  failed: 'bad',
  unknown: 'warn',
  bounced: 'bad',
}

/** Where a message is; what was rightly not sent is no alarm. */
export function StateTag({ state }: { state: MessageState }) {
  const { t } = useTexts()
  return <Tag tone={tones[state]}>{t(`messages.state.${state}`)}</Tag>
}
