import { AnalyticsBrowser } from '@segment/analytics-next'

type Load = Parameters<typeof AnalyticsBrowser.load>

declare global {
  interface Window {
    /** What the page tells the library at its start: to whom to speak, and how. */
    load: Load
  }
}

/** The script of a site that installs Segment's library from the registry and bundles it. */
window.analytics = AnalyticsBrowser.load(...window.load)
void window.analytics.page()
