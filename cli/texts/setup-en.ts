import { localTime } from '../stack/report';
import { doctorEn } from './doctor-en';
import { pick } from './pick';
import { secretsEn } from './secrets-en';
import { setupStepsEn } from './setup-steps-en';
import type { SetupTexts } from './setup-texts';
import { stackEn } from './stack-en';

const PAGE = "WeCom's admin console (https://work.weixin.qq.com/)";

const WITHOUT_DOMAIN =
  '  ! config.ts has no domain: the callback URL will end in amazonaws.com, which WeCom refuses verified companies ' +
  '(域名主体校验未通过). See docs/guide.md.';

export const setupEn: SetupTexts = {
  help: `npm run setup -- [options] [APP]

From nothing to the first answer in WeCom, step by step: looks at this machine and the AWS account, deploys, fills in the
secrets, and then goes through WeCom's console in the order in which that asks. Each run first looks at what is done, and
goes on with what is not. Ctrl-C leaves at any time.

  APP            name of an app in config.ts; all of them, one after another, if not given
  --check        only says how far it is, step by step, and what comes next: asks nothing and changes nothing
  --stage NAME   the stack of that stage, WecomGpt-NAME
  --local        to practise on npm start -- --fresh of this machine, without AWS
  --json         prints JSON in the end
  --lang LANG    zh-CN (default) or en
  --help         this (中文：npm run setup -- --help)

Credentials are those of the AWS SDK: AWS_PROFILE and so on; the region is that of config.ts. The permissions that it
takes: docs/guide.md

Exit code: 0 all is done, 1 something is wrong, or (--check) not done, 2 called wrongly, 130 left by Ctrl-C`,

  usage: {
    oneApp: 'Name one app at most.',
    noStack: '--stack does not fit here: what is deployed is named by --stage.',
  },

  begins: 'Ctrl-C leaves at any step. Run npm run setup again, and it goes on where it was.\n',
  practice: (simulatorUrl) =>
    [
      `This is practice on this machine: the simulator stands for WeCom's admin console, at ${simulatorUrl}.`,
      'Its command for each step: docs/guide.md, "Practise it". Names below such as 应用管理 → … are those of the real console.',
      '',
    ].join('\n'),
  left: '\nLeft. What is done stays done: run npm run setup again to go on.',
  allDone: (isLocal) =>
    [
      '',
      isLocal ? 'All is done. To try on this machine:' : 'All is done. From here on:',
      '  npm run doctor       what is wrong, at any time',
      '  npm run usage        who used how much',
      '  npm run audit        questions to the audit log',
      '  npm run pause        pauses an app',
      isLocal
        ? '  npm run teardown     ends the stack of npm start'
        : '  npm run teardown     takes it away, and keeps the address unless told',
      ...(isLocal ? ['For the stack in AWS, do it once more without --local.'] : []),
    ].join('\n'),
  looks: 'Looking how far it is …',
  notDone: (count) => `${count} ${count === 1 ? 'step is' : 'steps are'} not done: npm run setup`,
  ...setupStepsEn,
  ofApp: (step, app) => `${step}, ${app}`,
  colon: ': ',
  isNext: 'next',
  isNextAndOptional: 'next, and optional',
  isLater: 'later',
  isNotNeeded: 'not needed',
  next: 'What to do: ',

  machineIs: (version) => `Node.js ${version}`,
  askRegion:
    '  Which region? Tokyo (ap-northeast-1) and Singapore (ap-southeast-1) are near to China and served by OpenAI [ap-northeast-1] ',
  noRegion: 'A region looks like ap-northeast-1.',
  aboutDomain: [
    '',
    '  A verified (已认证) company can save a callback URL only on a domain that is ICP-filed (备案) by itself or a related',
    '  company; otherwise WeCom says 域名主体校验未通过. Take a sub-domain of such a domain. Companies that are not verified',
    '  are reported to be free of this.',
  ].join('\n'),
  askDomain: '  Sub-domain, e.g. gpt.example.com (Enter: none): ',
  noDomain: 'Enter a host in small letters, without https:// and path, e.g. gpt.example.com.',
  aboutCertificate: (name) =>
    [
      `  It takes a certificate. In the AWS console of the same region: Certificate Manager → Request → ${name} → DNS`,
      '  validation; add the CNAME record that it shows, wait until it is Issued, and copy its ARN. (With the domain in Route 53,',
      '  hostedZone in config.ts takes its place.)',
      '  If it is not issued yet: Ctrl-C, and come back.',
    ].join('\n'),
  askCertificate: '  ARN of the certificate: ',
  noCertificate: 'An ARN looks like arn:aws:acm:ap-northeast-1:123456789012:certificate/0a1b2c3d-…',
  aboutContent: [
    '',
    '  The audit log always records who asked what kind of thing, when, how much it took and what came of it.',
    '  Whether it also records what was asked and answered is decided now: what was not recorded can not be had later.',
    '  If it does, welcome and help tell members so. auditContent in config.ts changes it afterwards.',
  ].join('\n'),
  askContent: '  Record what is asked and answered?',
  askUnrecorded: '  config.ts has no auditContent: nothing of it is recorded. Deploy like that?',
  aboutEmail:
    '\n  Alarms can come by e-mail. After the deployment AWS sends a letter to confirm: without a click on its link no alarm comes.',
  askEmail: '  E-mail address for alarms (Enter: none; later in alarms.emails of config.ts): ',
  noEmail: 'An e-mail address looks like ops@example.com.',
  configIsMade: '  config.ts is made; change it as you like afterwards.',
  configurationIs: (region, apps, recorded) =>
    `region ${region}, ${apps.length === 1 ? 'app' : 'apps'} ${apps.join(', ')}, ` +
    (recorded.length === 0
      ? 'what is said is not recorded'
      : `what is said is recorded of ${recorded.join(', ')}`),
  accountIs: (account, arn, region) => `${account} (${arn}), ${region}`,
  roomIs: (executions) => `enough; ${executions} Lambda functions may run at once`,
  roomUnknown: (action) =>
    `not looked at: these credentials may not ${action}; if there is none, the deployment fails and says so`,
  concurrencyLow: (executions, workers) =>
    `enough to deploy, but only ${executions} Lambda functions may run at once, and answers take up to ${workers} of them: ` +
    'with many members the callback suffers. Ask for more Concurrent executions in Service Quotas, or lower maxConcurrency',
  qualifierIs: (qualifier) => `the company's own qualifier ${qualifier}, which should have been prepared`,
  aboutBootstrap:
    '  CDK was not used in this account and region yet. cdk bootstrap makes an S3 bucket for code and some roles for deploying, once; it costs next to nothing.',
  askBootstrap: '  Run cdk bootstrap now?',
  isBootstrapped: 'is there',
  plan: (stack, { network, alarms, apps, domain }, { fixed, perThousand, region, asOf }) =>
    [
      `  This makes the stack ${stack}:`,
      '    · API Gateway and the callback function, which receive what WeCom sends',
      '    · an SQS queue, a DynamoDB table, secrets in Secrets Manager, the audit log',
      `    · the function that answers, whose calls leave by ${egressOf(network.egress)}`,
      `    · a function that looks after it every minute, alarms${alarms.robot ? ' with a robot that tells of them' : ''}, a dashboard`,
      `    · e-mails of alarms: ${alarms.emails.join(', ') || 'to nobody (alarms.emails in config.ts)'}`,
      `    · apps: ${Object.entries(apps)
        .map(
          ([name, { model, auditContent }]) =>
            `${name} (${model}${auditContent === 'full' ? ', recorded' : ''})`,
        )
        .join(', ')}`,
      '',
      `  About ${fixed.toFixed(2)} USD a month, and ${perThousand.toFixed(2)} USD at AWS for a thousand messages; the model comes on top.`,
      `  Reckoned from list prices of ${region} as of ${asOf}, without tax and free allowances; line by line in docs/cost.md.`,
      ...(domain ? [] : [WITHOUT_DOMAIN]),
      '  It takes some 5 to 10 minutes (an estimate, not measured on a live account).',
      '',
    ].join('\n'),
  askDeploy: '  Deploy now?',
  stackIs: (stack) => `${stack} is there`,
  aboutKeep: (stage) =>
    `  This line belongs into ${stage === undefined ? 'config.ts' : `stages.${stage} of config.ts`}: even after the stack was deleted, a later one goes on with address, table, audit log and secrets.`,
  askKeep: '  Write it into config.ts now?',
  isKept: 'config.ts has keep',
  keepByHand: 'not written: put the line above into config.ts yourself',

  modelIs: 'filled in',
  aboutApp: (app) =>
    [
      `  In ${PAGE}: 应用管理 → 自建 → 创建应用, and choose in 可见范围 who may use it.`,
      `  It is the app ${app} of config.ts. If you have it already, open it. Then copy one after another (they are saved together):`,
    ].join('\n'),
  wecomIs: 'CorpID, AgentId and Secret are filled in',
  entersAnew:
    'Make sure that the app is enabled, and copy it again, even if it is the same: only what is entered anew is tried.',
  areRefused: (says) => `${says} npm run setup asks again for what that is about.`,
  askNewValues: '  Make a new Token and EncodingAESKey? (n: take those that stand on the page in WeCom)',
  callbackIs: 'filled in',
  aboutDns: (name, target) =>
    [
      '  Add this record at your DNS provider, without a proxy or CDN:',
      '',
      `    type     CNAME`,
      `    name     ${name}`,
      `    value    ${target}`,
      '',
      '  Waiting until it is known … (Ctrl-C leaves)',
    ].join('\n'),
  dnsIs: (name) => `${name} leads to the stack`,
  dnsSays: (seen) => `  Now it leads to: ${seen}`,
  ownCheckIsWell: 'a signed request is answered as WeCom wants it',
  waitsForSecret:
    '  The callback still has the values before these, and reads the new ones within half a minute …',
  askAgain: '  Press Enter to check again once it is mended (Ctrl-C leaves): ',
  receiveForm: ({ app, url, token, encodingAesKey }) => ({
    page: `WeCom's admin console → 应用管理 → 自建 → the app for ${app} → 接收消息 → 设置API接收`,
    fields: [
      ['URL', url],
      ['Token', token],
      ['EncodingAESKey', encodingAesKey],
    ],
    ticks: [
      '用户发送的普通消息 (without it no message ever arrives)',
      '上报进入应用事件 (without it nobody is welcomed)',
    ],
    button: '保存',
  }),
  waitsForSave:
    '\n  Paste the three values, tick the boxes, press 保存. Waiting for WeCom to check … (Ctrl-C leaves)',
  refusedSave: (code) =>
    `  ! The callback has just refused a request (${code}). Compare the three values, and press 保存 again.`,
  refusedUrl: (end) =>
    `  ! The callback has just refused a request: its URL names no app of this stack (UNKNOWN_APP). Compare the URL, which must end in ${end}, and press 保存 again.`,
  isSaved: 'WeCom has checked the callback with these values',
  trustedIpForm: (app, ips) => ({
    page: `WeCom's admin console → 应用管理 → 自建 → the app for ${app} → 企业可信IP → 配置`,
    fields: [['公网IP地址', ips.join(';')]],
    button: '确定',
  }),
  waitsForTrust: '\n  It works after about a minute. Waiting until WeCom takes it … (Ctrl-C leaves)',
  isTrusted: (ips) => `WeCom takes calls from ${ips.join(', ')}`,
  waitsForMenu: '  The stack makes it by itself within a minute or two. Waiting …',
  menuIs: 'is there',
  askUserid: '  Your own userid in WeCom (通讯录 → you → 账号)? You are sent the welcome: ',
  noUserid: 'A userid has 1 to 64 letters, digits and . _ - @.',
  welcomes: (member) => `  Sending ${member} the welcome …`,
  isWelcomed:
    '  ✓ The welcome is sent: look into WeCom. If nothing is there, the userid may be that of somebody else: Ctrl-C, and run npm run setup again.',
  isNotWelcomed: '  ✓ You were welcomed not long ago, and are not again.',
  isUnreachable: (member) =>
    `WeCom can't deliver to ${member}: the userid is misspelt, or not in the app's 可见范围.`,
  writeToIt: '  Open the app in WeCom and write 你好. Waiting for the first answer … (Ctrl-C leaves)',
  isAnswered: (seconds) => `answered in ${seconds} s`,
  isNoAnswer: (result, error) =>
    `  ! A message has no answer yet: ${result}${error === undefined ? '' : ` (${error}; docs/errors.md says what it means)`}`,
  hasMessages: (at) => `the last message came at ${localTime(at)}`,
  aboutRobot:
    "  If you like: alarms into a WeCom group. In the admins' group: 群机器人 → 添加, and copy its webhook address. It needs no trusted IP.",
  robotMayWait: '(Enter: later)',
  robotLater: 'later: npm run secrets -- enter',
  robotIs: "the group's robot is filled in",

  faults: {
    ...stackEn.faults('docs/guide.md'),
    ...pick(doctorEn.faults, 'doctor-failed', 'doctor-answer'),
    ...pick(secretsEn.faults, 'not-json', 'not-kept', 'changed-meanwhile'),
    'not-running': () => ({
      what: 'No local stack was found.',
      why: 'npm start is not running in this folder.',
      next: 'Run npm start -- --fresh in another terminal. To deploy to AWS, leave out --local.',
    }),
    'node-too-old': ({ version }) => ({
      what: `Node.js ${version} is too old.`,
      why: '20.19 or newer is needed; 24 is recommended.',
      next: 'Install it from https://nodejs.org/, then run npm ci && npm run setup.',
    }),
    'bad-config': ({ reason }) => ({
      what: 'The configuration has faults.',
      why: reason,
      next: 'Mend it, then run npm run setup again. All fields: docs/configuration.md.',
    }),
    'no-such-app': ({ app, apps }) => ({
      what: `config.ts has no app ${app}.`,
      why: `It has: ${apps.join(', ')}.`,
      next: 'Name one of them, or add it to config.ts.',
    }),
    'not-deployed': ({ app }) => ({
      what: `The stack was deployed without the app ${app}.`,
      why: 'It came into config.ts afterwards.',
      next: 'Run npx cdk deploy, then npm run setup again.',
    }),
    'no-room': ({ what, used, limit, region }) => ({
      what: `There is no room for another ${what === 'vpcs' ? 'VPC' : 'Elastic IP'} in ${region}.`,
      why: `There are ${used}, and the account may have ${limit}.`,
      next:
        what === 'vpcs'
          ? "Delete a VPC that is not used, or ask for more 'VPCs per Region' in Service Quotas; or take a VPC that the company has: network: { egress: 'existing-vpc', … }."
          : "Release an address that is not used, or ask for more 'EC2-VPC Elastic IPs' in Service Quotas.",
    }),
    'not-agreed': ({ to }) => ({
      what: to === 'bootstrap' ? 'cdk bootstrap was not run.' : 'Nothing was deployed.',
      why: 'You chose so.',
      next:
        to === 'unrecorded'
          ? "Write auditContent: 'full' (or 'none') into the app in config.ts, then run npm run setup again."
          : `Run npm run setup again when you like, or npx cdk ${to} yourself.`,
    }),
    'cdk-failed': ({ command, words }) => ({
      what: `cdk ${command} failed.`,
      why: `Its last words: ${words}`,
      next: 'Do what it says, then run npm run setup again. A first deployment that fails leaves no Elastic IP.',
    }),
    'stack-busy': ({ stack, status }) => ({
      what: `The stack ${stack} is changing: ${status}.`,
      why: 'Another deployment or deletion is under way.',
      next: 'Wait for its end, then run npm run setup again.',
    }),
    'not-taken-over': ({ app, until }) => ({
      what: 'Nothing was written.',
      why: `${app} has a new Token, and WeCom was not yet seen to use it. A further change would make the one invalid that WeCom still uses: its messages would be refused.`,
      next: `First paste the new one: npm run secrets -- rotate ${app} token shows it again. The old one is taken until ${localTime(until)}.`,
    }),
    'nobody-there': ({ question }) => ({
      what: `Somebody has to answer: ${question}.`,
      why: 'There is no terminal here.',
      next: 'Run npm run setup in a terminal; to see how far it is, add --check. Secrets can also be filled in by npm run secrets -- enter --from-env.',
    }),
  },
};

function egressOf(egress: string): string {
  if (egress === 'nat-gateway') return 'a NAT gateway with an Elastic IP of its own';
  return egress === 'nat-instance' ? 'a NAT instance with an Elastic IP of its own' : "the company's VPC";
}
