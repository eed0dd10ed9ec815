import { defineRefusal } from '../../kernel/refusal.ts'

type Nothing = Record<string, never>

/** Neither a session nor a key that is known. */
export const NotSignedIn = defineRefusal<Nothing>('team/not-signed-in', 401)

export const RightMissing = defineRefusal<{ right: string }>('team/right-missing', 403)

/** The route serves a person at the console; a key has no session. */
export const PersonsOnly = defineRefusal<Nothing>('team/persons-only', 403)

/** A write that rides on the cookie of a session but was not sent by the console. */
export const ForeignRequest = defineRefusal<Nothing>('team/foreign-request', 403)

/** One answer for an unknown email, a wrong password and a person without one. */
export const SignInRefused = defineRefusal<Nothing>('team/sign-in-refused', 401)

export const TooManyTries = defineRefusal<{ retryAfter: number }>('team/too-many-tries', 429)

/** Unknown, used or expired: whoever guesses must not learn which. */
export const LinkNotValid = defineRefusal<Nothing>('team/link-not-valid', 410)

export const HasOwner = defineRefusal<Nothing>('team/has-owner', 409)

/** No mail server is named, or this is a demo: an owner makes the link. */
export const NoMail = defineRefusal<Nothing>('team/no-mail', 409)

export const EmailTaken = defineRefusal<{ email: string }>('team/email-taken', 409)

/** Nobody hands out more than they have themselves. */
export const RoleTooHigh = defineRefusal<{ role: string }>('team/role-too-high', 403)

/** Nor does a key get more than whoever makes it has. */
export const RightsTooHigh = defineRefusal<{ missing: string[] }>('team/rights-too-high', 403)

export const LastOwner = defineRefusal<Nothing>('team/last-owner', 409)

export const PersonNotFound = defineRefusal<{ id: string }>('team/person-not-found', 404)

export const KeyNotFound = defineRefusal<{ id: string }>('team/key-not-found', 404)

/** Used, expired or withdrawn already. */
export const InvitationNotFound = defineRefusal<{ id: string }>('team/invitation-not-found', 404)

/** The second proof was wrong, or was used already. */
export const CodeRefused = defineRefusal<Nothing>('team/code-refused', 401)

/** The app's secret was sealed with a key that is not here: SEAL_KEY, or seal.key in the data folder. */
export const AuthenticatorUnreadable = defineRefusal<Nothing>('team/authenticator-unreadable', 409)

/** Whoever changes how they prove who they are proves it again. */
export const PasswordRefused = defineRefusal<Nothing>('team/password-refused', 403)

/** Not started here, over in the meantime, or finished already: begin again. */
export const TicketNotValid = defineRefusal<Nothing>('team/ticket-not-valid', 410)

/** The device's answer does not fit; the reason is for whoever reads the answer, not for the screen. */
export const PasskeyRefused = defineRefusal<{ reason: string }>('team/passkey-refused', 401)

export const PasskeyNotFound = defineRefusal<{ id: string }>('team/passkey-not-found', 404)

export const SessionNotFound = defineRefusal<{ id: string }>('team/session-not-found', 404)

/** The last second proof of somebody whose role asks for one. */
export const ProofNeeded = defineRefusal<{ role: string }>('team/proof-needed', 409)

/** Whoever asks others of the same role for a second proof has one. */
export const OwnProofFirst = defineRefusal<Nothing>('team/own-proof-first', 409)
