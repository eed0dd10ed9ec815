/**
 * What a developer pastes into their pages: Segment's own loader for its own library, told to fetch
 * the library from its public place and to speak with this server.
 */
export function browserSnippet(writeKey: string, origin: string): string {
  const host = origin.replace(/^https?:\/\//, '')
  const protocol = origin.startsWith('https') ? 'https' : 'http'
  return `<script type="module">
  import { AnalyticsBrowser } from 'https://cdn.jsdelivr.net/npm/@segment/analytics-next@1/+esm'

  window.analytics = AnalyticsBrowser.load(
    { writeKey: '${writeKey}', cdnURL: '${origin}' },
    { integrations: { 'Segment.io': { apiHost: '${host}/v1', protocol: '${protocol}' } } },
  )
  analytics.page()
  // analytics.identify('user-1', { email: 'sophie@example.fr' })
  // analytics.track('Product Added', { name: 'Crème de jour', price: 24, currency: 'EUR' })
</script>`
}

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
