export type Properties = Record<string, unknown>

/** An event in the words of the Segment HTTP API. */
export interface Message {
  type: 'track' | 'page' | 'identify' | 'group' | 'alias'
  messageId: string
  timestamp: string
  anonymousId: string
  userId?: string
  event?: string
  name?: string
  groupId?: string
  previousId?: string
  properties?: Properties
  traits?: Properties
  context: Properties
}

export const version = '0.1.0'

/** What a page tells of itself with each event: where, in which language, and by which campaign. */
export function pageContext(): Properties {
  const { href, pathname, search } = location
  const query = new URLSearchParams(search)
  const campaign: Properties = {}
  for (const [key, value] of query) {
    if (key.startsWith('utm_')) campaign[key === 'utm_campaign' ? 'name' : key.slice(4)] = value
  }
  return {
    page: { path: pathname, referrer: document.referrer, search, title: document.title, url: href },
    locale: navigator.language,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    userAgent: navigator.userAgent,
    library: { name: 'filrouge.js', version },
    ...(Object.keys(campaign).length > 0 && { campaign }),
  }
}
