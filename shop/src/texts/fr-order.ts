import { clockOf, dayOf, euroOf, momentOf } from './formats.ts'
import { frRefusals } from './fr-refusals.ts'

/** What a change of the cart says in figures. */
export interface Amounts {
  readonly from?: number
  readonly to?: number
  readonly available?: number
}

const euro = euroOf('fr')
const moment = momentOf('fr')
const clock = clockOf('fr')

/** The words of cart, stock, order and account. */
export const frOrder = {
  wishTitle: 'Mes envies',
  wishEmpty: 'Vous n’avez rien mis de côté. Le cœur, sur la page d’un produit, le garde ici.',
  wish: 'Garder dans mes envies',
  wished: 'Dans mes envies',
  unwished: (name: string) => `${name} n’est plus dans vos envies.`,
  saveForLater: 'Garder pour plus tard',
  savedForLater: 'Gardés pour plus tard',
  backInCart: 'Remettre au panier',
  notForSale: 'N’est plus vendu.',
  onlyLeft: (count: number) => (count === 0 ? 'Épuisé.' : `Il n’en reste que ${count}.`),
  cartChanges: {
    price: (name: string, { from = 0, to = 0 }: Amounts) =>
      `${name} : le prix est passé de ${euro(from)} à ${euro(to)}.`,
    fewer: (name: string, { available = 0 }: Amounts) =>
      `${name} : il n’en reste que ${available}.`,
    'sold-out': (name: string, _: Amounts) => `${name} est épuisé.`,
    withdrawn: (name: string, _: Amounts) => `${name} n’est plus vendu.`,
  },
  promotionCode: 'Code promotionnel',
  apply: 'Appliquer',
  codeCounts: 'est pris en compte.',
  codeWhy: {
    'subtotal-missing': (missing: number) => `: il manque ${euro(missing)} d’achats.`,
    ended: () => 'n’est plus valable.',
    'not-started': () => 'n’est pas encore valable.',
    'code-unknown': () => 'n’existe pas.',
    'code-used': () => 'a déjà été utilisé.',
    'customer-limit': () => 'a déjà été utilisé.',
    'used-up': () => 'est épuisé.',
    other: () => 'ne s’applique pas à ce panier.',
  } as Readonly<Record<string, (missing: number) => string>>,
  showAtTill: 'Montrer ce panier en caisse',
  tillCode: (code: string) => `Code pour la caisse, valable 30 minutes : ${code}`,
  discount: 'Réduction',
  street: 'Adresse',
  postalCode: 'Code postal',
  city: 'Ville',
  days: (from: number, to: number) => {
    const unit = to > 1 ? 'jours ouvrés' : 'jour ouvré'
    return from === to ? `${to} ${unit}` : `${from} à ${to} ${unit}`
  },
  freeOfCharge: 'Gratuit',
  inThisShop: 'en stock',
  notInThisShop: 'pas en stock',
  broughtHere: (at: Date) => `sur commande, retrait dès ${moment(at)}`,
  payment: 'Paiement',
  card: 'Carte de démonstration',
  cards: {
    pm_card_visa: 'Visa •••• 4242, acceptée',
    pm_card_authenticationRequired: 'Visa •••• 3220, à confirmer auprès de la banque',
    pm_card_chargeDeclined: 'Visa •••• 0002, refusée par la banque',
  },
  giftCard: 'Carte cadeau (facultatif)',
  including: (vat: string) => `dont ${vat} de TVA`,
  readyFrom: (at: Date) => `Prêt à partir du ${moment(at)}.`,
  notThere:
    'Tout n’est pas disponible de cette façon : choisissez une autre boutique ou un autre mode.',
  variant: 'Modèle',
  reserve: 'Réserver, payer en boutique',
  pickupCode: (shop: string) => `Code de retrait, ${shop} :`,
  followOrder: 'Suivre ma commande',
  orders: 'Mes commandes',
  noOrders: 'Aucune commande pour le moment.',
  on: dayOf('fr'),
  orderStates: {
    pending: 'en attente de paiement',
    confirmed: 'confirmée',
    completed: 'terminée',
    cancelled: 'annulée',
    refused: 'non aboutie',
    expired: 'non retirée',
  },
  codeMailed:
    'Un code vient de partir à cette adresse : avec lui, vous retrouvez ici votre panier et vos commandes.',
  signInCode: 'Code à six chiffres',
  signIn: 'Me connecter',
  signOut: 'Me déconnecter',
  openState: (open: boolean, at: string | null | undefined) => {
    if (!at) return open ? 'Ouverte' : 'Fermée'
    return open ? `Ouverte jusqu’à ${clock(new Date(at))}` : `Fermée, ouvre ${moment(new Date(at))}`
  },
  whereNear: 'Voir où il est disponible',
  toSend: (count: number) => {
    if (count === 0) return 'Épuisé à la livraison.'
    if (count > 9) return 'Disponible à la livraison.'
    return count === 1 ? 'Plus qu’un seul à la livraison.' : `Plus que ${count} à la livraison.`
  },
  away: (metres: number) => (metres < 1000 ? `à ${metres} m` : `à ${Math.round(metres / 1000)} km`),
  stockHere: (count: number, ready: Date) =>
    `${count > 9 ? 'en stock' : `${count} en stock`}, retrait dès ${moment(ready)}`,
  refusals: frRefusals,
}
