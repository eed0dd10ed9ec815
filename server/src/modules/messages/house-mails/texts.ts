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

export type HouseMailName =
  | 'privacy-code'
  | 'privacy-proof'
  | 'export-ready'
  | 'confirm-consent'
  | 'sign-in-code'
  | 'order-confirmed'
  | 'order-reserved'
  | 'order-ready'
  | 'order-reminder'
  | 'order-shipped'
  | 'order-cancelled'
  | 'order-refunded'
  | 'order-short'
  | 'order-to-pay'

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
  'privacy-proof': {
    fr: {
      subject: 'Avez-vous demandé une copie de vos données ?',
      title: 'Est-ce bien vous ?',
      text: 'Une copie de vos données nous a été demandée depuis la page de vos préférences. Confirmez dans la journée que c’est bien vous : elle vous sera préparée.',
      button: { label: 'Oui, je la demande', url: '{{ proof_url }}' },
      why: 'Si vous n’avez rien demandé, ne faites rien : rien ne sera remis à personne.',
    },
    en: {
      subject: 'Did you ask for a copy of your data?',
      title: 'Is it really you?',
      text: 'A copy of your data was asked for from the page of your preferences. Confirm within a day that it was you, and it will be made for you.',
      button: { label: 'Yes, I ask for it', url: '{{ proof_url }}' },
      why: 'If you asked for nothing, do nothing: nothing will be given to anybody.',
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
  'sign-in-code': {
    fr: {
      subject: 'Votre code de connexion : {{ code }}',
      title: 'Votre code',
      text: 'Saisissez ce code sur la page que vous venez de quitter. Il sert une fois, pendant dix minutes. Ne le donnez à personne.',
      code: '{{ code }}',
      why: 'Si vous n’avez rien demandé, ne faites rien : personne n’entre sans ce code.',
    },
    en: {
      subject: 'Your sign-in code: {{ code }}',
      title: 'Your code',
      text: 'Type this code on the page you just left. It works once, for ten minutes. Give it to nobody.',
      code: '{{ code }}',
      why: 'If you asked for nothing, do nothing: nobody gets in without this code.',
    },
  },
  'order-confirmed': {
    fr: {
      subject: 'Commande {{ number }} confirmée',
      title: 'Merci, c’est confirmé',
      text: 'Votre commande {{ number }} est enregistrée : {{ articles }}. Total : {{ total }}. {{ delivery }}',
      button: { label: 'Suivre ma commande', url: '{{ order_url }}' },
      why: 'Vous recevez ce message parce que vous avez passé une commande.',
    },
    en: {
      subject: 'Order {{ number }} confirmed',
      title: 'Thank you, it is confirmed',
      text: 'Your order {{ number }} is in: {{ articles }}. Total: {{ total }}. {{ delivery }}',
      button: { label: 'Follow my order', url: '{{ order_url }}' },
      why: 'You receive this message because you placed an order.',
    },
  },
  'order-reserved': {
    fr: {
      subject: 'Réservé pour vous : {{ articles }}',
      title: 'C’est mis de côté',
      text: '{{ articles }} vous attend à {{ shop }} jusqu’au {{ until }}. Vous payez en magasin : {{ total }}. Donnez ce code à la caisse.',
      code: '{{ code }}',
      button: { label: 'Voir ma réservation', url: '{{ order_url }}' },
      why: 'Vous recevez ce message parce que vous avez réservé en magasin.',
    },
    en: {
      subject: 'Reserved for you: {{ articles }}',
      title: 'It is put aside',
      text: '{{ articles }} waits for you at {{ shop }} until {{ until }}. You pay in the shop: {{ total }}. Tell this code at the till.',
      code: '{{ code }}',
      button: { label: 'See my reservation', url: '{{ order_url }}' },
      why: 'You receive this message because you reserved in a shop.',
    },
  },
  'order-ready': {
    fr: {
      subject: 'Votre commande {{ number }} est prête',
      title: 'Votre commande vous attend',
      text: 'Elle est prête à {{ shop }}, jusqu’au {{ until }}. Donnez ce code, ou montrez le QR de la page de suivi.',
      code: '{{ code }}',
      button: { label: 'Montrer le QR', url: '{{ order_url }}' },
      why: 'Vous recevez ce message parce que vous avez passé une commande à retirer.',
    },
    en: {
      subject: 'Your order {{ number }} is ready',
      title: 'Your order is waiting',
      text: 'It is ready at {{ shop }}, until {{ until }}. Tell this code, or show the QR on the order’s page.',
      code: '{{ code }}',
      button: { label: 'Show the QR', url: '{{ order_url }}' },
      why: 'You receive this message because you placed an order to collect.',
    },
  },
  'order-reminder': {
    fr: {
      subject: 'N’oubliez pas : {{ articles }} vous attend',
      title: 'Elle vous attend toujours',
      text: '{{ articles }} vous attend à {{ shop }} jusqu’au {{ until }}. Ensuite, nous remettons l’article en rayon.',
      button: { label: 'Voir ma commande', url: '{{ order_url }}' },
      why: 'Vous recevez ce message parce qu’une commande vous attend en magasin.',
    },
    en: {
      subject: 'Do not forget: {{ articles }} is waiting',
      title: 'It is still waiting',
      text: '{{ articles }} waits for you at {{ shop }} until {{ until }}. After that it goes back on the shelf.',
      button: { label: 'See my order', url: '{{ order_url }}' },
      why: 'You receive this message because an order waits for you in a shop.',
    },
  },
  'order-shipped': {
    fr: {
      subject: 'Votre commande {{ number }} est partie',
      title: 'Votre colis est en route',
      text: 'Dans ce colis : {{ articles }}. {{ tracking }}',
      button: { label: 'Suivre ma commande', url: '{{ order_url }}' },
      why: 'Vous recevez ce message parce que vous avez passé une commande.',
    },
    en: {
      subject: 'Your order {{ number }} is on its way',
      title: 'Your parcel is on its way',
      text: 'In this parcel: {{ articles }}. {{ tracking }}',
      button: { label: 'Follow my order', url: '{{ order_url }}' },
      why: 'You receive this message because you placed an order.',
    },
  },
  'order-cancelled': {
    fr: {
      subject: 'Commande {{ number }} annulée',
      title: 'Votre commande est annulée',
      text: '{{ because }} Ce que vous avez payé vous est rendu par le même moyen.',
      button: { label: 'Voir ma commande', url: '{{ order_url }}' },
      why: 'Vous recevez ce message parce que vous avez passé une commande.',
    },
    en: {
      subject: 'Order {{ number }} cancelled',
      title: 'Your order is cancelled',
      text: '{{ because }} What you paid is given back the way you paid it.',
      button: { label: 'See my order', url: '{{ order_url }}' },
      why: 'You receive this message because you placed an order.',
    },
  },
  'order-refunded': {
    fr: {
      subject: 'Remboursement de {{ amount }} pour la commande {{ number }}',
      title: 'Nous vous avons remboursé',
      text: '{{ amount }} vous sont rendus par le moyen de votre paiement. Selon votre banque, cela prend quelques jours.',
      button: { label: 'Voir ma commande', url: '{{ order_url }}' },
      why: 'Vous recevez ce message parce que vous avez rendu un article ou annulé une commande.',
    },
    en: {
      subject: 'Refund of {{ amount }} for order {{ number }}',
      title: 'We have refunded you',
      text: '{{ amount }} goes back the way you paid. Depending on your bank that takes a few days.',
      button: { label: 'See my order', url: '{{ order_url }}' },
      why: 'You receive this message because you returned something or cancelled an order.',
    },
  },
  'order-short': {
    fr: {
      subject: 'Il manque un article à votre commande {{ number }}',
      title: 'Une partie de votre commande manque',
      text: 'Nous n’avons plus : {{ missing }}. Nous en sommes désolés. Ces {{ amount }} ne vous sont pas pris, ou vous sont rendus par le moyen de votre paiement. Le reste de votre commande suit son cours.',
      button: { label: 'Voir ma commande', url: '{{ order_url }}' },
      why: 'Vous recevez ce message parce que vous avez passé une commande.',
    },
    en: {
      subject: 'Something is missing from your order {{ number }}',
      title: 'A part of your order is missing',
      text: 'We have none left of: {{ missing }}. We are sorry. These {{ amount }} are not taken, or go back the way you paid. The rest of your order goes on.',
      button: { label: 'See my order', url: '{{ order_url }}' },
      why: 'You receive this message because you placed an order.',
    },
  },
  'order-to-pay': {
    fr: {
      subject: 'Commande {{ number }} : {{ amount }} à payer pour la changer',
      title: 'Votre commande peut changer',
      text: 'Le changement coûte {{ amount }} de plus. Payez par carte sur la page de votre commande avant le {{ until }}. Sans paiement, rien ne change et rien ne vous est pris.',
      button: { label: 'Voir et payer', url: '{{ order_url }}' },
      why: 'Vous recevez ce message parce que vous avez demandé à changer une commande.',
    },
    en: {
      subject: 'Order {{ number }}: {{ amount }} to pay to change it',
      title: 'Your order can change',
      text: 'The change costs {{ amount }} more. Pay by card on the page of your order before {{ until }}. Without a payment nothing changes and nothing is taken.',
      button: { label: 'See and pay', url: '{{ order_url }}' },
      why: 'You receive this message because you asked for an order to be changed.',
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
