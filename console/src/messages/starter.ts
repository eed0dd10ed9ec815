import type { TemplateText } from '../../../server/src/modules/messages/contract.ts'
import type { Translator } from '../texts/translator.ts'

/** A first text that can already be sent: a greeting, a place for words, the way out. */
export function starterText(t: Translator, language: string): TemplateText {
  return {
    subject: t('messages.new.subject', { brand: '{{ brand.name }}' }),
    preheader: '',
    mjml: `<mjml lang="${language}">
  <mj-body background-color="#f4f1ed">
    <mj-section background-color="#ffffff" padding="32px 16px">
      <mj-column>
        <mj-text font-size="22px">{{ brand.name }}</mj-text>
        <mj-text font-size="16px" line-height="1.55">${t('messages.new.hello')}</mj-text>
        <mj-text font-size="16px" line-height="1.55">${t('messages.new.text')}</mj-text>
      </mj-column>
    </mj-section>
    <mj-section padding="16px">
      <mj-column>
        <mj-text align="center" font-size="13px" color="#6b645f">
          <a href="{{ unsubscribe_url }}" style="color:#6b645f">${t('messages.new.unsubscribe')}</a>
        </mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`,
  }
}
