import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { commands } from './commands.ts'

test('the manual lists every command, and no other', async () => {
  const page = await readFile(new URL('../../../docs/operations.md', import.meta.url), 'utf8')
  const [, table = ''] = page.split('| command |')
  const listed = [
    ...(table.split('\n## ')[0] ?? '').matchAll(/^\| `([a-z -]+?)(?: (?:--|[A-Z]).*)?` \|/gm),
  ]

  expect(Object.keys(commands).length).toBeGreaterThan(5)
  expect(listed.map(([, name]) => name).sort()).toEqual(Object.keys(commands).sort())
})
