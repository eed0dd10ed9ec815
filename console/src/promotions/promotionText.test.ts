import { expect, test } from 'vitest'
import { NewPromotion } from '../../../server/src/modules/promotions/contract.ts'
import { english } from '../texts/en/all.ts'
import { formatsFor } from '../texts/formats.ts'
import { french } from '../texts/fr/all.ts'
import { translator } from '../texts/translator.ts'
import { effectText, whenTexts } from './promotionText.ts'

const place = { timeZone: 'Europe/Paris', currency: 'EUR' }
function say(language: 'fr' | 'en', effect: object, more: object = {}): string {
  const promotion = NewPromotion.parse({ name: 'p', currency: 'EUR', effect, ...more })
  const words = {
    t: translator(language, language === 'fr' ? french : english),
    formats: formatsFor(language, place),
    nameOf: () => undefined,
  }
  const told = [effectText(words, promotion.effect, 'EUR'), ...whenTexts(words, promotion)]
  return told.join(' · ').replace(/[\u00a0\u202f]/g, ' ')
}

test.each([
  [
    { kind: 'delivery', how: 'price', value: 0 },
    { conditions: [{ kind: 'subtotal', atLeast: 4500 }] },
    'Livraison offerte · dès 45,00 €',
    'Free delivery · from €45.00',
  ],
  [
    {
      kind: 'buy-get',
      buy: { quantity: 2, target: { categories: ['face'] } },
      get: { quantity: 1 },
    },
    { limits: { perCustomer: 1 } },
    'Pour 2 articles achetés de face, 1 article offert (le moins cher) · 1 fois par client',
    'For 2 items of face bought, 1 item free (the cheapest) · once per customer',
  ],
  [
    { kind: 'percent', of: 'order', percent: 1050 },
    { needsCode: true, combines: false },
    '10,5 % de remise sur la commande · avec un code · seule, sans aucune autre',
    '10.5% off the order · with a code · alone, with no other',
  ],
  [
    {
      kind: 'tiers',
      by: 'quantity',
      steps: [
        { from: 2, percent: 1000 },
        { from: 3, amount: 500 },
      ],
    },
    { conditions: [{ kind: 'channel', anyOf: ['web'] }] },
    '−10 % dès 2 articles et −5,00 € dès 3 articles · canal : Site web',
    '−10% from 2 items, −€5.00 from 3 items · channel: Web site',
  ],
  [
    {
      kind: 'percent',
      of: 'items',
      percent: 2000,
      maxQuantity: 2,
      target: { brands: ['Colombe'] },
    },
    {},
    '20 % de remise sur chaque article de Colombe, 2 par ligne au plus',
    '20% off each item of Colombe, at most 2 a line',
  ],
])('%j reads as a sentence', (effect, more, fr, en) => {
  expect([say('fr', effect, more), say('en', effect, more)]).toEqual([fr, en])
})
