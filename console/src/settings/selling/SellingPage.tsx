import type { ReactNode } from 'react'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SettingsTabs } from '../../ui/SettingsTabs.tsx'
import classes from '../Settings.module.css'
import { CartsForm } from './CartsForm.tsx'
import { DelaysForm } from './DelaysForm.tsx'
import { DeliveryOptions } from './DeliveryOptions.tsx'
import { RoutingForm } from './RoutingForm.tsx'
import { useCartSettings, useOrderSettings } from './useSelling.ts'

/** By which rules the house sells: how orders reach people, from where, how long what waits. */
export function SellingPage() {
  const { t } = useTexts()
  const orders = useOrderSettings()
  const carts = useCartSettings()
  const { data } = orders
  const of = data && { ...orders, settings: data }
  // A form begins again with what was saved.
  const key = JSON.stringify(data)
  return (
    <Page title={t('settings.title')} answer={t('settings.selling.answer')}>
      <SettingsTabs />
      <div className={classes.columns}>
        <div className={classes.column}>
          <Card title={t('settings.selling.options')} of={orders}>
            {of && <DeliveryOptions {...of} />}
          </Card>
          <Card title={t('settings.selling.routing')} of={orders}>
            {of && <RoutingForm key={key} {...of} />}
          </Card>
        </div>
        <div className={classes.column}>
          <Card title={t('settings.selling.delays')} of={orders}>
            {of && <DelaysForm key={key} {...of} />}
          </Card>
          <Card title={t('settings.selling.carts')} of={carts}>
            {carts.data && (
              <CartsForm key={JSON.stringify(carts.data)} {...carts} settings={carts.data} />
            )}
          </Card>
        </div>
      </div>
    </Page>
  )
}

interface CardProps {
  title: string
  of: { error: unknown; data: unknown }
  children: ReactNode
}

const Card = ({ title, of, children }: CardProps) => (
  <div className={classes.card}>
    <Panel title={title} error={of.error} isLoading={!of.data}>
      {children}
    </Panel>
  </div>
)
