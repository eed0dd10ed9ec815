/**
 * One readable line per event, under its name on the thread. Values that an event may lack arrive as
 * `none`: product, place, total, query, subject, title, journey, audience, reason, medium, rating.
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
  'Product Reviewed':
    'a donné {rating, select, none {son avis} other {{rating}/5}} à {product, select, none {un produit} other {{product}}}',
  'Signed Up': 'a créé son compte',
  'Signed In': 's’est connecté',
  'Signed Out': 's’est déconnecté',
  'Application Installed': 'a installé l’application',
  'Application Opened': 'a ouvert l’application',
  'Email Sent': 'a reçu l’e-mail {subject, select, none {} other {« {subject} »}}',
  'Email Not Sent':
    'n’a pas reçu l’e-mail {subject, select, none {} other {« {subject} »}}{reason, select, none {} other { : {reason}}}',
  'Email Delivered': 'a reçu l’e-mail {subject, select, none {} other {« {subject} »}}',
  'Email Opened': 'a ouvert l’e-mail {subject, select, none {} other {« {subject} »}}',
  'Email Link Clicked': 'a cliqué dans l’e-mail {subject, select, none {} other {« {subject} »}}',
  'Email Bounced':
    'n’a pas pu recevoir l’e-mail {subject, select, none {} other {« {subject} »}} : l’adresse le refuse',
  'Email Marked as Spam':
    'a classé l’e-mail {subject, select, none {} other {« {subject} »}} en indésirable',
  'Email Unsubscribed':
    's’est désabonné par l’e-mail {subject, select, none {} other {« {subject} »}}',
  'Consent Given':
    'a donné son accord{purpose, select, marketing { pour les offres et nouvelles} email_open_tracking { pour le suivi des ouvertures} analytics { pour la mesure d’audience} service { pour le suivi des commandes} other {}}{medium, select, none {} other { ({medium})}}',
  'Consent Withdrawn':
    'a retiré son accord{purpose, select, marketing { pour les offres et nouvelles} email_open_tracking { pour le suivi des ouvertures} analytics { pour la mesure d’audience} service { pour le suivi des commandes} other {}}{medium, select, none {} other { ({medium})}}',
  'Consent Confirmation Asked': 's’est inscrit, à confirmer depuis son adresse',
  'Consent Refused': 'n’a pas pu donner son accord : la preuve était incomplète',
  'Customers Merged': 'a été réuni à un autre profil par l’équipe',
  'Merge Undone': 'a été séparé d’un profil qui n’était pas le sien',
  'Customer Restored': 'est à nouveau un client à part',
  'Identifier Detached': 'a perdu un identifiant, qui peut désigner quelqu’un d’autre',
  'Journey Entered': 'est entré dans le parcours {journey, select, none {} other {« {journey} »}}',
  'Journey Ended': 'est sorti du parcours {journey, select, none {} other {« {journey} »}}',
  'Journey Converted':
    'a atteint le but du parcours {journey, select, none {} other {« {journey} »}}',
  'Journey Offered': 'a été invité dans un parcours',
  'Journey Stop Asked': 'est à sortir d’un parcours',
  'Award Granted': 'a reçu un avantage',
  'Experiment Viewed': 'a pris part à un test',
  'Task Created': 'a une tâche ouverte dans l’équipe',
  'Task Done': 'a vu une tâche de l’équipe accomplie',
  'Audience Entered':
    'est entré dans l’audience {audience, select, none {} other {« {audience} »}}',
  'Audience Left': 'est sorti de l’audience {audience, select, none {} other {« {audience} »}}',
  'Customer Recognised': 'est entré en relation avec la marque',
  'Product Removed from Wishlist': 'a retiré un article de sa liste d’envies',
  'Order Reserved': 'a réservé en boutique{total, select, none {} other {, {total}}}',
  'Order Refused': 'n’a pas pu terminer sa commande',
  'Order Ready': 'a une commande prête à retirer',
  'Order Shipped': 'a une commande partie',
  'Order Collected': 'a retiré sa commande en boutique',
  'Order Not Collected':
    'n’est pas venu chercher sa commande{total, select, none {} other {, {total}}}',
  'Return Requested': 'a demandé un retour',
  'Order Returned': 'a rendu un article',
} as const
