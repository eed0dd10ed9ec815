import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type { Source } from '../../../server/src/modules/thread/contract.ts'
import type { Webhook } from '../../../server/src/modules/thread/hooks/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { Section } from '../ui/Page.tsx'
import { draftOf, mappingOf } from './draft.ts'
import { MappingFields } from './MappingFields.tsx'
import { PayloadPreview } from './PayloadPreview.tsx'
import { SignatureFields } from './SignatureFields.tsx'
import { useChangeWebhook, useWebhook } from './useWebhook.ts'
import classes from './Webhook.module.css'

/** What the JSON of another program means, tried on the last that came. */
export function WebhookEditor({ source }: { source: Source }) {
  const { t } = useTexts()
  const { data: hook } = useWebhook(source.id)
  return (
    <Section title={t('hooks.mapping')}>
      {hook && <Editor sourceId={source.id} hook={hook} key={JSON.stringify(hook.mapping)} />}
    </Section>
  )
}

function Editor({ sourceId, hook }: { sourceId: string; hook: Webhook }) {
  const { t } = useTexts()
  const { notify } = useNotify()
  const change = useChangeWebhook(sourceId)
  const [signature, setSignature] = useState(hook.signature)
  const [draft, setDraft] = useState(() => draftOf(hook.mapping))
  const mapping = mappingOf(draft)
  const [tried] = useDebouncedValue(mapping, 300)
  return (
    <div className={classes.columns}>
      <div className={classes.fields}>
        <SignatureFields signature={signature} onChange={setSignature} />
        <MappingFields draft={draft} onChange={setDraft} />
        <div className={classes.end}>
          {!mapping && <span className={classes.quiet}>{t('hooks.flawed')}</span>}
          <Button
            disabled={!mapping}
            loading={change.isPending}
            onClick={() =>
              mapping &&
              change.mutate({ signature, mapping }, { onSuccess: () => notify(t('hooks.saved')) })
            }
          >
            {t('hooks.save')}
          </Button>
        </div>
      </div>
      <PayloadPreview sourceId={sourceId} last={hook.last} mapping={tried} />
    </div>
  )
}
