import { ActionIcon } from '@mantine/core'
import { IconArrowUp, IconBroadcast, IconX } from '@tabler/icons-react'
import {
  JourneyChannel,
  type StepOf,
} from '../../../../server/src/modules/journeys/step-contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { InlineSelect } from '../../ui/InlineSelect.tsx'
import classes from '../fields/Fields.module.css'
import type { FormProps, KindOf } from './kind.ts'

type Channel = StepOf<'channel'>

export const channel: KindOf<Channel> = {
  icon: IconBroadcast,
  group: 'choose',
  fresh: (id, next) => ({
    ...{ id, kind: 'channel', prefer: 'listed', otherwise: next },
    channels: [{ channel: 'email', next }],
  }),
  wayTexts: ({ t }, { channels }) => [
    ...channels.map((one) => t(`steps.channel.of.${one.channel}`)),
    t('steps.channel.otherwise'),
  ],
  title: ({ t }) => t('steps.channel.title'),
  subtitle: ({ t }, { channels }) =>
    channels.map((one) => t(`steps.channel.of.${one.channel}`)).join(' · '),
  explain: ({ t }, { prefer }) => t('steps.channel.explain', { prefer }),
  Form: ChannelForm,
}

function ChannelForm({ step, onChange }: FormProps<Channel>) {
  const { t } = useTexts()
  const { channels, otherwise, prefer } = step
  const set = (changed: Channel['channels']) => onChange({ ...step, channels: changed })
  const left = JourneyChannel.options.filter((one) =>
    channels.every((listed) => listed.channel !== one),
  )
  return (
    <>
      <InlineSelect
        label={t('steps.channel.prefer')}
        value={prefer}
        options={(['listed', 'used'] as const).map((value) => ({
          value,
          label: t(`steps.channel.prefer.${value}`),
        }))}
        onChange={(chosen) => onChange({ ...step, prefer: chosen })}
      />
      <div className={classes.rows}>
        {channels.map((one, index) => (
          <div key={one.channel} className={classes.row}>
            <span className={classes.words}>{t(`steps.channel.of.${one.channel}`)}</span>
            <span className={classes.words}>
              {index > 0 && (
                <ActionIcon
                  size={28}
                  aria-label={t('steps.channel.up')}
                  onClick={() => set([one, ...channels.toSpliced(index, 1)])}
                >
                  <IconArrowUp size={14} stroke={1.6} />
                </ActionIcon>
              )}
              {channels.length > 1 && (
                <ActionIcon
                  size={28}
                  aria-label={t('steps.branch.remove')}
                  onClick={() => set(channels.toSpliced(index, 1))}
                >
                  <IconX size={14} stroke={1.6} />
                </ActionIcon>
              )}
            </span>
          </div>
        ))}
      </div>
      {left.length > 0 && (
        <InlineSelect
          label={t('steps.channel.add')}
          value=""
          options={[
            { value: '', label: t('steps.channel.add') },
            ...left.map((value) => ({
              value: value as string,
              label: t(`steps.channel.of.${value}`),
            })),
          ]}
          onChange={(chosen) => {
            const added = left.find((one) => one === chosen)
            if (added) set([...channels, { channel: added, next: otherwise }])
          }}
        />
      )}
    </>
  )
}
