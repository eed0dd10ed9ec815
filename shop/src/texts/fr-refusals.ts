export type Details = Readonly<Record<string, unknown>>
export type Refusals = Readonly<Record<string, (details: Details) => string>>

const gone = () => 'Un article vient de partir : il n’y en a plus assez.'
const again = () => 'Réessayez dans un instant ; votre panier est intact.'

/** What is said for each code with which the public API refuses: what, and what can be done. */
export const frRefusals: Refusals = {
  unknown: () => 'Cela n’a pas pu être fait. Réessayez dans un instant ; votre panier est intact.',
  internal: () =>
    'Quelque chose n’a pas fonctionné chez nous. Votre panier est intact : réessayez.',
  'request/invalid': () => 'Il manque quelque chose, ou ce n’est pas écrit comme il faut.',
  'request/refused': () => 'Cette demande n’a pas été comprise. Rechargez la page.',
  'request/unstorable-text': () =>
    'Un des textes contient un signe que nous ne pouvons pas garder.',
  'server/unavailable': again,
  'carts/no-session': () => 'Votre visite est terminée. Rechargez la page.',
  'carts/not-signed-in': () => 'Connectez-vous pour continuer.',
  'carts/unknown-write-key': () => 'Cette boutique n’est pas ouverte pour le moment.',
  'carts/code-refused': () => 'Ce code n’est pas le bon, ou n’est plus valable.',
  'carts/too-fast': () => 'C’était un peu rapide : réessayez dans un instant.',
  'carts/not-for-sale': () => 'Cet article n’est plus vendu.',
  'carts/insufficient-stock': ({ available }) =>
    Number(available) > 0 ? `Il n’en reste que ${available}.` : 'Cet article est épuisé.',
  'carts/line-not-found': () => 'Cet article n’est plus dans votre panier.',
  'carts/full': () => 'Votre panier est plein : commandez, ou retirez un article.',
  'carts/share-not-found': () => 'Ce partage n’est plus valable.',
  'orders/not-found': () => 'Cette commande n’existe pas.',
  'orders/cart-empty': () => 'Votre panier est vide.',
  'orders/price-changed': () => 'Le total vient de changer : vérifiez-le, puis payez.',
  'orders/option-unknown': () =>
    'Ce mode de livraison n’est plus proposé : choisissez-en un autre.',
  'orders/shop-needed': () => 'Choisissez la boutique où retirer votre commande.',
  'orders/shop-unfit': () => 'Cette boutique ne le propose pas : choisissez-en une autre.',
  'orders/address-needed': () => 'Il manque l’adresse de livraison.',
  'orders/time-unfit': ({ why }) =>
    why === 'closed'
      ? 'La boutique est fermée à ce moment-là.'
      : why === 'past'
        ? 'Ce moment est déjà passé.'
        : 'La boutique n’aura pas le temps de préparer d’ici là.',
  'orders/insufficient-stock': gone,
  'orders/payment-missing': () =>
    'Cela ne couvre pas tout le montant : ajoutez un moyen de paiement.',
  'orders/payment-refused': () => 'La banque a refusé le paiement. Rien n’a été débité.',
  'orders/idempotency-key-needed': () => 'La commande n’est pas partie. Rechargez la page.',
  'orders/idempotency-key-reused': () =>
    'Cette commande a déjà été envoyée autrement. Rechargez la page avant de recommencer.',
  'orders/not-in-state': () => 'Ce n’est plus possible : la commande a avancé entre-temps.',
  'orders/return-not-found': () => 'Ce retour n’existe pas, ou nous l’avons déjà reçu.',
  'orders/not-returnable': () => 'Vous avez déjà rendu cet article, ou il n’est pas encore arrivé.',
  'orders/return-too-late': () => 'Le délai de retour est passé.',
  'promotions/card-unknown': () => 'Cette carte cadeau n’existe pas.',
  'promotions/card-closed': () => 'Cette carte cadeau n’est plus valable.',
  'promotions/card-other-currency': () => 'Cette carte cadeau est dans une autre monnaie.',
  'promotions/card-too-low': () => 'Il ne reste plus assez sur cette carte cadeau.',
  'promotions/used-up': () => 'Cette offre vient d’être épuisée. Vérifiez le total, puis payez.',
  'payments/no-account': () => 'Le paiement par carte n’est pas possible pour le moment.',
  'stock/insufficient': gone,
  'stock/reservation-gone': () => 'Vos articles n’étaient plus gardés : recommencez la commande.',
  'catalog/product-unknown': () => 'Ce produit n’est plus vendu.',
  'catalog/bad-cursor': () => 'Cette page de la liste n’existe plus. Revenez au début.',
}
