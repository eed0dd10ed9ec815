import type { SourceKind } from '../../../server/src/modules/thread/contract.ts'

/**
 * What a developer pastes into their pages: Segment's own loader for Segment's own library, with two
 * words of it told otherwise: where the library lies, and to whom it speaks.
 */
export function browserSnippet(writeKey: string, origin: string): string {
  return `<script>
!function(){var i="analytics",a=window[i]=window[i]||[];if(!a.initialize&&!a.invoked){a.invoked=!0;
a.methods=["trackSubmit","trackClick","trackLink","trackForm","pageview","identify","reset","group","track","ready","alias","debug","page","screen","once","off","on","addSourceMiddleware","addIntegrationMiddleware","setAnonymousId","addDestinationMiddleware","register"];
a.factory=function(e){return function(){if(window[i].initialized)return window[i][e].apply(window[i],arguments);
var n=Array.prototype.slice.call(arguments);n.unshift(e);a.push(n);return a}};
for(var n=0;n<a.methods.length;n++){var m=a.methods[n];a[m]=a.factory(m)}
a.load=function(key,options){var t=document.createElement("script");t.async=!0;
t.setAttribute("data-global-segment-analytics-key",i);t.src=a._cdn+"/analytics-next/analytics.min.js";
document.head.appendChild(t);a._writeKey=key;a._loadOptions=options};
a._cdn="${origin}";a.load("${writeKey}");
a.page();
}}();
</script>`
}

/**
 * What comes after it, where a page knows more. With these an abandoned cart can be written about: a
 * yes to mails names the words that were shown, a cart has a number.
 */
export const browserExample = `analytics.identify('user-1', { email: 'sophie@example.com', firstName: 'Sophie', language: 'fr' })
analytics.track('Consent Given', { purpose: 'marketing', channel: 'email', wording: 'newsletter-2', language: 'fr' })
analytics.track('Product Added', { cart_id: 'cart-1', product_id: 'MC-1', name: 'Crème de jour', price: 24.9, currency: 'EUR', quantity: 1 })`

export function nodeSnippet(writeKey: string, origin: string): string {
  return `import { Analytics } from '@segment/analytics-node'

const analytics = new Analytics({ writeKey: '${writeKey}', host: '${origin}', path: '/v1/batch' })
analytics.track({
  userId: 'user-1',
  event: 'Order Completed',
  properties: { order_id: '1001', total: 48, currency: 'EUR' },
})
await analytics.flush()`
}

/** One way to send through a source: what to paste, and where. */
export interface Way {
  readonly name: 'filrouge' | 'segment' | 'rudderstack' | 'node' | 'curl'
  readonly text: string
  readonly inBrowser?: true
  /** What the page calls, where it is not `analytics`. */
  readonly object?: 'filrouge' | 'rudderanalytics'
}

/** The ways that fit a kind of source, the one we would take first. */
export function waysOf(kind: SourceKind, writeKey: string, origin: string): Way[] {
  const server: Way[] = [
    { name: 'node', text: nodeSnippet(writeKey, origin) },
    { name: 'curl', text: curlSnippet(writeKey, origin) },
  ]
  if (kind === 'webhook' || kind === 'import') return []
  if (kind === 'server' || kind === 'till') return server
  const rudder: Way = {
    name: 'rudderstack',
    text: rudderSnippet(writeKey, origin),
    inBrowser: true,
    object: 'rudderanalytics',
  }
  const browser: Way[] = [
    { name: 'filrouge', text: ownSnippet(writeKey, origin), inBrowser: true, object: 'filrouge' },
    { name: 'segment', text: browserSnippet(writeKey, origin), inBrowser: true },
    rudder,
  ]
  if (kind === 'app') return [...server, rudder]
  return [...browser, ...server.slice(1)]
}

const ownSnippet = (writeKey: string, origin: string) =>
  `<script src="${origin}/sdk/filrouge.js" data-write-key="${writeKey}" defer></script>`

const rudderSnippet = (writeKey: string, origin: string) =>
  `import { RudderAnalytics } from '@rudderstack/analytics-js/bundled'

const rudderanalytics = new RudderAnalytics()
rudderanalytics.load('${writeKey}', '${origin}', { configUrl: '${origin}' })
rudderanalytics.page()`

const curlSnippet = (writeKey: string, origin: string) =>
  `curl ${origin}/v1/track -u '${writeKey}:' \\
  -H 'content-type: application/json' \\
  -d '{
    "userId": "user-1",
    "event": "Order Completed",
    "messageId": "order-1001",
    "properties": { "order_id": "1001", "total": 48, "currency": "EUR" }
  }'`
