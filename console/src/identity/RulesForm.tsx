import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type IdentityRules,
  IdentitySettings,
  RulePreview,
} from '../../../server/src/modules/customers/identity-contract.ts'
import { send } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { Refused } from '../ui/Refused.tsx'
import { BlockedField } from './BlockedField.tsx'
import { FormsFields } from './FormsFields.tsx'
import classes from './Identity.module.css'
import { LimitsField } from './LimitsField.tsx'
import { PreviewPanel } from './PreviewPanel.tsx'
import { PriorityField } from './PriorityField.tsx'
import { rulesKey } from './useIdentity.ts'

/** The rules as they are, and as they might be: what a change would do is shown before it holds. */
export function RulesForm({ settings }: { settings: IdentitySettings }) {
  const { t } = useTexts()
  const can = useCan()
  const { notify } = useNotify()
  const queries = useQueryClient()
  const [rules, setRules] = useState<IdentityRules>(settings.rules)
  const isSame = JSON.stringify(rules) === JSON.stringify(settings.rules)
  const isUsual = JSON.stringify(rules) === JSON.stringify(settings.defaults)
  const mayWrite = can('identity:write')
  const look = useMutation({
    mutationFn: () => send('POST', '/api/identity/preview', { rules }, { answer: RulePreview }),
  })
  const save = useMutation({
    mutationFn: (to: IdentityRules) =>
      send('PUT', '/api/identity/rules', to, { answer: IdentitySettings }),
    onSuccess: (saved) => {
      queries.setQueryData(rulesKey, saved)
    },
  })
  const change = (part: Partial<IdentityRules>) => {
    look.reset()
    setRules({ ...rules, ...part })
  }
  const submit = () =>
    save.mutate(rules, {
      onSuccess: () =>
        notify(t('identity.rules.saved'), { undo: () => save.mutate(settings.rules) }),
    })
  return (
    <fieldset className={classes.rules} disabled={!mayWrite} aria-label={t('identity.side.rules')}>
      <div className={classes.columns}>
        <LimitsField rules={rules} onChange={change} />
        <div className={classes.list}>
          <PriorityField rules={rules} onChange={change} />
          <FormsFields rules={rules} onChange={change} />
        </div>
      </div>
      <BlockedField rules={rules} onChange={change} />
      {mayWrite && (
        <div className={classes.bar}>
          <Button disabled={isSame} loading={save.isPending} onClick={submit}>
            {t('identity.rules.save')}
          </Button>
          <Button variant="default" loading={look.isPending} onClick={() => look.mutate()}>
            {t(isSame ? 'identity.preview.now' : 'identity.preview.look')}
          </Button>
          {!isUsual && (
            <Button variant="subtle" color="gray" onClick={() => change(settings.defaults)}>
              {t('identity.rules.usual')}
            </Button>
          )}
          <p className={classes.hint}>{t('identity.rules.hint')}</p>
        </div>
      )}
      <Refused error={save.error ?? look.error} />
      {look.data && <PreviewPanel preview={look.data} holds={isSame} />}
    </fieldset>
  )
}
