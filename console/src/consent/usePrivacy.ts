import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import {
  ConsentRules,
  type NewRequest,
  PrivacyRequest,
  RetentionView,
} from '../../../server/src/modules/consent/contract.ts'
import { get, send } from '../api/client.ts'

const requestsKey = ['consent', 'requests']
export const retentionKey = ['consent', 'retention']
export const rulesKey = ['consent', 'rules']

/** What people asked, looked at again every few seconds: an erasure runs while one waits. */
export function useRequests() {
  return useQuery({
    queryKey: requestsKey,
    queryFn: ({ signal }) =>
      get('/api/privacy/requests', { answer: z.array(PrivacyRequest), signal }),
    refetchInterval: ({ state }) =>
      state.data?.some((one) => one.state === 'verified' || one.state === 'running') ? 1500 : false,
  })
}

/** Asks something of the server about requests; the list follows. */
function useRequestCall<Input>(call: (input: Input) => Promise<PrivacyRequest>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: call,
    onSettled: () => queries.invalidateQueries({ queryKey: requestsKey }),
  })
}

export const useOpenRequest = () =>
  useRequestCall((asked: NewRequest) =>
    send('POST', '/api/privacy/requests', asked, { answer: PrivacyRequest }),
  )

export type RequestVerb = 'code' | 'verify' | 'extend' | 'refuse'

export const useDecideRequest = (id: string) =>
  useRequestCall(({ verb, body }: { verb: RequestVerb; body?: object }) =>
    send('POST', `/api/privacy/requests/${id}/${verb}`, body, { answer: PrivacyRequest }),
  )

export function useRetention() {
  return useQuery({
    queryKey: retentionKey,
    queryFn: ({ signal }) => get('/api/privacy/retention', { answer: RetentionView, signal }),
  })
}

export function useConsentRules() {
  return useQuery({
    queryKey: rulesKey,
    queryFn: ({ signal }) => get('/api/consent/rules', { answer: ConsentRules, signal }),
  })
}
