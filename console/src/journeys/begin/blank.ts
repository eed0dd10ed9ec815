import type { NewJourney } from '../../../../server/src/modules/journeys/contract.ts'
import { Definition } from '../../../../server/src/modules/journeys/definition-contract.ts'
import type { Translator } from '../../texts/translator.ts'

/** Nothing but an entry and an end: the rest is drawn. */
export const blank = (t: Translator, audience?: { id: string; name: string }): NewJourney => ({
  name: audience?.name ?? t('canvas.new.name'),
  definition: Definition.parse({
    entry: audience
      ? { kind: 'audience', audienceId: audience.id, change: 'entered' }
      : { kind: 'event', event: 'Order Completed' },
    reentry: 'after-completion',
    first: 'end',
    steps: [{ id: 'end', kind: 'exit' }],
  }),
})
