import {
  IconCake,
  IconCalendarEvent,
  IconEye,
  IconHeartHandshake,
  IconMessageStar,
  IconPackage,
  IconPencilPlus,
  IconRefresh,
  IconRotate,
  IconShoppingCart,
  IconSparkles,
  IconTag,
  IconTruckReturn,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { ReadyCode } from '../../../../server/src/modules/journeys/ready-contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { Page } from '../../ui/Page.tsx'
import classes from './NewJourneyPage.module.css'
import { useBegin } from './useBegin.ts'

const icons: Record<ReadyCode, ComponentType<{ size?: number; stroke?: number }>> = {
  welcome: IconSparkles,
  onboarding: IconHeartHandshake,
  'abandoned-cart': IconShoppingCart,
  browse: IconEye,
  'post-purchase': IconPackage,
  review: IconMessageStar,
  repurchase: IconRefresh,
  'win-back': IconRotate,
  birthday: IconCake,
  'back-in-stock': IconTruckReturn,
  'price-drop': IconTag,
  'shop-event': IconCalendarEvent,
}

/** A journey begins as one that works, or as nothing but an entry and an end. */
export function NewJourneyPage() {
  const { t } = useTexts()
  const begin = useBegin()
  return (
    <Page
      title={t('canvas.new.title')}
      answer={t('canvas.new.answer')}
      parent={{ to: '/journeys', label: t('journeys.title') }}
    >
      <ul className={classes.cards}>
        {ReadyCode.options.map((code) => (
          <Card
            key={code}
            icon={icons[code]}
            title={t(`canvas.ready.${code}`)}
            text={t(`canvas.ready.${code}.text`)}
            busy={begin.isPending && begin.variables === code}
            onPick={() => begin.isPending || begin.mutate(code)}
          />
        ))}
        <Card
          icon={IconPencilPlus}
          title={t('canvas.new.blank')}
          text={t('canvas.new.blank.text')}
          busy={begin.isPending && begin.variables === 'blank'}
          onPick={() => begin.isPending || begin.mutate('blank')}
        />
      </ul>
    </Page>
  )
}

interface CardProps {
  icon: ComponentType<{ size?: number; stroke?: number }>
  title: string
  text: string
  busy: boolean
  onPick: () => void
}

function Card({ icon: Icon, title, text, busy, onPick }: CardProps) {
  return (
    <li>
      <button type="button" className={classes.card} aria-busy={busy} onClick={onPick}>
        <span className={classes.icon}>
          <Icon size={20} stroke={1.5} />
        </span>
        <span className={classes.title}>{title}</span>
        <span className={classes.text}>{text}</span>
      </button>
    </li>
  )
}
