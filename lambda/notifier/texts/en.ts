import type { NotifierTexts } from './texts';

export const en: NotifierTexts = {
  alarm: 'Alarm',
  recovered: 'Recovered',
  meaning: 'Meaning',
  next: 'What to do',
  page: 'Runbook',
  console: 'See it in CloudWatch',
  runbook: 'docs/runbook.md',
  alarms: {
    blocked: {
      title: "WeCom refuses the app's calls",
      meaning: 'What members write is kept, but not answered for now; they are told so.',
      next: (ips) =>
        `Mostly the address is not trusted: add ${ips} to the app's 企业可信IP in the WeCom console. For other codes see the runbook. Once mended, it recovers by itself within a minute.`,
    },
    waiting: {
      title: 'A message has been waiting for more than 30 minutes',
      meaning: 'It is not lost, but its member has had no answer.',
      next: () =>
        'See whether WeCom refuses the app, the model fails, or the app is paused: mend that first.',
    },
    'dead-letters': {
      title: 'Messages were given up',
      meaning: 'Their members got an apology, or WeCom delivers nothing to them. They are kept for 14 days.',
      next: () => 'Run npm run redrive to see why; when the reason is gone, it puts them back.',
    },
    'callback-failing': {
      title: 'Callbacks fail',
      meaning: 'What WeCom delivers may not have been taken, and WeCom repeats only a few times.',
      next: () =>
        "Look into the callback's log: mostly the callback secret is not filled in, an AWS service is down, or the account has too few concurrent executions.",
    },
    'callback-refusing': {
      title: 'Many callbacks are refused for their signature',
      meaning:
        'If somebody changed Token or EncodingAESKey, members’ messages are being lost; else a stranger knocks, which is harmless.',
      next: () =>
        'Compare Token, EncodingAESKey, CorpID and AgentId in the WeCom console with those in the callback secret.',
    },
    'worker-failing': {
      title: 'Answering fails again and again',
      meaning: 'Messages come again by themselves; after four failures the member gets an apology.',
      next: () =>
        "Look for “message not answered yet” in the worker's log: mostly DynamoDB or SQS is down, or the account has too few concurrent executions.",
    },
    'model-failing': {
      title: 'The model service fails again and again',
      meaning: 'Members get a sentence why in place of an answer.',
      next: () =>
        "Look for “model failed” in the worker's log: key, credit, name of the model or region; the runbook has each code.",
    },
    'recovery-silent': {
      title: 'The look every minute does not happen',
      meaning:
        'Nobody notices that an app is refused, or accepted again; audit records are not caught up on.',
      next: () =>
        "Look into the recovery's log; see that the EventBridge rule is enabled and that there are concurrent executions.",
    },
    'audit-behind': {
      title: 'Audit records do not get into the log',
      meaning: 'Answers go on; the records are in the table, and are written later.',
      next: () =>
        "Look into the recovery's log: CloudWatch Logs is down, a permissions boundary forbids it, or the log group was deleted.",
    },
    budget: {
      title: 'A budget is nearly used',
      meaning: 'From 80 %. At 100 % members get a sentence in place of an answer; admins are still answered.',
      next: () =>
        'Send “/admin usage” to the app: who used how much. Raise the budget in config.ts and deploy, or leave it.',
    },
  },
};
