import { expect } from 'vitest'
import type { Api } from './api.ts'

const mjml = `<mjml><mj-body><mj-section><mj-column>
  <mj-text>Votre panier {{ event.cart_id }} vous attend. <a href="{{ unsubscribe_url }}">Me désabonner</a></mj-text>
</mj-column></mj-section></mj-body></mjml>`

/** A journey that writes about each filled cart a second later, to everybody who agreed. */
export async function startQuickJourney(api: Api): Promise<string> {
  const make = async (path: string, body: object) => {
    const answer = await api.call('POST', path, body)
    expect(answer, path).toMatchObject({ status: 201 })
    return answer.body
  }
  const wording = { purpose: 'marketing', channel: 'email', version: 'v1', language: 'fr' }
  await make('/api/consent/wordings', { ...wording, text: 'J’accepte de recevoir les offres.' })
  const contents = { fr: { subject: 'Votre panier', mjml } }
  const template = await make('/api/messages/templates', { name: 'Panier', contents })
  const cap = await api.call('PUT', '/api/messages/frequency-cap', { messages: 100, days: 1 })
  expect(cap.status).toBe(200)
  const definition = {
    entry: { kind: 'event', event: 'Product Added', key: 'cart_id' },
    reentry: 'once-per-key',
    first: 'second',
    steps: [
      { id: 'second', kind: 'delay', seconds: 1, next: 'email' },
      { id: 'email', kind: 'message', templateId: template.id, next: 'end' },
      { id: 'end', kind: 'exit' },
    ],
  }
  const journey = await make('/api/journeys', { name: 'Paniers', definition })
  expect((await api.call('POST', `/api/journeys/${journey.id}/publish`)).status).toBe(200)
  return journey.id
}
