import type { RedriveTexts } from './redrive-texts';
import { stackEn } from './stack-en';

export const redriveEn: RedriveTexts = {
  help: `npm run redrive -- [options] [ID]

Without an id, lists the messages that the bot has given up: what is in the dead-letter queue of the stack.
With one, puts that message back, and the bot answers it as if it had just come. What is lost: docs/redrive.md

  ID             of the list, or the beginning of it, at least 8 characters; why, says
                 npm run logs -- worker --since 14d --message ID
${stackEn.commonHelp('redrive', 'docs/redrive.md')}`,

  usage: {
    oneId: 'Name one id: messages are put back one at a time.',
    notAnId:
      'That is not an id. It begins with 8 characters out of 0-9 and a-f, as npm run redrive lists them without one.',
  },

  list: {
    empty: '✓ Nothing here: no message has been given up.',
    heading: (count) => `${count} ${count === 1 ? 'message was' : 'messages were'} given up:`,
    columns: ['ID', 'APP', 'MEMBER', 'KIND', 'SENT', 'GIVEN UP'],
    unreadable: "can't be read",
    putBack: (id) => `To put one back, with the same options: npm run redrive -- ${id}`,
    behind: (count) => `About ${count} more: they show once those listed are put back.`,
    elsewhere: (count) =>
      `About ${count} more are being looked at by somebody else: they show again within half a minute.`,
  },

  results: {
    'put-back': (id) => `${id} is back in the queue, behind what its member has written since.`,
    'already-answered': (id) => `${id} has been answered meanwhile. It was taken off the list, not put back.`,
  },

  faults: {
    ...stackEn.faults('docs/redrive.md'),
    'no-such-message': ({ id }) => ({
      what: `No message's id begins with ${id}.`,
      why: 'It was put back already, is older than 14 days, or somebody else is looking at it just now.',
      next: 'List what is there with npm run redrive, in half a minute if need be.',
    }),
    'several-messages': ({ id }) => ({
      what: `The ids of several messages begin with ${id}.`,
      why: 'The list shows only the beginnings.',
      next: 'Take the whole id from npm run redrive -- --json.',
    }),
    unreadable: ({ id }) => ({
      what: `${id} can't be read, and was left where it is.`,
      why: 'Another release wrote it: this one would only give it up again.',
      next: 'Finish the deployment of the release that wrote it, and call again from there.',
    }),
    'not-in-hand': ({ id }) => ({
      what: `${id} slipped away, and was left where it is.`,
      why: 'Looking through the queue took too long, or somebody else has taken the message.',
      next: 'Call again in half a minute.',
    }),
    'not-finished': ({ id }) => ({
      what: `${id} was left where it is.`,
      why: 'The bot has not finished giving it up: put back now, it might be dropped.',
      next: 'Call again in a minute, or six minutes after it was given up at the latest.',
    }),
  },
};
