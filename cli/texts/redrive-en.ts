import type { RedriveTexts } from './redrive-texts';

export const redriveEn: RedriveTexts = {
  help: `npm run redrive -- [options] [ID]

Without an id, lists the messages that the bot has given up: what is in the dead-letter queue of the stack.
With one, puts that message back, and the bot answers it as if it had just come.

  ID             of the list, or the beginning of it, at least 8 characters
  --stack NAME   name of the stack in AWS, WecomGpt if not given
  --local        the stack of the running npm start
  --json         prints JSON
  --lang LANG    zh-CN (default) or en
  --help         this (中文：npm run redrive -- --help)

Credentials and region are those of the AWS SDK: AWS_PROFILE, AWS_REGION and so on. What is lost, and the permissions
that it takes: docs/redrive.md

Exit code: 0 well, 1 something is wrong, 2 called wrongly`,

  usage: {
    badArguments: (reason) => `${reason}\nUsage: npm run redrive -- --help --lang en`,
    oneId: 'Name one id: messages are put back one at a time.',
    notAnId:
      'That is not an id. It begins with 8 characters out of 0-9 and a-f, as npm run redrive lists them without one.',
    localOrStack: 'Name either --stack or --local.',
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
    'no-region': () => ({
      what: 'AWS could not be asked.',
      why: 'No region is set, or what is set is none.',
      next: 'Set the region of config.ts, e.g. AWS_REGION=ap-northeast-1. For npm start, add --local.',
    }),
    'no-credentials': () => ({
      what: 'AWS could not be asked.',
      why: 'No AWS credentials were found.',
      next: 'Set AWS_PROFILE, or sign in as for npx cdk deploy. For npm start, add --local.',
    }),
    'credentials-refused': ({ reason }) => ({
      what: 'AWS does not take the credentials.',
      why: `It said: ${reason}`,
      next: 'Sign in again, or set AWS_PROFILE to another profile.',
    }),
    'access-denied': ({ action }) => ({
      what: 'AWS refused a call.',
      why: `These credentials may not do this: ${action}`,
      next: 'Have it granted: docs/redrive.md lists the permissions that this command takes. Nothing is lost: then call again.',
    }),
    unreachable: ({ reason }) => ({
      what: 'AWS gave no answer.',
      why: reason,
      next: 'Check the network and the region. Nothing is lost: then call again.',
    }),
    aws: ({ reason }) => ({
      what: 'A call of AWS failed.',
      why: `It said: ${reason}`,
      next: 'Nothing is lost: call again in a minute.',
    }),
    'no-such-stack': ({ stack, region }) => ({
      what: `There is no stack ${stack} in ${region}.`,
      why: 'Name, region or AWS account is another one.',
      next: 'Set AWS_REGION to the region of config.ts, AWS_PROFILE to the account, or name the stack with --stack.',
    }),
    'old-stack': ({ output }) => ({
      what: `The stack has no output ${output}.`,
      why: 'It was deployed by an older release, or it is another stack.',
      next: 'Deploy this release (for npm start: start it again), or name the stack with --stack.',
    }),
    'not-running': () => ({
      what: 'No local stack was found.',
      why: 'npm start is not running in this folder.',
      next: 'Start it with npm start. For the stack in AWS, leave out --local.',
    }),
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
