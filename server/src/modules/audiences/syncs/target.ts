import type { SyncTarget } from './contract.ts'
import { type GoogleSecret, google } from './google.ts'
import { meta } from './meta.ts'
import { type Platform, SyncFailed } from './platform.ts'
import type { SyncParts } from './sync-parts.ts'
import { type SyncRow, sealedFor } from './sync-row.ts'
import { webhook } from './webhook.ts'

/** What may be kept in the open, and what is sealed. */
export function partedTarget(target: SyncTarget): {
  settings: Record<string, string>
  secret: Record<string, string>
} {
  switch (target.kind) {
    case 'webhook':
      return { settings: { url: target.url }, secret: { secret: target.secret ?? '' } }
    case 'google': {
      const { accountId, listId, loginAccountId, clientId, clientSecret, refreshToken } = target
      return {
        settings: { accountId, listId, ...(loginAccountId && { loginAccountId }) },
        secret: { clientId, clientSecret, refreshToken },
      }
    }
    case 'meta':
      return { settings: { listId: target.listId }, secret: { accessToken: target.accessToken } }
  }
}

/** The place that a sync sends to, opened with its secret. */
export function platformOf({ seal, now, ...reach }: SyncParts, sync: SyncRow): Platform {
  const opened = seal.open(sync.secret, sealedFor(sync.id))
  if (opened === undefined) throw new SyncFailed('secret-unreadable', { passing: false })
  const secret = JSON.parse(opened) as Record<string, string>
  const { settings, audience_id: audienceId } = sync
  switch (sync.kind) {
    case 'webhook':
      return webhook(
        { url: settings.url ?? '', secret: secret.secret ?? '', audienceId, now },
        reach,
      )
    case 'google':
      return google(
        {
          accountId: settings.accountId ?? '',
          listId: settings.listId ?? '',
          loginAccountId: settings.loginAccountId,
        },
        secret as unknown as GoogleSecret,
        reach,
      )
    case 'meta':
      return meta(settings.listId ?? '', secret.accessToken ?? '', reach)
  }
}
