import type { Translator } from '../texts/translator.ts'

const prefix = 'filrouge/'
const mails = [
  'order-short',
  'order-to-pay',
  'order-refunded',
  'order-cancelled',
  'order-shipped',
  'order-reminder',
  'order-ready',
  'order-reserved',
  'order-confirmed',
  'sign-in-code',
  'confirm-consent',
  'export-ready',
  'privacy-proof',
  'privacy-code',
] as const

/** The mails that the product itself sends bear names of its own; they are part of no journey. */
export const isHouseMail = (name: string): boolean => name.startsWith(prefix)

/** A template's name as people read it. */
export function templateName(t: Translator, name: string): string {
  const mail = mails.find((one) => prefix + one === name)
  return mail ? t(`messages.house.${mail}`) : name
}
