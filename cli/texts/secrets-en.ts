import { consoleForm } from '../setup/console-form';
import { localTime } from '../stack/report';
import { nameOf } from '../secrets/report';
import { fieldsEn } from './fields-en';
import type { SecretsTexts } from './secrets-texts';
import { stackEn } from './stack-en';

const PAGE = 'docs/secrets.md';

export const secretsEn: SecretsTexts = {
  help: `npm run secrets -- [options] [enter [APP] | rotate [APP] token | rotate [APP] secret | rotate model]

Alone, shows which credentials are filled in and which are not, and when each secret was last changed; never a value.

  enter          asks for what is missing, and writes it to Secrets Manager
  rotate token   makes a new Token and EncodingAESKey, shows what to paste in WeCom, and waits until WeCom uses it.
                 The old ones are taken too, for a day: no message is lost
  rotate secret  asks for the app's new Secret, after 重置 in WeCom. Messages wait until then
  rotate model   asks for the new API key of the model

  APP            name of an app in config.ts; with enter all apps if not given
  --all          with enter: also asks for what is filled in; the return key alone keeps it
  --from-env     asks nobody: values come from the environment or .env: WECOM_CORP_ID, WECOM_AGENT_ID, WECOM_SECRET,
                 WECOM_TOKEN, WECOM_ENCODING_AES_KEY, OPENAI_API_KEY, SPEECH_API_KEY, IMAGES_API_KEY,
                 WECOM_ROBOT_WEBHOOK. With several apps, those of an app have its name behind:
                 WECOM_SECRET__FINANCE_BOT
  --force        even though WeCom may still use an old Token, which this makes invalid
${stackEn.commonHelp('secrets', PAGE, ', 130 left by Ctrl-C')}`,

  usage: {
    unknownAction: 'Say enter or rotate, or neither.',
    noAction: '--all, --from-env and --force go with enter or rotate.',
    oneApp: 'Name one app.',
    allIsForEnter: '--all goes with enter.',
    rotateWhat:
      'Say at the end what is to be rotated: token, secret or model. E.g. npm run secrets -- rotate assistant token',
    modelIsOfAll: 'The API key of the model is that of all apps: npm run secrets -- rotate model',
    tokenIsMade:
      'A new Token is made here, and has to be pasted in WeCom: without --from-env, at a terminal.',
  },

  columns: ['APP', 'FIELD', 'STATE'],
  secretColumns: ['SECRET', 'LAST CHANGED'],
  ofCompany: '(all apps)',
  states: {
    filled: '✓ filled in',
    missing: '✗ missing',
    optional: '- not needed, unless config.ts names another provider for it',
    differs: '✗ the wecom and the callback secret hold different values',
    wrong: '✗ ',
  },
  allThere: 'All is filled in.',
  missing: (count) => `${count} to be entered: npm run secrets -- enter`,
  isOpen: (app, until) =>
    `${app}: WeCom was not yet seen to use the new Token. The old one is taken until ${until}. ` +
    `Go on with: npm run secrets -- rotate ${app} token`,

  emptyKeeps: 'The return key alone keeps what is there.',
  emptyLeaves: 'The return key alone leaves it for later.',
  willWrite: (secrets, entered) =>
    `To be written to ${secrets.join(' and ')}: ` +
    entered.map((entry) => nameOf(entry, fieldsEn)).join(', '),
  nothingAsked: 'Nothing is missing. To change what is there, add --all.',
  nothingWritten: 'Nothing was entered, nothing was changed.',
  hasWritten: (names) => `Written: ${names.join(', ')}`,
  stillMissing: (names) => `Still missing: ${names.join(', ')}.`,
  pairIsMade: ' A Token and an EncodingAESKey are made by npm run secrets -- rotate APP token',

  goesOn: (app, since) =>
    `${app}: WeCom was not yet seen to use the Token of ${since}. No new one is made; this is the same again.`,
  waitsForCallback: 'In some seconds the callback knows the new values …',
  pasteThese: ({ app, url, token, encodingAesKey, until }) =>
    [
      `Paste into WeCom's admin console, for the app ${app}:`,
      '',
      consoleForm({
        page: '应用管理 → the app → 接收消息 → 设置API接收',
        fields: [
          ['URL', url],
          ['Token', token],
          ['EncodingAESKey', encodingAesKey],
        ],
        button: '保存',
      }),
      '',
      `The old ones are taken too until ${until}: no message is lost meanwhile.`,
      'Waiting for WeCom … Ctrl-C does no harm: the same command goes on later.',
    ].join('\n'),
  refusedCheck: (code) =>
    `  ! The callback refused a request (${code}). If that was 保存: copy both values again, and press it again.`,
  tokenIsTaken: (app, until) =>
    `${app}: WeCom uses the new Token and EncodingAESKey. The old ones are refused from ${until} on.`,

  about: {
    secret:
      'In WeCom: 应用管理 → the app → Secret → 重置. The old one is then invalid at once. Messages wait, and are answered\n' +
      'when the new one is entered here.',
    model: 'Make a new API key at the provider first, and delete the old one when this has ended well.',
  },
  asksWhetherTaken: 'Written. Asking whether it is accepted …',
  waitsForRecovery: (app) =>
    `${app} is still blocked. It is tried again every minute, and messages that wait are then answered. Ctrl-C does no harm.`,
  isTaken: {
    secret: 'WeCom takes the new Secret. What waits is answered by itself.',
    model:
      'The provider takes the new key. It is used within five minutes: keep the old one valid until then.',
  },
  isUnchecked: {
    secret: 'The new Secret is written. Whether WeCom takes it could not be found out: npm run doctor',
    model: 'The new key is written. Whether the provider takes it could not be found out: npm run doctor',
  },

  left: {
    enter:
      'Left. Of what was being entered, nothing was written; what was written before stays. To go on, run the same command again.',
    secret:
      'Left. Nothing was written. After 重置, messages wait until the new Secret is entered: run the same command again.',
    model:
      'Left. Nothing was written, and the key before is still used. To go on, run the same command again.',
  },
  leftWaiting: {
    token: (app) =>
      `Left. The new Token is written, and WeCom was not yet seen to use it: paste both values within a day. To see them again, and to wait: npm run secrets -- rotate ${app} token`,
    secret: (app) =>
      `Left. The new Secret is written. Nothing else has to be done: ${app} is tried again every minute, npm run doctor shows how it goes on.`,
  },

  faults: {
    ...stackEn.faults(PAGE),
    'no-such-app': ({ app, apps }) => ({
      what: `The stack has no app ${app}.`,
      why: `Its apps are: ${apps.join(', ')}.`,
      next: 'Name one of them.',
    }),
    'which-app': ({ apps, rotated }) => ({
      what: 'No app was named.',
      why: `There are several: ${apps.join(', ')}.`,
      next: `Name one of them: npm run secrets -- rotate ${apps[0] ?? 'APP'} ${rotated}`,
    }),
    'no-terminal': ({ action }) =>
      action === 'token'
        ? {
            what: 'No new Token was made.',
            why: 'It has to be shown once, to be pasted in WeCom, and this is no terminal.',
            next: 'Run it at a terminal.',
          }
        : {
            what: 'Nobody can be asked for the values, nothing was changed.',
            why: 'This is no terminal.',
            next: 'Run it at a terminal, or add --from-env and set the variables that --help names.',
          },
    'no-values': ({ variables }) => ({
      what: 'Nothing was written.',
      why: `None of these variables is set: ${variables.join(', ')}.`,
      next: 'Set them in the environment or in .env, or leave out --from-env at a terminal.',
    }),
    'wrong-values': ({ faults }) => ({
      what: `Nothing was written: ${faults.map(({ variable }) => variable).join(', ')} can't be right.`,
      why: faults.map(({ variable, fault }) => `${variable}: ${fieldsEn.shapeFault(fault)}`).join(' '),
      next: 'Correct them, and run it again.',
    }),
    unfilled: ({ fields }) => ({
      what: 'No new Token was made.',
      why: `The callback could not answer WeCom's check: ${fields.map((entry) => nameOf(entry, fieldsEn)).join(', ')} is missing.`,
      next: 'First: npm run secrets -- enter',
    }),
    'not-taken-over': ({ app, changedAt, until }) => ({
      what: 'Nothing was changed.',
      why:
        `${app} got a new Token on ${localTime(changedAt)}, and WeCom was not yet seen to use it. A further change would ` +
        'make the one invalid that WeCom still uses: its messages would be refused.',
      next:
        `First paste the new one: npm run secrets -- rotate ${app} token shows it again. The old one is taken until ` +
        `${localTime(until)}. --force changes it nevertheless.`,
    }),
    refused: ({ rotated, says, remedy }) => ({
      what: `The new ${rotated === 'secret' ? 'Secret' : 'key'} is written, and not accepted.`,
      why: says,
      next: `${remedy} To enter another: npm run secrets -- rotate ${rotated === 'secret' ? 'APP secret' : 'model'}`,
    }),
    'not-json': ({ secret, arn }) => ({
      what: `The ${secret} secret is not a JSON object.`,
      why: 'It was edited by hand, or is another secret.',
      next: `Restore its previous version, or write {} as its value, and enter everything again: ${arn}`,
    }),
    'not-kept': ({ secret }) => ({
      what: `The ${secret} secret is not as it was written.`,
      why: 'Somebody else wrote it at the same time, or Secrets Manager does not show it yet.',
      next: 'Look with npm run secrets, and enter again what is missing.',
    }),
    'changed-meanwhile': ({ secret }) => ({
      what: `Somebody else changed the ${secret} secret at the same time.`,
      why: 'It was written between your reading and writing. What you wrote is in force now, without that change.',
      next: 'Look with npm run secrets, and agree with whoever else is at it: what they changed has to be entered again.',
    }),
  },
};
