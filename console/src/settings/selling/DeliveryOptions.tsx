import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import type {
  DeliveryOption,
  OrderSettings,
} from '../../../../server/src/modules/orders/delivery-contract.ts'
import { useSession } from '../../app/session.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { Tag } from '../../ui/Tag.tsx'
import classes from '../Settings.module.css'
import { OptionForm } from './OptionForm.tsx'
import type { PartProps } from './useSelling.ts'

/** The ways in which an order may reach somebody, in the order in which the shop shows them. */
export function DeliveryOptions({ settings, mayChange, save }: PartProps<OrderSettings>) {
  const { t, language, formats } = useTexts()
  const { brand } = useSession()
  const [open, setOpen] = useState<string>()
  const { options } = settings
  const edited = options.find(({ code }) => code === open)
  const priceOf = ({ price, freeFrom }: DeliveryOption) =>
    price === 0
      ? t('settings.selling.free')
      : freeFrom === null
        ? formats.money(price, brand.currency)
        : t('settings.selling.price.freeFrom', {
            price: formats.money(price, brand.currency),
            from: formats.money(freeFrom, brand.currency),
          })
  return (
    <>
      <ul className={classes.options}>
        {options.map((option) => (
          <li key={option.code}>
            <span>
              {option.name[language]}
              <small>{t(`orders.kind.${option.kind}`)}</small>
            </span>
            <span>{priceOf(option)}</span>
            <Tag tone={option.active ? 'good' : 'info'}>
              {t(option.active ? 'settings.selling.on' : 'settings.selling.off')}
            </Tag>
            {mayChange && (
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={t('settings.selling.change.one', { name: option.name[language] })}
                onClick={() => setOpen(option.code)}
              >
                {t('settings.selling.change')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayChange && options.length < 20 && (
        <div>
          <Button variant="default" size="xs" onClick={() => setOpen('')}>
            {t('settings.selling.add')}
          </Button>
        </div>
      )}
      {open !== undefined && (
        <Modal
          opened
          onClose={() => setOpen(undefined)}
          closeButtonProps={{ 'aria-label': t('ui.close') }}
          title={edited ? edited.name[language] : t('settings.selling.add')}
        >
          <OptionForm
            option={edited}
            taken={options.map(({ code }) => code)}
            currency={brand.currency}
            onSave={(option) => {
              save({
                options: edited
                  ? options.map((one) => (one.code === edited.code ? option : one))
                  : [...options, option],
              })
              setOpen(undefined)
            }}
            onRemove={
              edited && options.length > 1
                ? () => {
                    save({ options: options.filter(({ code }) => code !== edited.code) })
                    setOpen(undefined)
                  }
                : undefined
            }
            onClose={() => setOpen(undefined)}
          />
        </Modal>
      )}
    </>
  )
}
