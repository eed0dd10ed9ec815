import { Client } from './client.ts'

/** A call that a page made before this script was there: `filrouge.push(['track', 'Read'])`. */
type Early = [keyof Client, ...unknown[]]

declare global {
  interface Window {
    filrouge?: Client | Early[]
  }
}

/**
 * `<script src="…/sdk/filrouge.js" data-write-key="…">` is all a page needs. Other attributes:
 * `data-host` (where to send, if not where the script comes from), `data-consent="required"`,
 * `data-consent-mode="google"` (tells Google's tags what may be stored),
 * `data-measure="exempt"` (counts views without consent, of nobody),
 * `data-page="manual"` (the page tells itself what is viewed).
 */
const { src = '', dataset = {} } = (document.currentScript ?? {}) as Partial<HTMLScriptElement>
const { writeKey, host, consent, consentMode, measure, page } = dataset
if (writeKey) {
  const early = Array.isArray(window.filrouge) ? window.filrouge : []
  const client = new Client({
    writeKey,
    host: host ?? new URL(src).origin,
    consentRequired: consent === 'required',
    consentMode: consentMode === 'google' ? 'google' : undefined,
    measure: measure === 'exempt' ? 'exempt' : undefined,
  })
  window.filrouge = client
  if (page !== 'manual') client.page()
  for (const [call, ...said] of early) {
    ;(client[call] as (...said: unknown[]) => void).apply(client, said)
  }
}
