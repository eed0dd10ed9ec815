import { type LoadOptions, RudderAnalytics } from '@rudderstack/analytics-js/bundled'

declare global {
  interface Window {
    rudder: RudderAnalytics
    /** What the page tells the library at its start: its key, to whom to speak, and how. */
    loadRudder: [writeKey: string, address: string, options: Partial<LoadOptions>]
  }
}

/** The script of a site that installs RudderStack's library from the registry and bundles it. */
const rudder = new RudderAnalytics()
window.rudder = rudder
rudder.load(...window.loadRudder)
rudder.page()
