import { Button, SegmentedControl } from '@mantine/core'
import { useSessionStorage } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { CustomerSummary } from '../../../server/src/modules/customers/contract.ts'
import {
  MessageLanguage,
  Template,
  type TemplateContents,
  type TemplateText,
  type TemplateVersion,
} from '../../../server/src/modules/messages/contract.ts'
import { send } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { nameOf } from '../ui/CustomerPicker.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { Page } from '../ui/Page.tsx'
import { Tag } from '../ui/Tag.tsx'
import { Checks } from './Checks.tsx'
import { checksOf } from './checks.ts'
import { PreviewPane } from './PreviewPane.tsx'
import { starterText } from './starter.ts'
import classes from './TemplatePage.module.css'
import { TestDialog } from './TestDialog.tsx'
import { TextFields } from './TextFields.tsx'
import { TextVersions } from './TextVersions.tsx'
import { useAnybody } from './useAnybody.ts'
import { usePreview } from './usePreview.ts'
import { useSampleEvent } from './useSampleEvent.ts'

const noText: TemplateContents = {}

interface TemplateEditorProps {
  template: Template
  /** All its texts, the published one first. */
  versions: TemplateVersion[]
}

/** The composer. What is written stays in this tab until it is published, whatever page one goes to. */
export function TemplateEditor({ template, versions }: TemplateEditorProps) {
  const { version = 0, contents: published = noText } = versions[0] ?? {}
  const { t, formats } = useTexts()
  const can = useCan()
  const [contents, setContents, forget] = useSessionStorage<TemplateContents>({
    // A draft belongs to the version that it changes, and is forgotten with it.
    key: `filrouge.template.${template.id}.${version}`,
    defaultValue: published,
    getInitialValueInEffect: false,
  })
  const [language, setLanguage] = useState<MessageLanguage>(contents.fr ? 'fr' : 'en')
  const [chosen, setCustomer] = useState<CustomerSummary>()
  const anybody = useAnybody()
  const customer = chosen ?? anybody
  const [edited, setEdited] = useState<object>()
  const [testing, setTesting] = useState(false)
  const body = useRef<HTMLTextAreaElement>(null)
  const found = useSampleEvent(customer?.id)
  const event = edited ?? found
  const asked = { templateId: template.id, customerId: customer?.id, language, contents, event }
  const rendering = usePreview(asked)
  const publish = usePublish(template)

  const text = contents[language]
  const dirty = JSON.stringify(contents) !== JSON.stringify(published)
  const checks = checksOf({ ...rendering, contents })
  const mayWrite = can('messages:write')
  const change = (changed: Partial<TemplateText>) =>
    setContents({ ...contents, [language]: { ...(text ?? starterText(t, language)), ...changed } })

  return (
    <Page
      title={template.name}
      parent={{ to: '/messages', label: t('messages.title') }}
      answer={
        <span className={classes.answer}>
          {t('messages.versionLabel', { version })}
          <span>{t(`messages.purpose.${template.purpose}`)}</span>
          {dirty && <Tag tone="warn">{t('messages.edit.unsaved')}</Tag>}
        </span>
      }
      actions={
        <>
          {dirty && (
            <Button variant="subtle" color="gray" onClick={forget}>
              {t('messages.edit.revert')}
            </Button>
          )}
          {can('messages:send') && (
            <Button
              variant="default"
              disabled={!customer}
              title={customer ? undefined : t('messages.test.needsCustomer')}
              onClick={() => setTesting(true)}
            >
              {t('messages.test.action')}
            </Button>
          )}
          {mayWrite && (
            <Button
              disabled={!dirty}
              loading={publish.isPending}
              onClick={() => publish.mutate(contents)}
            >
              {t('messages.edit.save', { version: version + 1 })}
            </Button>
          )}
        </>
      }
    >
      <div className={classes.columns}>
        <section className={classes.text} aria-label={t('messages.edit.languages')}>
          <SegmentedControl
            size="xs"
            aria-label={t('messages.edit.languages')}
            value={language}
            onChange={(value) => setLanguage(MessageLanguage.parse(value))}
            data={MessageLanguage.options.map((value) => ({
              value,
              label: formats.language(value),
            }))}
          />
          {text ? (
            <TextFields text={text} readOnly={!mayWrite} bodyRef={body} onChange={change} />
          ) : (
            <Button variant="default" onClick={() => change({})} disabled={!mayWrite}>
              {t('messages.edit.addLanguage', { language: formats.language(language) })}
            </Button>
          )}
          <TextVersions versions={versions} onTake={mayWrite ? setContents : undefined} />
        </section>
        <section className={classes.preview} aria-label={t('messages.preview.title')}>
          <PreviewPane
            customer={customer}
            onCustomer={(picked) => {
              setCustomer(picked)
              setEdited(undefined)
            }}
            rendering={rendering}
            event={event}
            onEvent={setEdited}
          >
            <Checks checks={checks} bodyRef={body} isReading={rendering.isReading} />
          </PreviewPane>
        </section>
      </div>
      {testing && customer && (
        <TestDialog
          asked={{ ...asked, customerId: customer.id }}
          name={nameOf(customer) ?? t('customers.noName')}
          onClose={() => setTesting(false)}
        />
      )}
    </Page>
  )
}

function usePublish(template: Template) {
  const { t } = useTexts()
  const queries = useQueryClient()
  const { notify, notifyProblem } = useNotify()
  return useMutation({
    mutationFn: (contents: TemplateContents) =>
      send(
        'POST',
        `/api/messages/templates/${template.id}/versions`,
        { name: template.name, contents },
        { answer: Template },
      ),
    onSuccess: async ({ version }) => {
      await queries.invalidateQueries({ queryKey: ['messages', 'templates'] })
      notify(t('messages.edit.saved', { version }))
    },
    onError: notifyProblem,
  })
}
