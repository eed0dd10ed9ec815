import type { NewJourney } from '../../../../server/src/modules/journeys/contract.ts'
import { Definition } from '../../../../server/src/modules/journeys/definition-contract.ts'
import type { Translator } from '../../texts/translator.ts'

/** Nothing but an entry and an end: the rest is drawn. */
export const blank = (t: Translator): NewJourney => ({
  name: t('canvas.new.name'),
  definition: Definition.parse({
    entry: { kind: 'event', event: 'Order Completed' },
    reentry: 'after-completion',
    first: 'end',
    steps: [{ id: 'end', kind: 'exit' }],
  }),
})
