import type { IdentityRules } from './identity-contract.ts'

/** The rules that the product comes with (docs/decisions/identity.md says why). */
export const defaultRules: IdentityRules = {
  priority: [
    'user_id',
    'loyalty_card',
    'email',
    'phone',
    'ios.id',
    'android.id',
    'ga_client_id',
    'anonymous_id',
  ],
  limits: {
    user_id: { max: 1, windowDays: null },
    anonymous_id: { max: 5, windowDays: 7 },
    '*': { max: 5, windowDays: null },
  },
  maxMerges: 100,
  maxIdentifiers: 1000,
  // What broken sites, forms and tills send for everybody.
  blocked: [
    '/^[0-]*$/',
    '-1',
    '/^\\s*$/',
    '/^["\']?(anonymous|guest|distinctid|distinct_id|id|not_authenticated|email|undefined|true|false|null|none|nan|void|n\\/a|test)["\']?$/i',
    '[object Object]',
    '/^unknown(@.*)?$/i',
    '/^(no-?reply|test|aucun|sans|inconnu|client)@/i',
    '/@(example\\.invalid|test\\.test)$/i',
    '/^\\+?(33)?0?6?(\\d)\\2{7,}$/',
  ],
  region: 'FR',
  emailForm: 'lower-case',
  phoneForm: 'e164',
  fields: {
    receiptNumber: 'receipt',
    cardQr: 'card_qr',
    instagram: 'instagram',
    facebook: 'facebook',
    whatsapp: 'whatsapp',
  },
}
