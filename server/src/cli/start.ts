import { untilAskedToStop } from '../kernel/stop.ts'
import { ownerLink } from '../modules/team/index.ts'
import { serve } from '../serve.ts'
import type { Command } from './command.ts'

export const start: Command = {
  summary: 'Serves until stopped, in the role of ROLE',
  async run({ config, log, say }) {
    const asked = untilAskedToStop()
    const { house, stop } = await serve(config, log)
    if (config.role === 'worker') say(`Filrouge works (process ${process.pid})`)
    else {
      const link = await house.inWork((work) => ownerLink(work, config.baseUrl))
      say(welcome(config.baseUrl, house.clock.demo, link?.link))
    }
    const signal = await asked
    log.info({ signal }, 'stopping')
    await stop()
    return { stopped: signal }
  },
}

function welcome(baseUrl: string, demo: boolean, link: string | undefined): string {
  const lines = [
    `Filrouge runs at ${baseUrl}`,
    `  console       ${baseUrl}/`,
    ...(demo ? [`  shop          ${baseUrl}/shop/`] : []),
    `  API           ${baseUrl}/api/docs`,
    `  mail viewer   ${baseUrl}/mail`,
  ]
  if (link) lines.push('', `Become its owner (this link works once): ${link}`)
  return `${lines.join('\n')}\n`
}
