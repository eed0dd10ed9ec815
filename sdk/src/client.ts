import { Choices, type Decided } from './choices.ts'
import { type Decision, Gate } from './consent.ts'
import { type Message, type Properties, pageContext } from './events.ts'
import { tellGoogle } from './google.ts'
import { Measure } from './measure.ts'
import { Outbox } from './outbox.ts'
import { browserStorage, memoryStorage } from './storage.ts'
import { uuid } from './uuid.ts'
import { Visitor } from './visitor.ts'

export interface Settings {
  writeKey: string
  /** The address of the server. */
  host: string
  /** Nothing is stored and nothing is sent before somebody has agreed to be measured. */
  consentRequired?: boolean
  /** Whose tags are told what may be stored. */
  consentMode?: 'google' | undefined
  /** Views are counted without consent, of nobody. */
  measure?: 'exempt' | undefined
}

interface Options {
  context?: Properties
  timestamp?: Date | string
  /** `contract`: must reach the brand whatever its customer thinks of being measured, like an order. */
  basis?: 'contract'
}

type Content = Partial<Omit<Message, 'type'>> & Pick<Message, 'type'>

/** The calls of Segment's browser library, and consent. */
export class Client {
  readonly #stored = browserStorage()
  readonly #choices = new Choices(this.#stored)
  readonly #gate: Gate
  readonly #tellsGoogle: boolean
  readonly #visitor: Visitor
  readonly #outbox: Outbox
  readonly #measure: Measure | undefined
  #heldPage: [Content, Options] | undefined

  constructor(settings: Settings) {
    const { writeKey, consentRequired = false, consentMode } = settings
    const host = settings.host.replace(/\/+$/, '')
    if (settings.measure === 'exempt') this.#measure = new Measure(this.#stored, writeKey, host)
    this.#gate = new Gate(this.#choices, consentRequired)
    this.#tellsGoogle = consentMode === 'google'
    if (this.#tellsGoogle) {
      tellGoogle(this.#choices, 'default')
      tellGoogle(this.#choices, 'update')
    }
    const storage = this.#gate.open ? this.#stored : memoryStorage()
    this.#visitor = new Visitor(storage)
    this.#outbox = new Outbox({ storage, writeKey, host })
    addEventListener('pagehide', () => this.#outbox.leave())
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.#outbox.leave()
    })
    addEventListener('online', () => void this.flush())
    if (this.#gate.open) void this.flush()
  }

  track(event: string, properties: Properties = {}, options: Options = {}): void {
    this.#take({ type: 'track', event, properties }, options)
  }

  /** `page()`, `page(name)`, `page(category, name)`, each with properties if need be. */
  page(...said: (string | Properties | undefined | null)[]): void {
    const [one, other] = said.filter((part) => typeof part === 'string')
    const [properties = {}, options = {}] = said.filter((part) => typeof part === 'object' && part)
    const name = other ?? one
    const { page } = pageContext()
    const content: Content = {
      type: 'page',
      ...(name !== undefined && { name }),
      properties: {
        ...(page as Properties),
        ...(other !== undefined && { category: one }),
        ...(name !== undefined && { name }),
        ...(properties as Properties),
      },
    }
    this.#measure?.view()
    if (!this.#gate.open) this.#heldPage = [content, options as Options]
    this.#take(content, options as Options)
  }

  /** `identify(userId, traits)` or `identify(traits)`. */
  identify(
    user: string | number | null | Properties,
    traits: Properties = {},
    options: Options = {},
  ) {
    const named = typeof user === 'object' ? undefined : String(user)
    const said = typeof user === 'object' && user ? user : traits
    if (this.#gate.open || options.basis) this.#visitor.identify(named, said)
    this.#take({ type: 'identify', traits: said }, options)
  }

  group(groupId: string | number, traits: Properties = {}, options: Options = {}): void {
    this.#take({ type: 'group', groupId: String(groupId), traits }, options)
  }

  alias(userId: string | number, previousId?: string, options: Options = {}): void {
    const previous = previousId ?? this.#visitor.userId ?? this.#visitor.anonymousId
    this.#take({ type: 'alias', userId: String(userId), previousId: previous }, options)
  }

  /** Somebody leaves a shared device: the next event is a stranger's. */
  reset(): void {
    this.#visitor.forget()
  }

  user(): { anonymousId: string | undefined; userId: string | undefined; traits: Properties } {
    const { userId, traits } = this.#visitor
    return { anonymousId: this.#gate.open ? this.#visitor.anonymousId : undefined, userId, traits }
  }

  /** What was decided, about being measured or another purpose; undefined: nobody has been asked. */
  consent(purpose = 'analytics'): Decided | undefined {
    return this.#choices.of(purpose)
  }

  /** Tells a yes, with its proof. A yes to `analytics` begins to remember, from this page on. */
  giveConsent(decision: Decision): void {
    const opens = decision.purpose === 'analytics'
    this.#decide(decision, 'given')
    if (opens) {
      this.#visitor.move(this.#stored)
      this.#outbox.move(this.#stored)
    }
    this.#take(
      { type: 'track', event: 'Consent Given', properties: decision },
      { basis: 'contract' },
    )
    if (opens && this.#heldPage) this.#take(...this.#heldPage)
    this.#heldPage = undefined
  }

  /** Tells a no. One to `analytics` also forgets everything that this browser had remembered. */
  withdrawConsent(decision: Decision): void {
    const closes = !decision.purpose || decision.purpose === 'analytics'
    const known = closes && this.#gate.open
    if (!closes || known) {
      this.#take(
        { type: 'track', event: 'Consent Withdrawn', properties: decision },
        { basis: 'contract' },
      )
    }
    if (!closes) {
      this.#decide(decision, 'withdrawn')
      return
    }
    const memory = memoryStorage()
    this.#outbox.move(memory)
    this.#visitor.forget()
    this.#visitor.move(memory)
    this.#decide(decision, 'withdrawn')
    void this.flush()
  }

  /** Remembers a choice about this browser. A no that names no purpose is one to all of them. */
  #decide({ purpose, channel }: Decision, decided: Decided): void {
    if (channel !== undefined && channel !== 'web') return
    for (const one of purpose ? [purpose] : ['analytics', 'advertising', 'personalisation']) {
      this.#choices.decide(one, decided)
    }
    if (this.#tellsGoogle) tellGoogle(this.#choices, 'update')
  }

  /** Whether views may be counted without consent: anybody may object to that as well. */
  allowMeasuring(allowed: boolean): void {
    this.#measure?.allow(allowed)
  }

  flush(): Promise<void> {
    return this.#outbox.flush()
  }

  #take(content: Content, { context, timestamp, basis }: Options): void {
    if (!this.#gate.open && !basis) return
    const { userId, anonymousId } = this.#visitor
    this.#outbox.add({
      messageId: uuid(),
      timestamp: timestamp ? new Date(timestamp).toISOString() : new Date().toISOString(),
      anonymousId,
      ...(userId !== undefined && { userId }),
      ...content,
      context: { ...pageContext(), ...context },
    })
  }
}
