import { hashesOf } from './identifiers.ts'
import { callPlatform, type Entry, mustBeFine, type Platform, type Reach } from './platform.ts'

export interface GoogleSettings {
  readonly accountId: string
  readonly listId: string
  readonly loginAccountId?: string | undefined
}
export interface GoogleSecret {
  readonly clientId: string
  readonly clientSecret: string
  readonly refreshToken: string
}

/**
 * Customer Match by Google's Data Manager API: members are ingested into a list and removed from it, by
 * hashed addresses and numbers. It allows 10,000 members a request and 300 requests a minute.
 */
export function google(settings: GoogleSettings, secret: GoogleSecret, reach: Reach): Platform {
  const { accountId, listId, loginAccountId } = settings
  const account = (id: string) => ({ accountType: 'GOOGLE_ADS', accountId: id })
  const destination = {
    operatingAccount: account(accountId),
    ...(loginAccountId && { loginAccount: account(loginAccountId) }),
    productDestinationId: listId,
  }
  let token: string | undefined
  return {
    most: 10_000,
    pace: 250,
    async send(action, entries) {
      token ??= await accessToken(secret, reach)
      const body = {
        destinations: [destination],
        audienceMembers: entries.map(memberOf),
        encoding: 'HEX',
        // Only people who agreed to it are ever added.
        ...(action === 'add' && {
          consent: { adUserData: 'CONSENT_GRANTED', adPersonalization: 'CONSENT_GRANTED' },
          termsOfService: { customerMatchTermsOfServiceStatus: 'ACCEPTED' },
        }),
      }
      const verb = action === 'add' ? 'ingest' : 'remove'
      const answer = await callPlatform(reach, {
        url: `${reach.bases.google}/v1/audienceMembers:${verb}`,
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      })
      mustBeFine(answer)
      return answer.status
    },
  }
}

const memberOf = ({ identifiers }: Entry) => ({
  compositeData: {
    userData: {
      userIdentifiers: [
        ...hashesOf(identifiers, 'email').map((emailAddress) => ({ emailAddress })),
        ...hashesOf(identifiers, 'phone').map((phoneNumber) => ({ phoneNumber })),
      ].slice(0, 10),
    },
  },
})

/** A token for an hour, for the one that was given once. */
async function accessToken(secret: GoogleSecret, reach: Reach): Promise<string> {
  const answer = await callPlatform(reach, {
    url: `${reach.bases.googleToken}/token`,
    method: 'POST',
    type: 'application/x-www-form-urlencoded',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: secret.clientId,
      client_secret: secret.clientSecret,
      refresh_token: secret.refreshToken,
    }).toString(),
  })
  mustBeFine(answer)
  const { access_token: token } = JSON.parse(answer.body) as { access_token?: string }
  if (!token) mustBeFine({ ...answer, status: 502 })
  return token ?? ''
}
