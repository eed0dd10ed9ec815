import type { Texts } from '../catalogue.ts'

export const events = {
  'Page Viewed': 'viewed the page {title, select, none {without a title} other {“{title}”}}',
  'Screen Viewed': 'opened the screen {title, select, none {without a title} other {“{title}”}}',
  Identified: 'was recognised',
  'Product Viewed': 'looked at {product, select, none {a product} other {{product}}}',
  'Product List Viewed': 'browsed {title, select, none {a list of products} other {“{title}”}}',
  'Product Clicked': 'chose {product, select, none {a product} other {{product}}}',
  'Products Searched': 'searched for {query, select, none {a product} other {“{query}”}}',
  'Product Added':
    'added {product, select, none {a product} other {{product}}} to the cart{total, select, none {} other {, {total}}}',
  'Product Removed': 'removed {product, select, none {a product} other {{product}}} from the cart',
  'Cart Viewed': 'opened the cart{total, select, none {} other {, {total}}}',
  'Checkout Started': 'began the checkout{total, select, none {} other {, {total}}}',
  'Checkout Step Viewed': 'viewed a step of the checkout',
  'Checkout Step Completed': 'completed a step of the checkout',
  'Payment Info Entered': 'entered the payment',
  'Order Completed':
    'bought {count, plural, =0 {} one {# article} other {# articles}}{place, select, none {} other { at {place}}}{total, select, none {} other {, {total}}}',
  'Order Updated': 'changed the order',
  'Order Refunded': 'was refunded{total, select, none {} other { {total}}}',
  'Order Cancelled': 'cancelled the order{total, select, none {} other {, {total}}}',
  'Coupon Applied': 'used the code {title, select, none {} other {{title}}}',
  'Product Added to Wishlist':
    'added {product, select, none {a product} other {{product}}} to the wish list',
  'Product Shared': 'shared {product, select, none {a product} other {{product}}}',
  'Product Reviewed':
    'gave {rating, select, none {a review} other {{rating}/5}} to {product, select, none {a product} other {{product}}}',
  'Signed Up': 'created an account',
  'Signed In': 'signed in',
  'Signed Out': 'signed out',
  'Application Installed': 'installed the app',
  'Application Opened': 'opened the app',
  'Email Sent': 'was sent the email {subject, select, none {} other {“{subject}”}}',
  'Email Not Sent':
    'was not sent the email {subject, select, none {} other {“{subject}”}}{reason, select, none {} other {: {reason}}}',
  'Email Delivered': 'received the email {subject, select, none {} other {“{subject}”}}',
  'Email Opened': 'opened the email {subject, select, none {} other {“{subject}”}}',
  'Email Link Clicked': 'clicked in the email {subject, select, none {} other {“{subject}”}}',
  'Email Bounced':
    'could not receive the email {subject, select, none {} other {“{subject}”}}: the address refuses it',
  'Email Marked as Spam': 'marked the email {subject, select, none {} other {“{subject}”}} as spam',
  'Email Unsubscribed':
    'unsubscribed through the email {subject, select, none {} other {“{subject}”}}',
  'Consent Given':
    'agreed{purpose, select, marketing { to offers and news} email_open_tracking { to tracking of opens} analytics { to audience measurement} service { to news of their orders} other {}}{medium, select, none {} other { ({medium})}}',
  'Consent Withdrawn':
    'withdrew their agreement{purpose, select, marketing { to offers and news} email_open_tracking { to tracking of opens} analytics { to audience measurement} service { to news of their orders} other {}}{medium, select, none {} other { ({medium})}}',
  'Consent Confirmation Asked': 'subscribed, to be confirmed from their address',
  'Consent Refused': 'could not agree: the proof was incomplete',
  'Customers Merged': 'was joined with another profile by the team',
  'Merge Undone': 'was parted from a profile that was not theirs',
  'Customer Restored': 'is a customer by themselves again',
  'Identifier Detached': 'lost an identifier, which may name somebody else',
  'Journey Entered': 'entered the journey {journey, select, none {} other {“{journey}”}}',
  'Journey Ended': 'left the journey {journey, select, none {} other {“{journey}”}}',
  'Journey Converted':
    'reached the goal of the journey {journey, select, none {} other {“{journey}”}}',
  'Journey Offered': 'was let into a journey',
  'Journey Stop Asked': 'is to leave a journey',
  'Award Granted': 'was granted an award',
  'Experiment Viewed': 'took part in a test',
  'Task Created': 'has a task open with the team',
  'Task Done': 'had a task done by the team',
  'Audience Entered': 'entered the audience {audience, select, none {} other {“{audience}”}}',
  'Audience Left': 'left the audience {audience, select, none {} other {“{audience}”}}',
} satisfies Texts<'events'>
