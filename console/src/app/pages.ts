import {
  IconActivity,
  IconFilter,
  IconHome,
  IconMail,
  IconPlugConnected,
  IconRoute,
  IconUsers,
} from '@tabler/icons-react'
import { page } from './page.ts'

/** Every page of the console. The navigation, the palette and the addresses all come from this list. */
export const pages = [
  page({
    path: '/',
    title: 'home.title',
    nav: { group: 'today', icon: IconHome },
    load: () => import('../home/HomePage.tsx'),
  }),
  page({
    path: '/live',
    title: 'thread.live.title',
    right: 'events:read',
    nav: { group: 'today', icon: IconActivity },
    load: () => import('../thread/LivePage.tsx'),
  }),
  page({
    path: '/customers',
    title: 'customers.title',
    right: 'customers:read',
    nav: { group: 'know', icon: IconUsers },
    load: () => import('../customers/CustomersPage.tsx'),
  }),
  page({
    path: '/customers/$id',
    title: 'customers.one',
    right: 'customers:read',
    load: () => import('../customers/CustomerPage.tsx'),
  }),
  page({
    path: '/audiences',
    title: 'audiences.title',
    right: 'audiences:read',
    nav: { group: 'know', icon: IconFilter },
    load: () => import('../audiences/AudiencesPage.tsx'),
  }),
  page({
    path: '/audiences/new',
    title: 'audiences.new.title',
    right: 'audiences:write',
    load: () => import('../audiences/AudienceEditPage.tsx'),
  }),
  page({
    path: '/audiences/$id',
    title: 'audiences.one',
    right: 'audiences:read',
    load: () => import('../audiences/AudiencePage.tsx'),
  }),
  page({
    path: '/audiences/$id/edit',
    title: 'audiences.edit.title',
    right: 'audiences:write',
    load: () => import('../audiences/AudienceEditPage.tsx'),
  }),
  page({
    path: '/journeys',
    title: 'journeys.title',
    right: 'journeys:read',
    nav: { group: 'act', icon: IconRoute },
    load: () => import('../journeys/JourneysPage.tsx'),
  }),
  page({
    path: '/journeys/$id',
    title: 'journeys.one',
    right: 'journeys:read',
    load: () => import('../journeys/JourneyPage.tsx'),
  }),
  page({
    path: '/messages',
    title: 'messages.title',
    right: 'messages:read',
    nav: { group: 'act', icon: IconMail },
    load: () => import('../messages/TemplatesPage.tsx'),
  }),
  page({
    path: '/messages/sent',
    title: 'messages.sent.title',
    right: 'messages:read',
    load: () => import('../messages/SentPage.tsx'),
  }),
  page({
    path: '/messages/$id',
    title: 'messages.one',
    right: 'messages:read',
    load: () => import('../messages/TemplatePage.tsx'),
  }),
  page({
    path: '/mail',
    title: 'mails.title',
    right: 'messages:read',
    load: () => import('../mails/MailsPage.tsx'),
  }),
  page({
    path: '/sources',
    title: 'sources.title',
    right: 'sources:read',
    nav: { group: 'setup', icon: IconPlugConnected },
    load: () => import('../sources/SourcesPage.tsx'),
  }),
  page({
    path: '/quarantine',
    title: 'sources.quarantine.title',
    right: 'events:read',
    load: () => import('../sources/QuarantinePage.tsx'),
  }),
  page({
    path: '/quarantine/parked',
    title: 'sources.parked.title',
    right: 'events:read',
    load: () => import('../sources/ParkedPage.tsx'),
  }),
] as const
