import type { DoctorTexts } from './texts';

export const en: DoctorTexts = {
  'secret-ok': { says: 'The {secret} secret is filled in and well-formed (version {version} of {since}).' },
  'secret-unfilled': {
    says: 'The {secret} secret is not filled in: {fields}.',
    next: 'npm run secrets -- enter asks for these values.',
  },
  'secret-malformed': {
    says: '{field} in the {secret} secret does not look like one.',
    next: 'Copy it again, without blanks, quotes or its label.',
  },
  'secret-unreadable': {
    says: 'The {secret} secret could not be read ({reason}).',
    next: 'See that it is there and holds a JSON object, and that Secrets Manager can be reached.',
  },
  'robot-unfilled': {
    says: 'No group in WeCom is told of alarms: the robot secret is not filled in.',
    next: "In the admins' group add a 群机器人, and enter its webhook by npm run secrets -- enter; or set alarms.robot to false.",
  },
  'mcp-unauthorized': {
    says: 'In the model secret there is no authorization for these MCP servers: {fields}.',
    next: 'Enter what they want there; an empty text for one that wants none.',
  },
  'corp-mismatch': {
    says: 'The callback secret and the wecom secret have different CorpIDs.',
    next: 'Both are 企业ID under 我的企业 → 企业信息.',
  },
  'agent-mismatch': {
    says: 'The callback secret and the wecom secret have different AgentIds for this app.',
    next: "Both are the AgentId on the app's page.",
  },
  'wecom-accepts': { says: 'WeCom gives a token, and takes the calls of the app, which it calls {name}.' },
  'wecom-refuses': {
    says: 'WeCom refuses the calls of the app: {errcode}, {meaning}.',
    next: '{remedy}',
  },
  'wecom-unreachable': {
    says: 'WeCom could not be reached ({reason}).',
    next: 'Look at the NAT gateway or instance, its routes, and the security group (TCP 443 out).',
  },
  'app-disabled': { says: 'The app is disabled.', next: 'Enable it in the WeCom console.' },
  'address-trusted': { says: 'WeCom trusts the address of the stack ({ips}).' },
  'address-untrusted': {
    says: 'WeCom does not trust the address of the stack ({seen}).',
    next: "Enter {ips} in the app's 企业可信IP. It counts after about a minute.",
  },
  'address-elsewhere': {
    says: "WeCom sees the calls from {seen}, which is none of the stack's addresses ({ips}).",
    next: 'Calls leave by another way: look at the routes of the private subnets, and at a VPC that is not ours.',
  },
  'visible-to': {
    says: 'The app is visible to {members|member|members}, {departments|department|departments} and {tags|tag|tags}.',
  },
  'visible-to-nobody': {
    says: 'The app is visible to nobody.',
    next: "Choose members or departments in the app's 可见范围.",
  },
  'audience-unseen': {
    says: 'WeCom does not let the app see {groups} of the configuration: nobody counts as in there.',
    next: "Compare the ids with the WeCom console, and have them in the app's 可见范围.",
  },
  'audience-unknown': {
    says: 'Whether the app may see {groups} of the configuration could not be found out ({reason}).',
    next: 'Try again; if it stays so, look it up: docs/runbook.md lists the codes of WeCom.',
  },
  'callback-seen': { says: 'The last message came at {at}.' },
  'callback-events-only': {
    says: 'No message has come yet, only events, the last at {at}.',
    next: "Tick 用户发送的普通消息 on the app's page under 接收消息 → 设置API接收.",
  },
  'callback-never': {
    says: 'No callback has come yet.',
    next: 'Save the callback URL (接收消息 → 设置API接收), tick 用户发送的普通消息 there, and write to the app.',
  },
  'callback-unknown': { says: 'Whether callbacks come is not known ({reason}).' },
  'model-ok': { says: 'The provider takes the key, and it may use {model}.' },
  'model-key-refused': {
    says: 'The provider does not take the key for {model}.',
    next: 'Enter a valid API key that may use this model in the model secret.',
  },
  'model-no-credit': {
    says: 'The provider says for {model} that there is no credit left.',
    next: 'Add credit, or raise the spend limit, in the billing settings at the provider.',
  },
  'model-not-found': {
    says: 'The provider does not know the model {model}, or the key may not use it.',
    next: "Check the app's model in config.ts, and that the key's project may use it.",
  },
  'model-unchecked': {
    says: 'Whether {model} may be used could not be found out ({reason}).',
    next: 'Not every provider answers this question; a message to the app shows it.',
  },
  'region-ok': { says: 'The provider serves the region {region}.' },
  'region-not-served': {
    says: 'The provider does not serve the region {region}.',
    next: 'Deploy to another region, or set provider.baseUrl.',
  },
  'concurrency-ok': { says: 'The account may run {limit} functions at once, the workers {maxConcurrency}.' },
  'concurrency-low': {
    says: 'The account may run {limit} functions at once, of which the workers may take {maxConcurrency}: too little is left for callbacks.',
    next: 'Ask AWS to raise Lambda’s “Concurrent executions”, or lower maxConcurrency.',
  },
  'concurrency-unknown': { says: 'How many functions the account may run at once is not known ({reason}).' },
  'nothing-waits': { says: 'No message waits.' },
  'messages-wait': {
    says: 'Messages that wait or are being answered: about {count}.',
    next: 'If they do not become fewer, see whether the app is blocked or paused, or the model fails.',
  },
  'no-dead-letters': { says: 'No message was given up.' },
  'dead-letters': {
    says: 'About {count|message was|messages were} given up.',
    next: 'npm run redrive lists them, and puts them back.',
  },
  'queues-unknown': { says: 'The queues could not be looked at ({reason}).' },
  'not-blocked': { says: 'Nothing blocks the app.' },
  blocked: {
    says: 'The app has been blocked since {since}: {errcode}, {meaning}.',
    next: '{remedy}',
  },
  'never-asked': {
    says: 'WeCom was not asked about the app yet.',
    next: 'Nothing is to be done if the secrets are filled in: it is asked within a minute. Then run npm run doctor again.',
  },
  paused: { says: 'The app has been paused since {since}.', next: 'npm run pause -- --end lets it go on.' },
  'status-unknown': { says: 'Whether the app is blocked is not known ({reason}).' },
};
