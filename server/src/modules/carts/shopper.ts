import type { Db } from '../../kernel/database.ts'
import { PaceKeeper } from '../thread/index.ts'
import { NoSession, NotSignedIn, TooFast } from './refusals.ts'
import { type ShopperIs, shopperBy, shopperOf } from './sessions.ts'
import { cartSettings } from './settings.ts'

/** A request, as far as it says who it is from. */
export interface Caller {
  readonly headers: { readonly authorization?: string | undefined }
  readonly ip: string
}

/** Knows who calls the shop's API, and how fast they may: each session, and each address that opens some. */
export class Shoppers {
  readonly #db: Db
  readonly #now: () => Date
  readonly #pace = new PaceKeeper()
  #limits = { calls: 600, sessions: 120, readAt: Number.NEGATIVE_INFINITY }

  constructor(db: Db, now: () => Date) {
    this.#db = db
    this.#now = now
  }

  /** Whoever holds the token of the request, within what a session may do in a minute. */
  async of(request: Caller): Promise<ShopperIs> {
    const { authorization } = request.headers
    const [, token] = /^Bearer +(shp_[\w-]+)$/i.exec(authorization ?? '') ?? []
    if (!token) throw new NoSession({})
    return this.byToken(token)
  }

  /** The same, for what only they may see who have proved who they are. */
  async signedIn(request: Caller): Promise<ShopperIs> {
    const shopper = await this.of(request)
    if (!shopper.signedIn) throw new NotSignedIn({})
    return shopper
  }

  async byToken(token: string): Promise<ShopperIs> {
    const { calls } = await this.#read()
    this.#pay(token, calls)
    return shopperOf(this.#db, token, this.#now())
  }

  /** A session that is followed; undefined once it has ended. */
  ofHash(tokenHash: Buffer): Promise<ShopperIs | undefined> {
    return shopperBy(this.#db, tokenHash, this.#now())
  }

  /** Before anything is made for whoever has no session yet. */
  async admit({ ip }: Caller): Promise<void> {
    const { sessions } = await this.#read()
    this.#pay(`address ${ip}`, sessions)
  }

  #pay(who: string, perMinute: number): void {
    const retryAfter = this.#pace.pay(who, perMinute, 1)
    if (retryAfter !== undefined) throw new TooFast({ retryAfter })
  }

  /** The limits may be a few seconds old: they are asked with each call. */
  async #read() {
    const now = performance.now()
    if (now - this.#limits.readAt < 5000) return this.#limits
    const { callsPerMinute, sessionsPerMinute } = await cartSettings(this.#db)
    this.#limits = { calls: callsPerMinute, sessions: sessionsPerMinute, readAt: now }
    return this.#limits
  }
}
