import type { RunbookTexts } from './texts';

const DOCTOR = 'Call the doctor (above), and see what it says first.';
const LOG = (name: string): string => `the log group with \`${name}\` in its name`;

export const en: RunbookTexts = {
  title: 'Runbook',
  intro: [
    'One section for each alarm, then one for each code that an admin can mend. Made from the code (`npm run docs`); alarms and error messages lead here.',
    '',
    '[中文](runbook.zh-CN.md)',
    '',
    'The doctor looks at secrets, WeCom, callbacks, the model, queues and limits from inside, and says of each what is wrong and what to do next, in Chinese and English. It changes nothing:',
    '',
    '```sh',
    'npm run doctor -- --lang en',
    '```',
    '',
    'Questions about what happened are saved with the stack: [audit](audit.md). No alarm of these was seen on a live account yet; conditions are held by tests, notices by a test through the local stack.',
  ],
  alarms: 'Alarms',
  when: 'When',
  meaning: 'What it means',
  first: 'First',
  look: 'Look',
  mend: 'Mend',
  over: 'Over',
  theAddresses: 'the addresses of the output `Step5TrustedIp`',
  wecomCodes: 'Codes of WeCom',
  wecomIntro:
    'As `WECOM_<code>` in logs, in the audit log and in what the doctor says. Source: WeCom, document 90313.',
  handled: {
    waits: 'Messages wait in the queue for up to 14 days, and are answered once it is mended.',
    ends: 'The message that met it is not answered; it can be put back with `npm run redrive` if it was given up.',
    ofMember:
      'WeCom delivers nothing to this member. The message is kept: `npm run redrive` puts it back once it is mended.',
  },
  modelCodes: 'Failures of the model',
  modelIntro:
    'The member is told in one sentence. They are in the worker’s log as `model failed`, and in the audit log as `error`.',
  ownCodes: 'Other codes',
  sections: {
    blocked: {
      when: 'WeCom has refused an app’s calls for five minutes.',
      look: [
        DOCTOR,
        `In ${LOG('RecoveryLogs')} or \`WorkerLogs\`, the line \`app blocked\`: code, and for 60020 the address that WeCom saw.`,
      ],
      mend: [
        '60020: enter the addresses in the 企业可信IP of the app that the alarm is about; each app has its own list.',
        'If WeCom saw an address that is none of the stack’s, calls leave by another way: the routes of the private subnets lead elsewhere.',
        'Any other code has its section below.',
      ],
      over: 'It is tried every minute. What has waited is then answered in order, and the alarm says that it is over.',
    },
    waiting: {
      when: 'A message has been on its way for more than 30 minutes.',
      look: [
        DOCTOR,
        'In the worker’s log, `message waits`: its `reason`. `blocked` and `paused` say it all; `model` has the model’s code; `unknown-send` means that WeCom could not be reached.',
        'The saved question “What was blocked, paused or configured?”.',
      ],
      mend: [
        'Mend what the reason names. A pause is ended by `npm run pause -- --end`.',
        'Nothing has to be done about the messages themselves.',
      ],
      over: 'Within 22 minutes of the reason’s end the last message was tried again.',
    },
    'dead-letters': {
      when: 'A message is in the dead-letter queue.',
      look: [
        '`npm run redrive` lists them; `npm run logs -- worker --since 14d --message ID` says why one of them is there.',
        'In the worker’s log, `answer not deliverable` or `message given up`, with the code; or the saved question “What failed, and why?”.',
      ],
      mend: ['Mend what the code says, then put them back one by one: [redrive](redrive.md).'],
      over: 'The alarm is on as long as one of them is there, 14 days at most. One that need not be answered any more may be deleted in the SQS console.',
    },
    'callback-failing': {
      when: 'The callback has failed, or API Gateway has said 5xx, within five minutes.',
      look: [
        DOCTOR,
        `${LOG('CallbackLogs')}: \`callback refused\` with status 500 or 503 and its code.`,
        'CloudWatch → Lambda → the callback: throttles, duration.',
      ],
      mend: [
        '`UNFILLED_CREDENTIALS`, `SECRET_FORMAT`: fill in the callback secret.',
        'Throttles: ask AWS to raise “Concurrent executions”; until then lower `maxConcurrency` and deploy.',
        'Another code is an AWS service that failed: [AWS Health](https://health.aws.amazon.com/health/status).',
      ],
      over: 'WeCom repeats a callback at most three times within seconds. What failed longer is lost: ask members to write again.',
    },
    'callback-refusing': {
      when: '20 callbacks were refused for their signature within five minutes.',
      look: [
        'The saved question “Which requests were refused?”.',
        'Are members’ messages still coming? The doctor says when the last one came.',
      ],
      mend: [
        'Messages come: it is a stranger. The API takes 200 requests a second, and a refused one costs no model call.',
        'None comes: Token or EncodingAESKey was changed. Enter what the WeCom console shows in the callback secret; values of before the change go on being accepted while the secret has its previous version.',
      ],
      over: 'A changed secret is used within five minutes.',
    },
    'worker-failing': {
      when: 'Three failures of the worker, or throttles, within 15 minutes.',
      look: [
        'In the worker’s log, `message not answered yet`, with its code; a task that timed out says so there.',
        'CloudWatch → Lambda → the worker: throttles, duration, memory.',
      ],
      mend: [
        'Throttles: as for [callback-failing](#callback-failing).',
        'Throughput of DynamoDB or SQS: it passes by itself.',
        '`AccessDenied`: a permissions boundary or a service control policy forbids what [the functions’ roles](architecture.md) allow.',
      ],
      over: 'Messages are tried four times, then in the dead-letter queue.',
    },
    'model-failing': {
      when: 'The model failed five times within 15 minutes.',
      look: [DOCTOR, 'In the worker’s log, `model failed`: its code has a section below.'],
      mend: ['What the code’s section says.'],
      over: 'The next question is answered. Those that failed are not asked again.',
    },
    'recovery-silent': {
      when: 'The function that looks every minute has not ended well for ten minutes.',
      look: [
        `${LOG('RecoveryLogs')}: is anything there, and what does it say?`,
        'EventBridge → Rules: the rule whose name has `EveryMinute` in it is enabled, with one target.',
        'CloudWatch → Lambda → the recovery: throttles, errors.',
      ],
      mend: [
        'Enable the rule, or deploy again: it is made anew.',
        'Throttles: as for [callback-failing](#callback-failing).',
      ],
      over: 'With its next run it looks at every app, and writes the audit records that were left behind.',
    },
    'audit-behind': {
      when: 'Records have been in the table, and not in the log, for 15 minutes.',
      look: ['In the recovery’s log, `audit records not shipped yet`, with its code.'],
      mend: [
        '`AccessDenied`: a permissions boundary or a service control policy forbids `logs:PutLogEvents`.',
        '`ResourceNotFoundException`: the audit log group was deleted. What it held is lost; take `keep.auditLog` out and deploy, and there is a new one.',
        '`AUDIT_REJECTED`: report it with the log line.',
      ],
      over: 'At most 2,000 records a minute are written for each app, until none is left behind.',
    },
    budget: {
      when: 'Of a budget in config.ts, by day or month, of an app or of all, 80 % is used.',
      look: [
        '`/admin usage` to the app; with a userid, a day or a month behind it.',
        'Logs Insights, saved query “Who used how much?”.',
      ],
      mend: [
        'Raise the budget in config.ts and deploy; or choose a cheaper model by `/admin model`.',
        'A member who uses too much: limits in config.ts, `/admin block`.',
        'A price that was assumed, since the model’s is not known: `cdk synth` warns of it; set it in `prices`.',
      ],
      over: 'With the next day or month, or a higher budget.',
    },
  },
  failures: {
    credentials: [
      'the key is wrong, or may not use the model',
      'Enter a valid API key of a project that may use the model in the model secret.',
    ],
    region: [
      'the provider does not serve the region',
      'Deploy to a region that it serves (a second stack; `keep` does not go over a region), or set `provider.baseUrl`.',
    ],
    'not-found': [
      'the provider knows no such model',
      'Correct the app’s `model` in `config.ts` and deploy, or allow the model in the key’s project.',
    ],
    'no-credit': [
      'credit or spend limit is used up',
      'Add credit, or raise the limit, in the billing settings at the provider.',
    ],
    busy: [
      'too many requests or tokens a minute',
      'It is asked again by itself. If it lasts, raise the limits at the provider, or lower `maxConcurrency`.',
    ],
    'too-slow': [
      'the answer did not begin, or did not end, in the time that a worker has',
      'If it happens often, choose a faster model.',
    ],
    'too-long': [
      'question and memory are longer than the model takes',
      'It is asked without memory by itself. If it happens often, lower `memory.maxTokens`, or choose another model.',
    ],
    'bad-request': [
      'the provider takes the request for wrong',
      'With another provider: see that it has the Responses API, with streaming. Else report it with the log line.',
    ],
    unavailable: [
      'no connection, or the provider’s servers failed',
      'It is asked again by itself. If it lasts: the provider’s status page, then NAT, routes and security group.',
    ],
    broken: [
      'the answer broke off',
      'It is asked to go on by itself. If it lasts: the provider’s status page.',
    ],
  },
  own: {
    UNFILLED_CREDENTIALS: [
      'values of a secret are still the placeholder, empty, or no number',
      'Enter the fields that the message names with `npm run secrets -- enter`. They are used within five minutes.',
    ],
    SECRET_FORMAT: [
      'a secret holds no JSON object',
      'Enter it again as “Plaintext”, in the shape that [the guide](guide.md#by-hand) shows; or by `npm run secrets`.',
    ],
    WECOM_CREDENTIALS_UNREADABLE: [
      'the wecom secret could not be read',
      'Its cause is in the same line: Secrets Manager failed, or a policy forbids it.',
    ],
    WECOM_UNREACHABLE: [
      'WeCom gave no usable answer',
      'It is tried again by itself. If it lasts: NAT gateway or instance, routes, security group (TCP 443 out), DNS of the VPC.',
    ],
    MEMBER_UNREACHABLE: [
      'WeCom took the message and delivers it to nobody',
      '`invaliduser`: put the member into the app’s 可见范围. `unlicenseduser`: give them a 接口许可.',
    ],
    UNKNOWN_APP: [
      'a message is for an app that the configuration has no more',
      'Add the app again and deploy, then `npm run redrive`.',
    ],
    MISSING_VARIABLE: [
      'a function lacks a variable of its environment',
      'Somebody changed the function by hand: deploy again.',
    ],
  },
};
