import {
  IconBell,
  IconBrandInstagram,
  IconBuildingStore,
  IconDeviceMobile,
  IconMail,
  IconMessage,
  IconMessageCircle,
  IconNeedleThread,
  IconPhone,
  IconServer2,
  IconWorld,
} from '@tabler/icons-react'
import type { Channel } from '../../../server/src/modules/thread/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'

/** One drawing per channel, never a colour: colours are for states. */
const icons = {
  web: IconWorld,
  app: IconDeviceMobile,
  shop: IconBuildingStore,
  email: IconMail,
  sms: IconMessage,
  push: IconBell,
  social: IconBrandInstagram,
  chat: IconMessageCircle,
  call: IconPhone,
  api: IconServer2,
} satisfies Record<Channel, unknown>

interface ChannelIconProps {
  channel: Channel
  size?: number
  /** Next to its name, the drawing says nothing more. */
  decorative?: boolean
}

export function ChannelIcon({ channel, size = 16, decorative = false }: ChannelIconProps) {
  const { t } = useTexts()
  const Icon = icons[channel]
  if (decorative) return <Icon size={size} stroke={1.5} aria-hidden />
  const name = t(`channels.${channel}`)
  return <Icon size={size} stroke={1.5} role="img" aria-label={name} title={name} />
}

/** What Filrouge itself did, on no channel. */
export function OwnIcon({ size = 16 }: { size?: number }) {
  const { t } = useTexts()
  const name = t('thread.live.ourselves')
  return <IconNeedleThread size={size} stroke={1.5} role="img" aria-label={name} title={name} />
}

/** Icon and name, as in a cell or a filter. */
export function ChannelName({ channel }: { channel: Channel }) {
  const { t } = useTexts()
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 6 }}>
      <ChannelIcon channel={channel} decorative />
      {t(`channels.${channel}`)}
    </span>
  )
}
