import { Textarea, TextInput } from '@mantine/core'
import type { RefObject } from 'react'
import type { TemplateText } from '../../../server/src/modules/messages/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './TemplatePage.module.css'

interface TextFieldsProps {
  text: TemplateText
  readOnly: boolean
  bodyRef: RefObject<HTMLTextAreaElement | null>
  onChange: (change: Partial<TemplateText>) => void
}

/** What is said in one language: subject, the line after it, and the body. */
export function TextFields({ text, readOnly, bodyRef, onChange }: TextFieldsProps) {
  const { t } = useTexts()
  return (
    <>
      <TextInput
        label={t('messages.edit.subject')}
        maxLength={300}
        readOnly={readOnly}
        value={text.subject}
        onChange={(event) => onChange({ subject: event.target.value })}
      />
      <TextInput
        label={t('messages.edit.preheader')}
        description={t('messages.edit.preheader.hint')}
        maxLength={300}
        readOnly={readOnly}
        value={text.preheader}
        onChange={(event) => onChange({ preheader: event.target.value })}
      />
      <Textarea
        ref={bodyRef}
        label={t('messages.edit.mjml')}
        classNames={{ input: classes.code }}
        spellCheck={false}
        wrap="off"
        readOnly={readOnly}
        value={text.mjml}
        onChange={(event) => onChange({ mjml: event.target.value })}
      />
      <details className={classes.help}>
        <summary>{t('messages.edit.variables')}</summary>
        <p>
          {t.rich('messages.edit.variables.text', {
            customer: <code key="customer">customer.first_name, customer.city…</code>,
            event: <code key="event">lines, total, event.…</code>,
            brand: <code key="brand">brand.name</code>,
            links: <code key="links">shop_url, cart_url, unsubscribe_url, preferences_url</code>,
          })}
        </p>
      </details>
    </>
  )
}
