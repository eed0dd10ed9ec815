import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Begun } from '../../../server/src/modules/team/proof-contract.ts'
import { send } from '../api/client.ts'
import { answerWithPasskey } from './passkey.ts'

/** Signs in by passkey: the device asks for a finger, a face or its code, and says who is there. */
export function usePasskeySignIn(onIn: () => unknown) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      const begin = '/api/sign-in/passkey/begin'
      const { ticket, options } = await send('POST', begin, undefined, { answer: Begun })
      const response = await answerWithPasskey(options)
      if (response === null) return false
      await send('POST', '/api/sign-in/passkey', { ticket, response })
      return true
    },
    onSuccess: async (entered) => {
      if (!entered) return
      await queries.resetQueries()
      await onIn()
    },
  })
}
