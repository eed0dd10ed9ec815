import { z } from 'zod'
import { Attribute, Code, Country, Texts } from './contract.ts'

export const CategoryInput = z.object({
  code: Code,
  /** The code of the one above. */
  parent: Code.nullable().default(null),
  name: Texts,
  position: z.int().min(0).max(100_000).default(0),
})
export type CategoryInput = z.infer<typeof CategoryInput>

export const Category = CategoryInput.extend({
  id: z.uuid(),
  /** Codes from the root down to its own. */
  path: z.array(z.string()),
  /** How many are filed in it or below it. */
  products: z.int(),
})
export type Category = z.infer<typeof Category>

export const AttributeInput = Attribute.extend({
  choices: Attribute.shape.choices.default([]),
  unit: Attribute.shape.unit.default(null),
  filterable: z.boolean().default(false),
  position: z.int().min(0).max(100_000).default(0),
})
export type AttributeInput = z.infer<typeof AttributeInput>

export const TaxClass = z.object({ code: Code, name: Texts, position: z.int() })
export type TaxClass = z.infer<typeof TaxClass>

export const VatRate = z.object({
  country: Country,
  taxClass: Code,
  /** From the beginning of this day on, where the country's clocks show it. */
  since: z.iso.date(),
  /** In basis points: 2000 is 20 %. */
  rate: z.int().min(0).max(10_000),
})
export type VatRate = z.infer<typeof VatRate>

export const Taxes = z.object({
  classes: z.array(TaxClass),
  rates: z.array(VatRate),
  /** Whose rate is told when nobody says where the customer is. */
  home: Country,
})
export type Taxes = z.infer<typeof Taxes>
