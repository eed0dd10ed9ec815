/** Which source a write key is of: its kind says whether a site or an app opens the session. */
export interface Keyring {
  find(writeKey: string): Promise<{ readonly kind: string; readonly enabled: boolean } | undefined>
}
