import { argumentsEn } from './arguments-en';
import { auditEn } from './audit-en';
import { fieldsEn } from './fields-en';
import { doctorEn } from './doctor-en';
import { findingsEn } from './findings-en';
import { insightsEn } from './insights-en';
import { logsEn } from './logs-en';
import { memberEn } from './member-en';
import { setupEn } from './setup-en';
import { pauseEn } from './pause-en';
import { redriveEn } from './redrive-en';
import { secretsEn } from './secrets-en';
import { stackEn } from './stack-en';
import { usageEn } from './usage-en';
import { teardownEn } from './teardown-en';
import type { Texts } from './texts';

export const en: Texts = {
  help: `npm run callback-check -- [options] URL | --local

Checks a callback as WeCom would: sends a signed URL check and a message that nobody will see, then both once more
with a wrong signature, and says what is wrong. It changes nothing and asks no model.

  URL            the address that is entered in 接收消息 → 设置API接收
  --local        the callback of the running npm start, with the values of its secret: nothing has to be entered
  --app NAME     another app of config.ts: its variables are WECOM_TOKEN__NAME and so on;
                 with --local the app itself, the first one if not given
  --json         prints JSON
  --lang LANG    zh-CN (default) or en
  --help         this (中文：npm run callback-check -- --help)

WECOM_CORP_ID, WECOM_TOKEN, WECOM_ENCODING_AES_KEY and WECOM_AGENT_ID are read from the environment or .env. At a
terminal it asks for what is missing, and does not show Token and EncodingAESKey. Keys can't stand on the command
line.

Exit code: 0 well (perhaps with warnings), 1 something is wrong, 2 called wrongly, 130 left by Ctrl-C`,

  usage: {
    ...argumentsEn,
    unknownLanguage: '--lang is zh-CN or en.',
    oneUrl:
      'Name one callback URL, e.g. npm run callback-check -- https://bot.example.com/wxcomapp; or --local for npm start.',
    notAUrl: 'The callback URL has to begin with https:// (or http://). Copy all of it.',
    missing: (variables) =>
      `Missing: ${variables.join(', ')}. Set them in the environment or in .env, or run this at a terminal: it will ask.`,
    urlOrLocal: 'With --local it is the callback of npm start: name no URL.',
    left: 'Left. Nothing was checked.',
  },

  report: {
    checking: (target) => `Checking ${target}`,
    steps: {
      'first-check': 'URL check, first',
      'second-check': 'URL check, second',
      message: 'message',
      'forged-check': 'URL check with a wrong signature (to be refused)',
      'forged-message': 'message with a wrong signature (to be refused)',
    },
    answered: (step, status, tookMs) => `${step}: HTTP ${status}, ${tookMs} ms`,
    fault: '✗ Fault',
    warning: '! Warning',
    what: 'What: ',
    why: 'Why:  ',
    next: 'Next: ',
    allWell: '✓ All is well: press 保存 in WeCom.',
    warningsOnly: '✓ No fault, but mind the warnings above.',
    faults: (count) => `✗ ${count} ${count === 1 ? 'fault' : 'faults'}. Check again when mended.`,
  },

  findings: findingsEn,
  checkFaults: {
    'no-such-app': ({ app, apps }) => ({
      what: `npm start has no app ${app}.`,
      why: `Its apps are: ${apps.join(', ')}.`,
      next: 'Name one of them with --app.',
    }),
    unfilled: ({ fields }) => ({
      what: 'Nothing was checked.',
      why: `In the callback secret of npm start this is not filled in, or wrongly: ${fields.join(', ')}.`,
      next: 'First: npm run secrets -- enter',
    }),
  },
  fields: fieldsEn,

  stack: stackEn,
  redrive: redriveEn,
  doctor: doctorEn,
  pause: pauseEn,
  member: memberEn,
  secrets: secretsEn,
  setup: setupEn,
  terminal: { yesOrNo: 'Answer y or n.' },
  logs: logsEn,
  teardown: teardownEn,
  insights: insightsEn,
  audit: auditEn,
  usageOfMembers: usageEn,
};
