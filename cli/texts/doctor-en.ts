import { localTime } from '../stack/report';
import { stackEn } from './stack-en';
import type { DoctorTexts } from './doctor-texts';

const DEPLOY = 'Deploy this release: npx cdk deploy';

export const doctorEn: DoctorTexts = {
  help: `npm run doctor -- [options]

Looks at everything, from here and from inside the stack, and says what is wrong and what to do next, the worst first.
It changes nothing. ✗ does not work, ! works but not well, ? could not be found out, ✓ is well.

  --no-drift     does not compare the stack with its template, which takes up to 90 seconds
  --strict       ends with 1 also if there is a ! or a ?
${stackEn.commonHelp('doctor', 'docs/doctor.md')}
Here 1 means: there is a ✗. That no stack was found, or that the doctor function gives no answer, is one.`,

  comparing: 'Comparing the stack with its template: up to 90 seconds. --no-drift leaves it out.',
  checks: {
    versions: 'versions',
    credentials: 'credentials',
    config: 'config.ts',
    outputs: 'outputs',
    stack: 'stack',
    drift: 'drift',
    address: 'address',
    domain: 'domain',
    certificate: 'certificate',
    callback: 'callback',
    inside: 'from inside',
  },
  tag: (where, code) => ` (${{ outside: 'here', inside: 'inside' }[where]}: ${code})`,

  findings: {
    'node-ok': ({ version }) => ({ says: `Node.js ${version}.` }),
    'node-older': ({ version, recommended }) => ({
      says: `Node.js ${version} will do; ${recommended} is recommended.`,
      next: `Install Node.js ${recommended} when there is time.`,
    }),
    'node-too-old': ({ version, needed }) => ({
      says: `Node.js ${version} is too old: ${needed} at least is needed.`,
      next: 'Install Node.js 24, then npm ci.',
    }),
    'release-same': ({ version }) => ({
      says: `This folder and the stack are of the same release, ${version}.`,
    }),
    'release-behind': ({ deployed, here }) => ({
      says: `The stack is of release ${deployed}, this folder of ${here}.`,
      next: `Read CHANGELOG.md. ${DEPLOY}`,
    }),
    'release-ahead': ({ deployed, here }) => ({
      says: `The stack is of release ${deployed}, this folder only of ${here}: a deployment from here would be a step back.`,
      next: 'Bring this folder up to date: git pull, then npm ci.',
    }),
    identity: ({ account, arn, region }) => ({ says: `Account ${account}, ${arn}, region ${region}.` }),
    'config-ok': ({ region }) => ({ says: `The configuration can be deployed, to ${region}.` }),
    'config-region': ({ region, here }) => ({
      says: `The configuration is for ${region}, but the stack is looked for in ${here}.`,
      next: `Set AWS_REGION=${region}, or region in config.ts.`,
    }),
    'config-faulty': ({ faults }) => ({
      says: `The configuration can't be deployed. ${faults}`,
      next: 'Correct these; docs/configuration.md tells of every field.',
    }),

    'stack-ok': ({ stack, status }) => ({ says: `The stack ${stack} is deployed (${status}).` }),
    'stack-busy': ({ stack, status }) => ({
      says: `The stack ${stack} is being changed (${status}).`,
      next: 'Wait until that is over, then look again.',
    }),
    'stack-rolled-back': ({ stack, status, reason }) => ({
      says: `The last deployment of ${stack} failed; what was there before is at work again (${status}). ${reason}`.trim(),
      next: 'See the first failure among the events of the stack in the CloudFormation console, correct it, and deploy again.',
    }),
    'stack-stuck': ({ stack, status, reason }) => ({
      says: `The stack ${stack} is stuck (${status}). ${reason}`.trim(),
      next: 'See the events of the stack in the CloudFormation console, then: npx cdk rollback',
    }),
    'stack-unmade': ({ stack, status, reason }) => ({
      says: `The stack ${stack} was never deployed whole (${status}). ${reason}`.trim(),
      next: 'See the first failure among its events in the CloudFormation console and correct it. Delete the stack there, and deploy again.',
    }),
    'stack-leaving': ({ stack, status, reason }) => ({
      says: `The stack ${stack} is being deleted, or could not be (${status}). ${reason}`.trim(),
      next: 'If that was meant: npm run teardown. If not, deploy again with the line of output KeepLine in config.ts.',
    }),
    'stack-odd': ({ stack, status }) => ({
      says: `The stack ${stack} is in a state that is not known here: ${status}.`,
      next: 'See what the CloudFormation console says of it.',
    }),
    'outputs-ok': () => ({ says: 'The stack puts out all that the commands of this release need.' }),
    'outputs-missing': ({ missing }) => ({
      says: `The stack does not put out what commands of this release need: ${missing}.`,
      next: `It was deployed by an older release, or is another stack. ${DEPLOY}`,
    }),

    'drift-none': ({ compared }) => ({
      says: `Nothing was changed by hand: ${compared} resources are as the template says.`,
    }),
    'drift-changed': ({ resource, type, properties }) => ({
      says: `${resource} (${type}) was changed by hand: ${properties}.`,
      next: 'Change it back, or have it in config.ts: the next deployment may undo it, or fail.',
    }),
    'drift-deleted': ({ resource, type }) => ({
      says: `${resource} (${type}) was deleted by hand.`,
      next: 'A deployment does not make it again by itself. Deploy another stack with the line of output KeepLine: it goes on with what is left.',
    }),
    'drift-failed': ({ reason }) => ({
      says: `Not everything could be compared with the template. ${reason}`.trim(),
      next: 'Most often a permission to read one of the resources is missing; the ReadOnlyAccess policy of AWS has them all.',
    }),
    'drift-slow': ({ seconds }) => ({
      says: `After ${seconds} seconds the comparison with the template was not ready.`,
      next: 'See Detect drift in the CloudFormation console, or try again.',
    }),

    'address-ok': ({ ips }) => ({ says: `The address is this account's, and in use: ${ips}.` }),
    'address-of-network': ({ ips }) => ({
      says: `Calls leave by a network that was there before, from ${ips}: whether that is so can't be seen from here.`,
    }),
    'address-gone': ({ ip }) => ({
      says: `The address ${ip} is no longer one of this account in this region: it was released.`,
      next: 'Ask AWS at once whether it can be recovered (aws ec2 allocate-address --address). If not, deploy with a new one and enter that in 企业可信IP of each app.',
    }),
    'address-idle': ({ ip }) => ({
      says: `The address ${ip} is there, but nothing uses it: no call can leave from it.`,
      next: 'The NAT gateway or instance was deleted or changed by hand: see drift, and deploy again.',
    }),

    'domain-ok': ({ host }) => ({ says: `The domain ${host} leads to the stack.` }),
    'domain-elsewhere': ({ host, target, found }) => ({
      says: `The domain ${host} leads to ${found}, not to ${target}.`,
      next: `At your DNS provider let the CNAME record of ${host} be ${target}. If a proxy of yours stands in front, that is as it should be.`,
    }),
    'certificate-ok': ({ host, until, days }) => ({
      says: `The certificate of ${host} is valid until ${localTime(Date.parse(until))} (${days} days).`,
    }),
    'certificate-ends': ({ host, until, days }) => ({
      says: `The certificate of ${host} is valid for only ${days} days, until ${localTime(Date.parse(until))}.`,
      next: 'ACM should have renewed it: see in its console which DNS record it waits for. An imported certificate is renewed by hand.',
    }),
    'certificate-over': ({ host, until }) => ({
      says: `The certificate of ${host} was valid until ${localTime(Date.parse(until))}: WeCom delivers nothing.`,
      next: 'See in the console of ACM which DNS record it waits for. An imported certificate is renewed by hand.',
    }),
    'certificate-name': ({ host, names }) => ({
      says: `The certificate that ${host} shows is for others: ${names}.`,
      next: 'Check where the domain leads, and certificateArn in config.ts.',
    }),
    'certificate-unseen': ({ host, reason }) => ({
      says: `The certificate of ${host} could not be seen (${reason}).`,
      next: 'See what is said of the domain and of the callback.',
    }),

    'callback-ok': ({ url }) => ({ says: `The callback works as seen from here: ${url}.` }),
    'callback-unfilled': ({ fields }) => ({
      says: `The callback can't be checked: in the callback secret this is not filled in, or wrongly: ${fields}.`,
      next: 'npm run secrets -- enter asks for it.',
    }),
  },

  insideUnseen: (what) => `The doctor function did not tell what is seen from inside. ${what}`,
  notLookedAt: (checks, what) => `Not looked at: ${checks.join(', ')}. ${what}`,
  unforeseen: (reason) => ({
    what: 'This command failed there.',
    why: reason,
    next: 'Try again; if it is always so, it is a fault of this project: report it with this text.',
  }),
  leftOut: (checks, because) => {
    const reason = {
      local: 'since this machine has none of it',
      'no-drift': 'by --no-drift',
      'no-stack': 'since no stack was found',
    }[because];
    return `Left out, ${reason}: ${checks.join(', ')}.`;
  },
  onThisMachine: (simulatorUrl) =>
    "This is the stack of this machine. What is to be done in WeCom's admin console is done in the simulator here: " +
    `${simulatorUrl}, commands in docs/simulator.md. Secrets are entered by npm run secrets -- enter, and logs shown by npm run logs.`,
  summary: ({ fail, warn, unknown, ok }) =>
    `${fail > 0 ? '✗' : '✓'} ${fail} wrong, ${warn} to mind, ${unknown} not known, ${ok} well.`,

  faults: {
    ...stackEn.faults('docs/doctor.md'),
    'doctor-failed': ({ reason }) => ({
      what: 'The function failed.',
      why: `It said: ${reason}`,
      next: 'Try again. If it fails again, see its log: npm run logs -- doctor',
    }),
    'doctor-answer': () => ({
      what: 'What it answered is no report.',
      why: 'It is of another release, or another function.',
      next: DEPLOY,
    }),
  },
};
