import { Select, TextInput } from '@mantine/core'
import {
  type HookSignature,
  ownSignature,
} from '../../../server/src/modules/thread/hooks/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Webhook.module.css'

/** How the programs sign that people connect most. */
const known: Record<string, HookSignature> = {
  Filrouge: ownSignature,
  Stripe: { header: 'stripe-signature', scheme: 'timed', prefix: '' },
  Shopify: { header: 'x-shopify-hmac-sha256', scheme: 'base64', prefix: '' },
  WooCommerce: { header: 'x-wc-webhook-signature', scheme: 'base64', prefix: '' },
  GitHub: { header: 'x-hub-signature-256', scheme: 'hex', prefix: 'sha256=' },
}

interface SignatureFieldsProps {
  signature: HookSignature
  onChange: (signature: HookSignature) => void
}

export function SignatureFields({ signature, onChange }: SignatureFieldsProps) {
  const { t } = useTexts()
  const { header, scheme, prefix } = signature
  const name = Object.keys(known).find(
    (one) => JSON.stringify(known[one]) === JSON.stringify({ header, scheme, prefix }),
  )
  return (
    <div className={classes.pair}>
      <Select
        label={t('hooks.signedLike')}
        allowDeselect={false}
        value={name ?? 'other'}
        data={[
          ...Object.keys(known).map((value) => ({ value, label: value })),
          { value: 'other', label: t('hooks.signedLike.other') },
        ]}
        onChange={(value) =>
          onChange(known[value ?? ''] ?? { ...signature, header: 'x-signature' })
        }
      />
      {!name && (
        <>
          <TextInput
            label={t('hooks.header')}
            value={header}
            onChange={(event) => onChange({ ...signature, header: event.target.value })}
          />
          <Select
            label={t('hooks.scheme')}
            allowDeselect={false}
            value={scheme}
            data={(['timed', 'hex', 'base64'] as const).map((value) => ({
              value,
              label: t(`hooks.scheme.${value}`),
            }))}
            onChange={(value) =>
              onChange({ ...signature, scheme: (value ?? 'timed') as HookSignature['scheme'] })
            }
          />
          <TextInput
            label={t('hooks.prefix')}
            value={prefix}
            onChange={(event) => onChange({ ...signature, prefix: event.target.value })}
          />
        </>
      )}
    </div>
  )
}
