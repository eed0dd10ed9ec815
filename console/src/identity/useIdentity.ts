import { useQuery, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import {
  BlockedValue,
  IdentitySettings,
  IdentityWarning,
  KeptApart,
  MergePage,
} from '../../../server/src/modules/customers/identity-contract.ts'
import { get } from '../api/client.ts'
import { useList } from '../api/useList.ts'

const all = ['identity']
export const rulesKey = [...all, 'rules']
export const blockedKey = [...all, 'blocked']
export const apartKey = [...all, 'apart']

export interface MergeFilters {
  state?: 'standing' | 'undone' | undefined
  forced?: boolean | undefined
  customerId?: string | undefined
}

export function useMerges(filters: MergeFilters) {
  return useList({
    key: [...all, 'merges', filters],
    load: (before, signal) =>
      get('/api/identity/merges', { answer: MergePage, query: { ...filters, before }, signal }),
    rows: (page) => page.merges,
    next: (page) => page.next,
  })
}

export function useWarnings(query: { customerId?: string; code?: string | undefined }) {
  return useQuery({
    queryKey: [...all, 'warnings', query],
    queryFn: ({ signal }) =>
      get('/api/identity/warnings', { answer: z.array(IdentityWarning), query, signal }),
  })
}

export function useRules() {
  return useQuery({
    queryKey: rulesKey,
    queryFn: ({ signal }) => get('/api/identity/rules', { answer: IdentitySettings, signal }),
  })
}

export function useBlocked() {
  return useQuery({
    queryKey: blockedKey,
    queryFn: ({ signal }) =>
      get('/api/identity/blocked', { answer: z.array(BlockedValue), signal }),
  })
}

export function useApart() {
  return useQuery({
    queryKey: apartKey,
    queryFn: ({ signal }) => get('/api/identity/apart', { answer: z.array(KeptApart), signal }),
  })
}

/** The weaver carries out an order in its place among the events, a moment later. */
const afterwards = [150, 700, 2_000]

/** Reads again what an order changes, once it has been carried out. */
export function useAfterOrder() {
  const queries = useQueryClient()
  return () => {
    for (const wait of afterwards) {
      setTimeout(() => {
        queries.invalidateQueries({ queryKey: all })
        queries.invalidateQueries({ queryKey: ['customers'] })
      }, wait)
    }
  }
}
