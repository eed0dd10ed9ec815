import type { PageTexts } from './fr.ts'

/** What customers read on the preference pages, in English. */
export const en: PageTexts = {
  title: 'Your preferences',
  intro: 'Choose what you want to receive. You can change your mind at any time.',
  save: 'Save',
  refuseAll: 'Refuse all',
  saved: 'Your choices are saved. They apply from now on.',
  nothingToChoose: 'There is nothing to choose at the moment.',
  since: {
    given: 'Accepted on',
    withdrawn: 'Refused on',
    pending: 'To be confirmed by the message sent on',
    expired: 'Came to its end, accepted on',
  },
  unknown: 'You have not answered yet',
  otherLanguage: 'En français',
  purposes: {
    marketing: 'News and offers',
    email_open_tracking: 'Measuring whether e-mails are read',
    analytics: 'Measuring your visits',
    advertising: 'Advertising by what you looked at',
    personalisation: 'Pages adapted to your visits',
    service: 'News of your orders',
  },
  channels: {
    email: 'By e-mail',
    sms: 'By text message',
    push: 'By notification',
    web: 'On the site',
  },
  unsubscribe: {
    title: 'Unsubscribe',
    question: 'Do you want to stop receiving these messages?',
    confirm: 'Unsubscribe',
    done: 'Done: you will not receive these messages any more.',
    preferences: 'See all my preferences',
  },
  confirm: {
    title: 'Confirm your subscription',
    question: 'You asked for this. Do you still agree?',
    confirm: 'I confirm',
    done: 'Confirmed. Thank you!',
    late: 'This link is no longer valid. Subscribe again if you wish.',
  },
  copy: {
    title: 'Your data',
    text: 'You may have a copy of all that we know of you. We first write to your address, to be sure that it is you who asks.',
    ask: 'Ask for a copy',
    asked:
      'We have written to you. Open that message and confirm: so we know that it is you who asks.',
    again: 'Write to me again',
    inHand: 'Your request is confirmed. You will receive your copy by',
    nowhere: 'For a copy of your data, ask in one of our shops: we have no address to write to.',
    question: 'Did you ask for a copy of all that we know of you?',
    confirm: 'Yes, I ask for it',
    done: 'Confirmed. A message will tell you where it is, by',
    late: 'This link is no longer valid. Ask for your copy again from the page of your preferences.',
  },
  broken: {
    title: 'This link does not work',
    text: 'It is incomplete or no longer valid. Open it again from your message.',
  },
}
