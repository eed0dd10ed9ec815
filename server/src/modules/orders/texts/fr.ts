import type { FulfilmentState, OrderState } from '../contract.ts'

export interface OrderTexts {
  readonly title: (number: string) => string
  readonly otherLanguage: string
  readonly states: Readonly<Record<OrderState, string>>
  readonly explained: Readonly<Record<OrderState, string>>
  readonly parcels: Readonly<Record<FulfilmentState, string>>
  readonly parcel: (index: number, of: number) => string
  readonly at: (place: string) => string
  readonly until: (time: string) => string
  /** When what is brought to the shop will be ready there. */
  readonly expected: (time: string) => string
  readonly code: string
  readonly showCode: string
  readonly articles: string
  readonly quantity: string
  readonly delivery: string
  readonly free: string
  readonly discount: string
  readonly vat: (rate: string) => string
  readonly total: string
  readonly refunded: string
  readonly paidWith: string
  readonly means: Readonly<Record<string, string>>
  readonly payments: Readonly<Record<string, string>>
  readonly tracking: string
  readonly cancel: string
  readonly cancelQuestion: string
  readonly cancelled: string
  readonly back: string
  readonly placed: (time: string) => string
  readonly returnUntil: (day: string) => string
  readonly returned: string
  readonly arrived: string
  readonly arrivedPlace: string
  readonly arrivedSaid: string
  readonly change: {
    readonly title: string
    readonly line: (name: string, from: number, to: number) => string
    readonly until: (amount: string, time: string) => string
    readonly pay: (amount: string) => string
    readonly going: string
    readonly trouble: string
    readonly gone: string
  }
  readonly bank: {
    readonly title: string
    readonly text: string
    readonly go: (amount: string) => string
  }
  readonly broken: { readonly title: string; readonly text: string }
  readonly deliveryLine: (option: string, place?: string, expected?: string) => string
  readonly trackingLine: (carrier: string, tracking: string) => string
  /** Said of a parcel that has none: a letter with nothing in its place would be held back. */
  readonly noTracking: string
  readonly because: (reason: string | null) => string
}

export const fr: OrderTexts = {
  title: (number) => `Commande ${number}`,
  otherLanguage: 'English',
  states: {
    pending: 'En attente de paiement',
    confirmed: 'Confirmée',
    completed: 'Terminée',
    cancelled: 'Annulée',
    refused: 'Non aboutie',
    expired: 'Non retirée',
  },
  explained: {
    pending: 'Nous gardons vos articles le temps que le paiement aboutisse.',
    confirmed: 'Nous nous en occupons.',
    completed: 'Tout vous a été remis ou envoyé.',
    cancelled: 'Elle ne sera pas préparée. Ce qui a été payé est rendu par le même moyen.',
    refused: 'Elle n’a pas pu être payée, ou un article venait de partir. Rien ne vous est pris.',
    expired: 'Personne n’est venu à temps : les articles sont retournés en rayon.',
  },
  parcels: {
    waiting: 'À préparer',
    preparing: 'En préparation',
    'on-its-way': 'En route vers la boutique',
    ready: 'Prête à retirer',
    shipped: 'Partie',
    'handed-over': 'Remise',
    cancelled: 'Annulée',
    expired: 'Non retirée',
  },
  parcel: (index, of) => `Colis ${index} sur ${of}`,
  at: (place) => `À ${place}`,
  until: (time) => `Jusqu’au ${time}`,
  expected: (time) => `À retirer à partir du ${time}. Nous vous écrivons dès que tout y est.`,
  code: 'Votre code de retrait',
  showCode: 'Montrez ce code, ou dites-le, au comptoir.',
  articles: 'Vos articles',
  quantity: 'Quantité',
  delivery: 'Livraison',
  free: 'Offerte',
  discount: 'Remises',
  vat: (rate) => `dont TVA ${rate}`,
  total: 'Total',
  refunded: 'Remboursé',
  paidWith: 'Paiement',
  means: { card: 'Carte', 'gift-card': 'Carte cadeau', 'in-shop': 'En magasin' },
  payments: {
    planned: 'en cours',
    pending: 'à payer',
    authorised: 'autorisé',
    captured: 'payé',
    failed: 'refusé',
    cancelled: 'annulé',
    unknown: 'en cours de vérification',
  },
  tracking: 'Suivi du transporteur',
  cancel: 'Annuler ma commande',
  cancelQuestion: 'Rien n’est encore parti : vous pouvez l’annuler.',
  cancelled: 'Votre commande est annulée.',
  back: 'Revenir à ma commande',
  placed: (time) => `Passée le ${time}`,
  returnUntil: (day) => `Retour possible jusqu’au ${day}, en boutique ou par colis.`,
  returned: 'retourné',
  arrived: 'Je suis arrivé',
  arrivedPlace: 'Ma place, ma voiture',
  arrivedSaid: 'Nous savons que vous êtes là. Nous arrivons.',
  change: {
    title: 'Un changement attend votre paiement',
    line: (name, from, to) => `${name} : ${from} → ${to}`,
    until: (amount, time) =>
      `${amount} de plus, à payer avant le ${time}. Sans paiement, votre commande reste comme elle est.`,
    pay: (amount) => `Payer ${amount} par carte`,
    going: 'Vous allez vers la page de paiement.',
    trouble:
      'La banque ne répond pas pour le moment. Rien ne vous est pris : réessayez dans un instant.',
    gone: 'Ce changement n’attend plus de paiement. Votre commande est ci-dessous, comme elle est.',
  },
  bank: {
    title: 'Il vous reste une étape',
    text: 'Le paiement se termine sur la page de la banque. Ensuite, vous revenez ici.',
    go: (amount) => `Continuer le paiement de ${amount}`,
  },
  broken: {
    title: 'Ce lien n’est pas complet',
    text: 'Ouvrez-le directement depuis le message que nous vous avons envoyé.',
  },
  deliveryLine: (option, place, expected) =>
    `${place ? `${option}, ${place}` : option}${expected ? `, à partir du ${expected}` : ''}.`,
  trackingLine: (carrier, tracking) => `Suivi${carrier && ` ${carrier}`} : ${tracking}.`,
  noTracking: 'Il n’a pas de numéro de suivi.',
  because: (reason) =>
    reason === 'not-collected'
      ? 'Personne n’est venu la chercher à temps.'
      : reason === 'nowhere'
        ? 'Ce que vous aviez commandé n’est pas arrivé en boutique, et nous n’en avons plus. Nous en sommes désolés.'
        : 'Elle a été annulée à votre demande ou par nous.',
}
