import { Problem } from '../api/problem.ts'

/** Whether this browser can hold passkeys for this address. */
export const knowsPasskeys = () =>
  window.isSecureContext &&
  typeof PublicKeyCredential !== 'undefined' &&
  'parseRequestOptionsFromJSON' in PublicKeyCredential

/** Asks the device for a new passkey; null when the person changed their mind. */
export async function createPasskey(options: object): Promise<unknown | null> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    options as PublicKeyCredentialCreationOptionsJSON,
  )
  return asJson(() => navigator.credentials.create({ publicKey }))
}

/** Asks the device to prove who is there. */
export async function answerWithPasskey(options: object): Promise<unknown | null> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    options as PublicKeyCredentialRequestOptionsJSON,
  )
  return asJson(() => navigator.credentials.get({ publicKey }))
}

/** Closing the device's own window is no fault; that the device knows this key already is told. */
async function asJson(ask: () => Promise<Credential | null>): Promise<unknown | null> {
  try {
    const credential = await ask()
    return credential instanceof PublicKeyCredential ? credential.toJSON() : null
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
    if (error.name === 'NotAllowedError' || error.name === 'AbortError') return null
    throw new Problem(
      error.name === 'InvalidStateError' ? 'console/passkey-known' : 'console/passkey-failed',
      0,
    )
  }
}
