/**
 * Pieces that sentences about customers are made of, always behind « avoir »: « a acheté », « ont
 * acheté », « avoir acheté ». Events without a phrase of their own fall back to `did.other`.
 */
export const phrases = {
  'did.other': 'fait « {name} »',
  'did.Order Completed': 'acheté',
  'did.Order Refunded': 'été remboursé',
  'did.Order Cancelled': 'annulé une commande',
  'did.Order Updated': 'modifié une commande',
  'did.Product Viewed': 'regardé un produit',
  'did.Product List Viewed': 'parcouru une liste de produits',
  'did.Products Searched': 'cherché un produit',
  'did.Product Added': 'ajouté un produit au panier',
  'did.Product Removed': 'retiré un produit du panier',
  'did.Product Added to Wishlist': 'ajouté un produit à ses envies',
  'did.Product Reviewed': 'donné son avis sur un produit',
  'did.Cart Viewed': 'ouvert son panier',
  'did.Cart Updated': 'modifié son panier',
  'did.Checkout Started': 'commencé à commander',
  'did.Payment Info Entered': 'saisi son paiement',
  'did.Coupon Applied': 'utilisé un code',
  'did.Page Viewed': 'vu une page',
  'did.Screen Viewed': 'ouvert un écran de l’application',
  'did.Signed Up': 'créé un compte',
  'did.Signed In': 'ouvert une session',
  'did.Email Sent': 'reçu un e-mail',
  'did.Email Opened': 'ouvert un e-mail',
  'did.Email Link Clicked': 'cliqué dans un e-mail',
  'did.Consent Given': 'donné son accord',
  'did.Consent Withdrawn': 'retiré son accord',
  'did.Event Registered': 'réservé sa place',
  'did.Event Cancelled': 'annulé sa venue',
  'did.Audience Entered': 'rejoint l’audience',
  'did.Audience Left': 'quitté l’audience',
  duration:
    '{unit, select, second {{n, plural, one {# seconde} other {# secondes}}} minute {{n, number} min} hour {{n, number} h} day {{n, plural, one {# jour} other {# jours}}} other {{n, number}}}',
  last: '{unit, select, second {{n, plural, one {cette dernière seconde} other {ces # dernières secondes}}} minute {{n, plural, one {cette dernière minute} other {ces # dernières minutes}}} hour {{n, plural, one {cette dernière heure} other {ces # dernières heures}}} day {{n, plural, one {ces dernières 24 h} other {ces # derniers jours}}} other {}}',
} as const
