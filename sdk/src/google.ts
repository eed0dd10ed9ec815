import type { Choices } from './choices.ts'

/** What Google's tags ask (consent mode v2), and the purpose of ours that answers. */
const purposes: Record<string, string> = {
  analytics_storage: 'analytics',
  ad_storage: 'advertising',
  ad_user_data: 'advertising',
  ad_personalization: 'advertising',
  functionality_storage: 'personalisation',
  personalization_storage: 'personalisation',
  security_storage: 'personalisation',
}

declare global {
  interface Window {
    dataLayer?: unknown[]
  }
}

/**
 * Tells Google's tags what may be stored: nothing until somebody has said yes, and from then on what
 * they said yes to. Must run before those tags do.
 */
export function tellGoogle(choices: Choices, moment: 'default' | 'update'): void {
  const answer = (purpose: string) =>
    moment === 'update' && choices.of(purpose) === 'given' ? 'granted' : 'denied'
  const answers = Object.entries(purposes).map(([key, purpose]) => [key, answer(purpose)])
  gtag('consent', moment, Object.fromEntries(answers))
}

/** Google's tags know a command by this: the `arguments` of a function, not an array. */
function gtag(..._command: unknown[]): void {
  window.dataLayer ??= []
  // biome-ignore lint/complexity/noArguments: an array would not be taken for a command
  window.dataLayer.push(arguments)
}
