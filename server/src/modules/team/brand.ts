import { steadySetting } from '../../kernel/settings.ts'
import { Brand } from './contract.ts'

/** What is true of a brand until its own settings say otherwise. */
const unnamed: Brand = {
  name: 'Filrouge',
  timeZone: 'Europe/Paris',
  currency: 'EUR',
  languages: ['fr', 'en'],
}

/** The brand whose house this is: the kernel's setting `brand` over what is usual. */
export const brand = steadySetting('brand', (value) =>
  Brand.parse(Object.assign({}, unnamed, value)),
)
