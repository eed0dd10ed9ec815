/**
 * One readable line per event, under its name on the thread. Values that an event may lack arrive as
 * `none`: product, place, total, query, subject, title, journey.
 */
export const events = {
  'Page Viewed': 'a vu la page {title, select, none {sans titre} other {« {title} »}}',
  'Screen Viewed': 'a ouvert l’écran {title, select, none {sans titre} other {« {title} »}}',
  Identified: 's’est fait reconnaître',
  'Product Viewed': 'a regardé {product, select, none {un produit} other {{product}}}',
  'Product List Viewed':
    'a parcouru {title, select, none {une liste de produits} other {« {title} »}}',
  'Product Clicked': 'a choisi {product, select, none {un produit} other {{product}}}',
  'Products Searched': 'a cherché {query, select, none {un produit} other {« {query} »}}',
  'Product Added':
    'a ajouté {product, select, none {un produit} other {{product}}} au panier{total, select, none {} other {, {total}}}',
  'Product Removed': 'a retiré {product, select, none {un produit} other {{product}}} du panier',
  'Cart Viewed': 'a ouvert son panier{total, select, none {} other {, {total}}}',
  'Checkout Started': 'a commencé à commander{total, select, none {} other {, {total}}}',
  'Checkout Step Viewed': 'a vu une étape de la commande',
  'Checkout Step Completed': 'a passé une étape de la commande',
  'Payment Info Entered': 'a saisi son paiement',
  'Order Completed':
    'a acheté {count, plural, =0 {} one {# article} other {# articles}}{place, select, none {} other { à {place}}}{total, select, none {} other {, {total}}}',
  'Order Updated': 'a modifié sa commande',
  'Order Refunded': 'a été remboursé{total, select, none {} other { de {total}}}',
  'Order Cancelled': 'a annulé sa commande{total, select, none {} other {, {total}}}',
  'Coupon Applied': 'a utilisé le code {title, select, none {promo} other {{title}}}',
  'Product Added to Wishlist':
    'a mis {product, select, none {un produit} other {{product}}} dans ses envies',
  'Product Shared': 'a partagé {product, select, none {un produit} other {{product}}}',
  'Product Reviewed': 'a donné son avis sur {product, select, none {un produit} other {{product}}}',
  'Signed Up': 'a créé son compte',
  'Signed In': 's’est connecté',
  'Signed Out': 's’est déconnecté',
} as const
