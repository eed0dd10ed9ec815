import { en } from './en.ts'
import { fr, type OrderTexts } from './fr.ts'

/** What customers read about their orders: the page of an order, and what mails add to their templates. */
export const orderTexts: Readonly<Record<'fr' | 'en', OrderTexts>> = { fr, en }
