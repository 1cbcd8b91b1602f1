import { stackEn } from './stack-en';
import type { TeardownTexts } from './teardown-texts';

export const teardownEn: TeardownTexts = {
  help: `npm run teardown -- [options]

Takes the stack away. First it says what goes, what stays, and what that costs a month; then it asks.
What could not be got back stays unless it is named:

  --release-address   releases the Elastic IPs: the same ones can't be had again
  --delete-secrets    deletes the secrets; for 7 days they can be had back
  --delete-table      deletes the table, with members' conversations and usage
  --delete-audit-log  deletes the audit log
  --everything        all four

  --dry-run      only says what would be done
  --yes NAME     asks nothing; NAME is the stack's, or local
  --keep-file FILE
                 of a stack that is gone: the file with its line KeepLine, to delete what it left
${stackEn.commonHelp('teardown', 'docs/teardown.md', ', 130 left by Ctrl-C')}

With --local it ends the running npm start. A key of your own (governance.ownKey) is never deleted here.
Whatever could not be deleted is listed with the reason; calling again goes on.`,

  usage: {
    nobodyToAsk: (name) => `There is no terminal to ask in. To do it without a question, add --yes ${name}.`,
    yesNamesAnother: (name) => `--yes takes the name of what is taken away: ${name}.`,
    notOfLocal: 'With --local nothing stays that could be deleted: leave the other options out.',
  },

  stackIs: (name, region, status) => `Stack ${name} in ${region} (${status})`,
  stackIsGone: (name, region) => `There is no stack ${name} in ${region} any more.`,
  goes: 'With the stack go:',
  groups: {
    functions: 'functions',
    queues: 'queues',
    network: 'network: VPC, subnets, way out',
    endpoint: 'callback endpoint',
    alarms: 'alarms and dashboard',
    logs: 'logs of the functions',
    others: 'roles, permissions, schedule, saved questions',
  },
  messages: ({ waiting, deadLetters }) =>
    waiting + deadLetters === 0
      ? 'The queues are empty.'
      : `Messages in the queues that nobody will answer: ${waiting} that wait for an answer, ${deadLetters} that were given up.`,
  outlives: 'What outlives it:',
  nothingOutlives: 'Nothing outlives it.',
  columns: ['WHAT', 'US$ A MONTH', '', 'NAME'],
  kinds: { address: 'Elastic IP', secret: 'secret', table: 'table', auditLog: 'audit log', key: 'key' },
  bySize: 'by size',
  fates: { stays: 'stays', goes: 'deleted' },
  sum: (usd, asOf) =>
    `What stays costs ${usd} a month, and the table and the audit log by their size (list prices of ${asOf}).`,
  adoptedMeans: '* was there before this stack, which went on with it (keep in config.ts)',
  keyStays:
    'The key: KMS → Schedule key deletion, last of all. Without it, nothing that it encrypted can be read.',
  keepLine: 'With this line in config.ts, a later deployment goes on with what stays:',
  leaveOut: (fields) => `Leave out of it what is deleted: ${fields}.`,
  besides: 'No part of the stack, and to be seen to by hand:',
  alwaysBesides: [
    'the app in WeCom, with its callback URL: turn off the receiving of messages, or delete the app',
    'what npx cdk bootstrap made (stack CDKToolkit): other stacks may use it',
  ],
  cname: 'the CNAME records at your DNS provider, of the callback domain and of its certificate',
  untrust: (addresses) =>
    `企业可信IP of every app in WeCom: take out ${addresses}, which AWS will give to somebody else`,
  onlyShown: 'Nothing was done: this was only the plan.',

  confirm: (name) => `Type ${name} to take it away: `,
  left: 'Left. Nothing was deleted. To go on, run the same command again.',
  confirmRemoval: {
    address: (ids) => `Release ${ids}? AWS will give it to somebody else; the same one can't be had again.`,
    secret: (ids) => `Delete the secrets? For 7 days they can be had back. ${ids}`,
    table: (ids) => `Delete the table ${ids}? Conversations, usage and settings in it are lost.`,
    auditLog: (ids) => `Delete the audit log ${ids}? What it says can't be had again.`,
  },
  askSave: 'Save the line for config.ts to a file?',
  saved: (file) => `The line for config.ts is in ${file}`,
  destroying: (name) =>
    `Deleting ${name}. It takes some minutes, for the network interfaces of functions up to 40.`,

  stackDeleted: (name) => `The stack ${name} is deleted.`,
  removed: {
    address: (id) => `The Elastic IP ${id} is released.`,
    secret: (id) => `The secret ${id} will be deleted in 7 days.`,
    table: (id) => `The table ${id} is deleted.`,
    auditLog: (id) => `The audit log ${id} is deleted.`,
  },
  absent: (kind, id) => `${kind} ${id} was not there (any more).`,
  absentMeans: 'If it should be there still, the credentials are of another AWS account: set AWS_PROFILE.',
  again: (keepFile) => `To try these again: call with the same options and --keep-file ${keepFile}`,

  local: {
    goes: 'The running npm start ends, with all that is in it.',
    nothingStays: 'Nothing stays: it was in memory.',
    ended: 'npm start has ended.',
    'was-gone': 'npm start was not running any more; the file that it had left is removed.',
  },

  faults: {
    ...stackEn.faults('docs/teardown.md'),
    'no-such-stack': ({ stack, region }) => ({
      what: `There is no stack ${stack} in ${region}.`,
      why: 'Name, region or AWS account is another one; or the stack is gone already.',
      next: 'Set AWS_REGION and AWS_PROFILE, or name the stack. To delete what a stack has left that is gone, add --keep-file with the file that was saved (keep-NAME.txt).',
    }),
    'not-confirmed': ({ name }) => ({
      what: 'Nothing was deleted.',
      why: `What was typed is not ${name}.`,
      next: 'Call again, and type the name as it is shown.',
    }),
    'foreign-stack': ({ stack }) => ({
      what: `${stack} can't be taken away here.`,
      why: 'This project makes stacks that are called WecomGpt, or WecomGpt- and a stage.',
      next: 'Name one of these, or delete it in the console of CloudFormation.',
    }),
    'bad-configuration': ({ reason }) => ({
      what: 'Nothing was deleted: the configuration has faults, and CDK reads it to delete the stack.',
      why: reason,
      next: 'Mend config.ts, then call again.',
    }),
    'other-region': ({ stackRegion, configRegion }) => ({
      what: 'Nothing was deleted.',
      why: `The stack that was looked at is in ${stackRegion}, but config.ts says ${configRegion}: CDK would delete there.`,
      next: `Set AWS_REGION=${configRegion}, or the region in config.ts to ${stackRegion}.`,
    }),
    protected: ({ stack }) => ({
      what: 'Nothing was deleted.',
      why: 'Somebody has turned on the termination protection of the stack.',
      next: `aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${stack}`,
    }),
    'under-way': ({ stack, status }) => ({
      what: `CloudFormation is at work on ${stack}: ${status}.`,
      why: 'A deployment or a deletion goes on, also if this command was ended.',
      next: 'Wait until it is done (console of CloudFormation → Events), then call again.',
    }),
    'cdk-failed': ({ words }) => ({
      what: 'npx cdk destroy did not delete the stack.',
      why: `It said: ${words}`,
      next: 'Mend what it names, then call again.',
    }),
    'not-deleted': ({ stack, failed }) => ({
      what: `The deletion of ${stack} has failed. What is gone is gone, the rest is there still.`,
      why: `${failed.length} could not be deleted:${failed.map(({ resource, type, reason }) => `\n        - ${resource} (${type}): ${reason}`).join('')}`,
      next: 'Mend what the reasons name, then call again: it goes on where it stopped. Network interfaces of functions may take 40 minutes to go: then wait.',
    }),
    'bad-keep-file': ({ file, reason }) => ({
      what: `${file} can't be used.`,
      why: `It can't be read, or has no line KeepLine (${reason}).`,
      next: 'Name the file that was saved (keep-NAME.txt), or write the line keep: { … } of the output KeepLine into one.',
    }),
    'keep-file-of-another': ({ file, stackOfFile, regionOfFile, stack, region }) => ({
      what: 'Nothing was deleted.',
      why: `${file} is of ${stackOfFile === undefined ? '' : `the stack ${stackOfFile} in `}${regionOfFile}, but what was looked at is ${stack} in ${region}.`,
      next: `To delete what is in the file, set AWS_REGION=${regionOfFile}${stackOfFile === undefined ? '' : ` and add --stack ${stackOfFile}`}; otherwise name the file of ${stack}.`,
    }),
    'not-saved': ({ file, reason }) => ({
      what: `Nothing was deleted: ${file} could not be written.`,
      why: `The system said: ${reason}`,
      next: 'Call again in a folder that you may write to, or say no when asked whether to save.',
    }),
    'not-ended': ({ pid }) => ({
      what: 'npm start has not ended.',
      why: `Its process ${pid} was told to, and is still there after 30 seconds.`,
      next: `End it by hand, e.g. kill -9 ${pid}, then call again to clean up.`,
    }),
  },
};
