import { randomUUIDv7 } from 'node:crypto'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { newToken } from './tokens.ts'

interface AuthOptions {
  db: Db
  /** Where people reach the product; its scheme decides whether cookies are marked Secure. */
  baseUrl: string
  log: Logger
}

const day = 24 * 60 * 60

/**
 * better-auth over our tables: it hashes passwords, makes sessions and signs their cookies. Who may have
 * a session is decided by us, who ask for one or two proofs. Its own routes are not served, and its import (0.3 to 0.7 s, 40 MB) waits for the first person who comes.
 */
export function startAuth(options: AuthOptions) {
  let engine: ReturnType<typeof makeEngine> | undefined
  const ready = () => {
    engine ??= makeEngine(options).catch((error) => {
      engine = undefined // the database was away: the next person tries again
      throw error
    })
    return engine
  }
  return { baseUrl: options.baseUrl, ready }
}

export type Auth = ReturnType<typeof startAuth>

async function makeEngine({ db, baseUrl, log }: AuthOptions) {
  const { betterAuth } = await import('better-auth')
  const opening = await openingPlugin()
  const dates = { createdAt: 'created_at', updatedAt: 'updated_at' }
  return betterAuth({
    database: { db, type: 'postgres', schemaName: 'team' },
    baseURL: baseUrl,
    secret: await cookieSecret(db),
    telemetry: { enabled: false },
    logger: {
      level: 'error',
      log: (level, message, ...rest) => log[level]({ auth: rest }, message),
    },
    plugins: [opening],
    advanced: {
      cookiePrefix: 'filrouge',
      useSecureCookies: baseUrl.startsWith('https:'),
      database: { generateId: () => randomUUIDv7() },
      ipAddress: { disableIpTracking: true },
    },
    session: {
      expiresIn: 7 * day,
      updateAge: day,
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...dates,
      },
    },
    user: {
      modelName: 'person',
      fields: { emailVerified: 'email_verified', ...dates },
      additionalFields: {
        role: { type: 'string', input: false },
        language: { type: 'string', input: false },
      },
    },
    account: {
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'user_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...dates,
      },
    },
    verification: { fields: { expiresAt: 'expires_at', ...dates } },
  })
}

/** The one door that we add: a session for whoever has proven enough. Only this server can knock. */
async function openingPlugin() {
  const { createAuthEndpoint } = await import('better-auth/api')
  const { setSessionCookie } = await import('better-auth/cookies')
  const openFor = createAuthEndpoint(
    '/filrouge/open-for',
    {
      method: 'POST',
      body: z.object({ personId: z.string() }),
      requireHeaders: true,
      metadata: { SERVER_ONLY: true },
    },
    async (call) => {
      const { internalAdapter } = call.context
      const user = await internalAdapter.findUserById(call.body.personId)
      if (!user) return null
      const session = await internalAdapter.createSession(user.id)
      await setSessionCookie(call, { session, user })
      return user
    },
  )
  return { id: 'filrouge', endpoints: { openFor } } as const
}

/** Made by whichever process comes first; the others, and restored copies, use the same. */
async function cookieSecret(db: Db): Promise<string> {
  const name = 'cookies'
  await db
    .insertInto('team.secret')
    .values({ name, value: newToken() })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { value } = await db
    .selectFrom('team.secret')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return value
}
