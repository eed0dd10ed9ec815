import type { PrivacyRequest } from '../../../server/src/modules/consent/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tag, type Tone } from '../ui/Tag.tsx'

const tones: Record<PrivacyRequest['state'], Tone> = {
  asked: 'warn',
  verified: 'info',
  running: 'info',
  done: 'good',
  refused: 'plain',
}

export function RequestState({ request }: { request: PrivacyRequest }) {
  const { t } = useTexts()
  return <Tag tone={tones[request.state]}>{t(`consent.requests.state.${request.state}`)}</Tag>
}
