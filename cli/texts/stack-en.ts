import type { StackTexts } from './stack-texts';

export const stackEn: StackTexts = {
  oneStack: 'Name one of --stack, --stage and --local.',

  commonHelp: (
    command,
    page,
    exitCode = '',
  ) => `  --stack NAME   name of the stack in AWS, WecomGpt if not given
  --stage NAME   the stack of that stage, WecomGpt-NAME
  --local        the stack of the running npm start
  --json         prints JSON
  --lang LANG    zh-CN (default) or en
  --help         this (中文：npm run ${command} -- --help)

Credentials are those of the AWS SDK: AWS_PROFILE and so on. The region is AWS_REGION, or else that of config.ts. The
permissions that it takes: ${page}

Exit code: 0 well, 1 something is wrong, 2 called wrongly${exitCode}`,

  faults: (page) => ({
    'no-region': () => ({
      what: 'AWS could not be asked.',
      why: 'There is no config.ts, and no region is set; or what is set is none.',
      next: 'If nothing was deployed yet: npm run setup. Otherwise set its region, e.g. AWS_REGION=ap-northeast-1. For npm start, add --local.',
    }),
    'no-credentials': ({ reason }) => ({
      what: 'You are not signed in to AWS.',
      why: `No AWS credentials were found. The SDK says: ${reason}`,
      next: 'Sign in in this terminal (e.g. aws login, or aws configure sso), and choose the account by AWS_PROFILE: step 2 of docs/guide.md. For npm start, add --local.',
    }),
    'credentials-refused': ({ reason }) => ({
      what: 'AWS does not take the credentials.',
      why: `It said: ${reason}`,
      next: 'Sign in again, or set AWS_PROFILE to another profile.',
    }),
    'access-denied': ({ action }) => ({
      what: 'AWS refused a call.',
      why: `These credentials may not do this: ${action}`,
      next: `Have it granted: ${page} lists the permissions that this command takes. Nothing is lost: then call again.`,
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
  }),
};
