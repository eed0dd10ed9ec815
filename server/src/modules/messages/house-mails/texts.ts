import type { MessageLanguage } from '../contract.ts'

/** What one mail of the house says. `value` is what it is about: a code, or a link with its words. */
interface Words {
  readonly subject: string
  readonly title: string
  readonly text: string
  readonly code?: string
  readonly button?: { readonly label: string; readonly url: string }
  readonly why: string
}

export type HouseMailName = 'privacy-code' | 'export-ready' | 'confirm-consent'

/** The mails that a house must be able to send before anybody has written one. */
export const houseMailTexts: Readonly<
  Record<HouseMailName, Readonly<Record<MessageLanguage, Words>>>
> = {
  'privacy-code': {
    fr: {
      subject: 'Votre code : {{ code }}',
      title: 'Est-ce bien vous ?',
      text: 'Une demande au sujet de vos données nous est parvenue. Donnez ce code à la personne qui vous répond, dans l’heure. Si vous n’avez rien demandé, ne faites rien.',
      code: '{{ code }}',
      why: 'Ce message vérifie une demande ; il n’appelle aucune publicité.',
    },
    en: {
      subject: 'Your code: {{ code }}',
      title: 'Is it really you?',
      text: 'We received a request about your data. Tell this code to the person who answers you, within the hour. If you asked for nothing, do nothing.',
      code: '{{ code }}',
      why: 'This message verifies a request; no advertising will follow.',
    },
  },
  'export-ready': {
    fr: {
      subject: 'La copie de vos données est prête',
      title: 'La copie de vos données est prête',
      text: 'Elle vous attend pendant sept jours. Ne transmettez ce lien à personne : il vaut une clé.',
      button: { label: 'Ouvrir ma copie', url: '{{ export_url }}' },
      why: 'Vous recevez ce message parce que vous avez demandé vos données.',
    },
    en: {
      subject: 'The copy of your data is ready',
      title: 'The copy of your data is ready',
      text: 'It waits for you for seven days. Pass this link on to nobody: it works like a key.',
      button: { label: 'Open my copy', url: '{{ export_url }}' },
      why: 'You receive this message because you asked for your data.',
    },
  },
  'confirm-consent': {
    fr: {
      subject: 'Confirmez votre inscription',
      title: 'Un dernier geste',
      text: 'Vous avez demandé à recevoir les nouvelles de {{ brand.name }}. Confirmez que cette adresse est la vôtre : sans confirmation, nous ne vous écrirons pas.',
      button: { label: 'Confirmer mon adresse', url: '{{ confirm_url }}' },
      why: 'Si vous n’avez rien demandé, ne faites rien : votre adresse ne sera pas inscrite.',
    },
    en: {
      subject: 'Confirm your subscription',
      title: 'One last step',
      text: 'You asked for news from {{ brand.name }}. Confirm that this address is yours: without it we will not write to you.',
      button: { label: 'Confirm my address', url: '{{ confirm_url }}' },
      why: 'If you asked for nothing, do nothing: your address will not be subscribed.',
    },
  },
}

export function houseMjml(language: MessageLanguage, words: Words): string {
  const { title, text, code, button, why } = words
  return `<mjml lang="${language}">
  <mj-head>
    <mj-title>${title}</mj-title>
    <mj-attributes>
      <mj-all font-family="-apple-system, 'Segoe UI', Helvetica, Arial, sans-serif" />
      <mj-text color="#2b2624" font-size="16px" line-height="1.55" />
      <mj-section background-color="#ffffff" padding="0 16px" />
    </mj-attributes>
  </mj-head>
  <mj-body background-color="#f4f1ed" width="560px">
    <mj-section background-color="#f4f1ed" padding="24px 16px 12px">
      <mj-column><mj-text align="center" font-family="Georgia, 'Times New Roman', serif" font-size="22px">{{ brand.name }}</mj-text></mj-column>
    </mj-section>
    <mj-section border-top="3px solid #c8102e" padding="32px 16px">
      <mj-column>
        <mj-text font-family="Georgia, 'Times New Roman', serif" font-size="26px" line-height="1.25">${title}</mj-text>
        <mj-text>${text}</mj-text>
        ${code ? `<mj-text align="center" font-size="34px" letter-spacing="8px" font-family="ui-monospace, Consolas, monospace">${code}</mj-text>` : ''}
        ${button ? `<mj-button href="${button.url}" background-color="#2b2624" color="#ffffff" font-size="16px" font-weight="600" border-radius="8px" inner-padding="16px 28px" width="100%">${button.label}</mj-button>` : ''}
      </mj-column>
    </mj-section>
    <mj-section background-color="#f4f1ed" padding="20px 16px 40px">
      <mj-column><mj-text align="center" color="#6b645f" font-size="13px">${why}</mj-text></mj-column>
    </mj-section>
  </mj-body>
</mjml>`
}
