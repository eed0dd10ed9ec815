import {
  IconBrowser,
  IconCashRegister,
  IconDeviceMobile,
  IconDeviceTablet,
  IconFileImport,
  IconServer2,
  IconWebhook,
} from '@tabler/icons-react'
import type { Source } from '../../../server/src/modules/thread/contract.ts'

export const sourceIcons = {
  browser: IconBrowser,
  server: IconServer2,
  app: IconDeviceMobile,
  till: IconCashRegister,
  kiosk: IconDeviceTablet,
  webhook: IconWebhook,
  import: IconFileImport,
} satisfies Record<Source['kind'], unknown>
