import type { Product } from '../product.ts'
import { type Config, named } from './schema.ts'

/** Sets the brand's rules to those of a case, through the routes that the console uses. */
export async function applyConfig({ call }: Product, config: Config): Promise<void> {
  const { defaults } = await call('GET', '/api/identity/rules')
  const region = /region ([A-Z]{2})/.exec(config.normalise.phone ?? '')?.[1]
  await call('PUT', '/api/identity/rules', {
    ...defaults,
    priority: config.priority,
    limits: Object.fromEntries(
      Object.entries(config.limits).map(([kind, { max, windowDays = null }]) => [
        kind,
        { max, windowDays },
      ]),
    ),
    blocked: config.blocked,
    maxMerges: config.maxMerges,
    maxIdentifiers: config.maxMappings,
    emailForm: config.normalise.email === 'none' ? 'as-sent' : 'lower-case',
    phoneForm: config.normalise.phone === 'none' ? 'as-sent' : 'e164',
    ...(region && { region }),
  })
  for (const node of config.excludeNodes) await call('POST', '/api/identity/blocked', named(node))
  for (const [one, other] of config.excludeEdges) {
    await call('POST', '/api/identity/apart', { one: named(one), other: named(other) })
  }
}
