import { z } from 'zod'
import { Email, Name, Password, Role, Session } from './contract.ts'

const Token = z.string().min(1).max(200)
const Time = z.iso.datetime()

/** A secret for an app that makes codes: as text to type, and as the address in the code to scan. */
export const NewAuthenticator = z.object({
  ticket: z.string(),
  secret: z.string(),
  uri: z.string(),
})
export type NewAuthenticator = z.infer<typeof NewAuthenticator>

/** The password was right, and something is still asked. The ticket goes with the answer. */
export const NextProof = z.discriminatedUnion('needs', [
  z.object({
    needs: z.literal('second-proof'),
    ticket: z.string(),
    by: z.array(z.enum(['code', 'passkey'])),
  }),
  /** The role asks for a second proof, and there is none yet: it is made before anything else. */
  NewAuthenticator.extend({ needs: z.literal('authenticator') }),
])
export type NextProof = z.infer<typeof NextProof>

/** Six digits of an app, or one of the ten codes on paper. */
export const CodeInput = z.object({ ticket: Token, code: z.string().trim().min(6).max(20) })
export type CodeInput = z.infer<typeof CodeInput>

/** For paper; told this once. */
export const BackupCodes = z.object({ backupCodes: z.array(z.string()) })
export type BackupCodes = z.infer<typeof BackupCodes>

export const SessionWithCodes = Session.extend(BackupCodes.shape)

/** What a browser's credentials interface takes (WebAuthn Level 3, its JSON form), and a ticket. */
export const Begun = z.object({ ticket: z.string(), options: z.looseObject({}) })
export type Begun = z.infer<typeof Begun>

/** What a device answered, in the same JSON form; the library that verifies it reads the rest. */
const Answer = z.looseObject({
  id: z.string().min(1).max(2000),
  rawId: z.string().min(1).max(2000),
  type: z.literal('public-key'),
  response: z.looseObject({ clientDataJSON: z.string().max(10_000) }),
})

export const PasskeyInput = z.object({ ticket: Token, name: Name, response: Answer })
export type PasskeyInput = z.infer<typeof PasskeyInput>

export const PasskeyProof = z.object({ ticket: Token, response: Answer })
export type PasskeyProof = z.infer<typeof PasskeyProof>

export const Passkey = z.object({
  id: z.uuid(),
  name: z.string(),
  createdAt: Time,
  lastUsedAt: Time.nullable(),
})
export type Passkey = z.infer<typeof Passkey>

/** A browser that somebody is signed in with. */
export const OwnSession = z.object({
  id: z.uuid(),
  userAgent: z.string().nullable(),
  openedAt: Time,
  /** To the day: a session in use is renewed once a day. */
  renewedAt: Time,
  current: z.boolean(),
})
export type OwnSession = z.infer<typeof OwnSession>

/** How a person signs in, and where they are signed in now. */
export const Account = z.object({
  authenticator: z.object({ since: Time, backupCodes: z.int() }).nullable(),
  passkeys: z.array(Passkey),
  /** Whether the role asks for a second proof. */
  strict: z.boolean(),
  sessions: z.array(OwnSession),
})
export type Account = z.infer<typeof Account>

/** The password, again, before something is changed that is as strong as it. */
export const Confirmed = z.object({ password: z.string().min(1).max(128) })

export const PasswordChange = Confirmed.extend({ next: Password })

export const Forgotten = z.object({ email: Email })

export const ResetInput = z.object({ token: Token, password: Password })
export type ResetInput = z.infer<typeof ResetInput>

/** Told once, to the owner who made it. */
export const ResetLink = z.object({ link: z.string(), expiresAt: Time })
export type ResetLink = z.infer<typeof ResetLink>

/** Roles whose people must bring a second proof. */
export const StrictRoles = z.object({ strict: z.array(Role) })
export type StrictRoles = z.infer<typeof StrictRoles>

/** What the sign-in page knows before anybody is there. */
export const House = z.object({
  /** Whether somebody holds the key already. */
  exists: z.boolean(),
  /** Whether a link to choose a new password can be sent by mail. */
  resetByMail: z.boolean(),
})
