import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Source } from '../../../server/src/modules/thread/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Tag } from '../ui/Tag.tsx'
import { useSetSecret, useWebhook } from './useWebhook.ts'
import classes from './Webhook.module.css'

/** Where another program sends to, and the secret it signs with. */
export function WebhookPanel({ source }: { source: Source }) {
  const { t } = useTexts()
  const { data: hook, error } = useWebhook(source.id)
  const secret = useSetSecret(source.id)
  const [theirs, setTheirs] = useState('')
  return (
    <Panel title={t('hooks.address')} error={error} isLoading={!hook}>
      {hook && (
        <div className={classes.fields}>
          <Copyable value={hook.url} />
          <p>
            <Tag tone={hook.secret === 'set' ? 'good' : 'warn'}>
              {t(`hooks.secret.${hook.secret}`)}
            </Tag>
          </p>
          {secret.data && (
            <div>
              <p className={classes.quiet}>{t('hooks.secret.once')}</p>
              <Copyable value={secret.data.secret} />
            </div>
          )}
          <form
            className={classes.line}
            onSubmit={(event) => {
              event.preventDefault()
              secret.mutate(theirs.trim() || undefined, { onSuccess: () => setTheirs('') })
            }}
          >
            <TextInput
              type="password"
              autoComplete="off"
              label={t('hooks.secret.theirs')}
              placeholder={t('hooks.secret.new')}
              value={theirs}
              onChange={(event) => setTheirs(event.target.value)}
            />
            <Button type="submit" variant="default" loading={secret.isPending}>
              {t('hooks.secret.action')}
            </Button>
          </form>
        </div>
      )}
    </Panel>
  )
}
