import type { InWork } from '../../../kernel/work.ts'
import { compileContents } from '../compile.ts'
import { createTemplate, templateNamed } from '../templates.ts'
import { abandonedCart } from './abandoned-cart.ts'

/**
 * Gives a brand the mails to begin with, and says which they are. A second time changes nothing. It
 * starts its own work: compiling takes longer than a transaction may.
 */
export async function installTemplates(inWork: InWork): Promise<{ abandonedCart: string }> {
  const { name } = abandonedCart
  const there = await inWork((work) => templateNamed(work.tx, name))
  if (there) return { abandonedCart: there.id }
  const contents = await compileContents(abandonedCart.contents, 'marketing')
  const template = { name, channel: 'email', purpose: 'marketing', contents } as const
  const id = await inWork((work) => createTemplate(work, template, 'filrouge'))
  return { abandonedCart: id }
}
