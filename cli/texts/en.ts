import type { ShapeFault } from '../callback-check/credentials';
import { findingsEn } from './findings-en';
import { memberEn } from './member-en';
import { pauseEn } from './pause-en';
import { redriveEn } from './redrive-en';
import { stackEn } from './stack-en';
import type { Texts } from './texts';

export const en: Texts = {
  help: `npm run callback-check -- [options] URL

Checks a callback as WeCom would: sends a signed URL check and a message that nobody will see, then both once more
with a wrong signature, and says what is wrong. It changes nothing and asks no model.

  URL            the address that is entered in 接收消息 → 设置API接收
  --app NAME     another app of config.ts: its variables are WECOM_TOKEN__NAME and so on
  --json         prints JSON
  --lang LANG    zh-CN (default) or en
  --help         this (中文：npm run callback-check -- --help)

WECOM_CORP_ID, WECOM_TOKEN, WECOM_ENCODING_AES_KEY and WECOM_AGENT_ID are read from the environment or .env. At a
terminal it asks for what is missing, and does not show what you type. Keys can't stand on the command line.

Exit code: 0 well (perhaps with warnings), 1 something is wrong, 2 called wrongly`,

  usage: {
    badArguments: (reason) => `${reason}\nUsage: npm run callback-check -- --help --lang en`,
    unknownLanguage: '--lang is zh-CN or en.',
    oneUrl: 'Name one callback URL, e.g. npm run callback-check -- https://bot.example.com/wxcomapp',
    notAUrl: 'The callback URL has to begin with https:// (or http://). Copy all of it.',
    missing: (variables) =>
      `Missing: ${variables.join(', ')}. Set them in the environment or in .env, or run this at a terminal: it will ask.`,
    cancelled: 'Cancelled: nothing was entered.',
  },

  ask: {
    WECOM_CORP_ID: 'CorpID, 企业ID (not shown): ',
    WECOM_TOKEN: 'Token (not shown): ',
    WECOM_ENCODING_AES_KEY: 'EncodingAESKey (not shown): ',
    WECOM_AGENT_ID: 'AgentId (not shown): ',
  },

  shapeFault: (fault) => `${shapeFault(fault)} Copy it again from the WeCom admin console.`,

  report: {
    checking: (target) => `Checking ${target}`,
    steps: {
      'first-check': 'URL check, first',
      'second-check': 'URL check, second',
      message: 'message',
      'forged-check': 'URL check with a wrong signature (to be refused)',
      'forged-message': 'message with a wrong signature (to be refused)',
    },
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

  stack: stackEn,
  redrive: redriveEn,
  pause: pauseEn,
  member: memberEn,
};

function shapeFault(fault: ShapeFault): string {
  switch (fault.fault) {
    case 'white-space':
      return 'it has a space or a line break in it.';
    case 'equals-sign':
      return 'it ends in "=": an EncodingAESKey is 43 characters, without "=".';
    case 'agent-id':
      return 'an AgentId is a number, e.g. 1000002.';
    case 'character':
      return `character ${fault.position} does not belong there (a quote, a full-width character, or something copied along).`;
    case 'key-length':
      return `it has ${fault.length} characters; an EncodingAESKey has exactly 43.`;
    case 'token-length':
      return `it has ${fault.length} characters; a Token has at most 32. With 43 it may be the EncodingAESKey.`;
  }
}
