import { expect, test } from 'vitest'
import type { Wording } from '../../../server/src/modules/consent/contract.ts'
import { asksOf, nextVersion } from './wordings.ts'

const words = (version: string, language: 'fr' | 'en', day: number): Wording => ({
  id: `01a2021e-d91c-7000-b59c-5f958a08300${day}`,
  ...{ purpose: 'marketing', channel: 'email', version, language, text: 'J’accepte.' },
  textHash: '',
  createdAt: `2026-11-0${day}T08:00:00.000Z`,
})

test('the words of today are the newest of each language; the others are of before', () => {
  const [email, sms] = asksOf('marketing', [
    words('news-1', 'fr', 1),
    words('news-1', 'en', 1),
    words('news-2', 'fr', 2),
  ])
  expect(email?.current.fr?.version).toBe('news-2')
  expect(email?.current.en?.version).toBe('news-1')
  expect(email?.earlier.map(({ version, language }) => `${version} ${language}`)).toEqual([
    'news-1 fr',
  ])
  expect(sms).toMatchObject({ channel: 'sms', current: {}, earlier: [] })
})

test('a version proposes the name of the next, and never one that is taken', () => {
  const next = (...versions: string[]) => {
    const [ask] = asksOf(
      'marketing',
      versions.map((version, at) => words(version, 'fr', at + 1)),
    )
    return ask && nextVersion(ask)
  }
  expect(next('news-1', 'news-2')).toBe('news-3')
  expect(next('news-2', 'news-3', 'news-2')).toBe('news-4')
  expect(next('spring')).toBe('spring-2')
  expect(next('2026')).toBe('2027')
  expect(next()).toBe('marketing-email-1')
})
