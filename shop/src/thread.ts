import type { Client } from '../../sdk/src/client.ts'
import { settings, type Wording } from './api.ts'
import { language } from './language.ts'

declare global {
  interface Window {
    filrouge?: Client
  }
}

type Call = (client: Client) => void
const early: Call[] = []
let client: Client | undefined

/** Tells the brand's thread something; before its script is there, as soon as it is. */
export function tell(call: Call): void {
  if (client) call(client)
  else early.push(call)
}

/** The script, once it is there. */
export const thread = (): Client | undefined => client

/** Loads the browser SDK as any page would: by its script tag. */
export async function openThread(): Promise<void> {
  const { writeKey } = await settings()
  if (!writeKey) return
  const script = document.createElement('script')
  script.src = '/sdk/filrouge.js'
  script.dataset.writeKey = writeKey
  script.dataset.consent = 'required'
  script.dataset.page = 'manual'
  const loaded = new Promise((resolve, reject) => {
    script.onload = resolve
    script.onerror = reject
  })
  document.head.append(script)
  await loaded
  client = window.filrouge
  if (client) for (const call of early.splice(0)) call(client)
}

/** The words that are shown today for a consent, in the language of the page. */
export async function words(purpose: string, channel: string): Promise<Wording | undefined> {
  const { wordings } = await settings()
  return wordings
    .filter(
      (one) => one.purpose === purpose && one.channel === channel && one.language === language,
    )
    .at(-1)
}

/** What is told as the proof of a consent: the very words that were read. */
export function proof({ purpose, channel, version }: Wording, form: string) {
  return { purpose, channel, wording: version, language, form }
}
