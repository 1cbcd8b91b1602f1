import { createHash, randomUUID } from 'node:crypto';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Block } from '../../../lambda/chat/ports';
import type { ReportedFinding } from '../../../lambda/doctor/handler';
import { ActivityLog } from '../../../local/activity';
import { Front } from '../../../local/aws/front';
import { Secret, secretsService } from '../../../local/aws/secrets';
import { SECRET_OUTPUTS, SecretStore, type SecretName } from '../../../cli/secrets/secret-store';
import { POLL_MS, type SecretsWorld } from '../../../cli/secrets/world';
import { NoAnswerError } from '../../../cli/terminal/terminal';
import { textsIn } from '../../../cli/texts';
import { asOperator } from '../../support/running-stack';

/** What the stack makes them with. */
const UNFILLED = {
  callback: {
    corpId: 'REPLACE-ME',
    apps: { assistant: { token: 'REPLACE-ME', encodingAesKey: 'REPLACE-ME', agentId: 'REPLACE-ME' } },
  },
  wecom: { corpId: 'REPLACE-ME', apps: { assistant: { agentId: 'REPLACE-ME', secret: 'REPLACE-ME' } } },
  model: { apiKey: 'REPLACE-ME' },
  robot: { webhook: 'REPLACE-ME' },
};

/** Values as WeCom and OpenAI give them. */
export const VALUES = {
  corpId: 'ww1234567890abcdef',
  agentId: '1000002',
  secret: 'aB3-_fGhIjKlMnOpQrStUvWxYz0123456789abcdefG',
  token: 'QDG6eKxTokenOfTheTest',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  apiKey: 'sk-proj-of-the-test',
  webhook: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=of-the-test',
} as const;

/** A Secrets Manager with the stack's secrets, asked by the SDK's client. */
export async function startSecrets() {
  let now = Date.UTC(2026, 10, 26);
  const secrets = Object.fromEntries(
    (Object.keys(UNFILLED) as SecretName[]).map((name) => [name, new Secret(name, `arn:${name}`)]),
  ) as Record<SecretName, Secret>;
  const put = (name: SecretName, value: object | string): void =>
    secrets[name].put({
      id: randomUUID(),
      value: typeof value === 'string' ? value : JSON.stringify(value),
      createdAt: now,
    });
  for (const [name, value] of Object.entries(UNFILLED)) put(name as SecretName, value);
  const front = new Front(new ActivityLog());
  const url = await front.listen();
  front.serve('secretsmanager', secretsService(Object.values(secrets), { now: () => now }, randomUUID));
  const client = new SecretsManagerClient(asOperator(url));
  const outputs = Object.fromEntries(
    (Object.keys(UNFILLED) as SecretName[]).map((name) => [SECRET_OUTPUTS[name], `arn:${name}`]),
  );
  return {
    store: new SecretStore(client, outputs, () => Promise.resolve()),
    client,
    outputs,
    put,
    now: () => now,
    /** Time passes. @param ms */
    passes: (ms: number) => (now += ms),
    /** The version in force, as it was written. */
    textOf: (name: SecretName) => secrets[name].get(undefined, undefined).value,
    versionOf: (name: SecretName) => secrets[name].get(undefined, undefined).id,
    close: async () => {
      client.destroy();
      await front.close();
    },
  };
}

export type RunningSecrets = Awaited<ReturnType<typeof startSecrets>>;

/** What a test says of the world around the secrets. */
export interface Around {
  readonly apps?: readonly string[];
  /** What is typed at each question; undefined: Ctrl-C. None: there is no terminal. */
  readonly typed?: readonly (string | undefined)[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Versions of the callback secret with which WeCom was seen, by app. */
  readonly seen?: Map<string, string>;
  /** What happens between two looks at something that is waited for. */
  readonly pause?: () => Promise<void>;
  readonly blocks?: readonly (Block | undefined)[];
  readonly findings?: readonly ReportedFinding[];
  readonly askDoctor?: SecretsWorld['askDoctor'];
  readonly refused?: readonly { id: string; code: string }[];
  /** How far this machine's clock is before AWS's, ms. */
  readonly aheadMs?: number;
}

let seeds = 0;

/** A world with a person who types, and what was on the screen. */
export function worldOf(
  { store, now, passes }: RunningSecrets,
  { apps = ['assistant'], typed, environment = {}, seen = new Map(), ...around }: Around = {},
) {
  const screen: string[] = [];
  const answers = [...(typed ?? [])];
  const blocks = [...(around.blocks ?? [])];
  const world: SecretsWorld = {
    store,
    terminal: {
      isThere: typed !== undefined,
      say: (text) => void screen.push(text),
      ask: (question) => {
        screen.push(question);
        if (!typed) return Promise.reject(new NoAnswerError('no-terminal', question));
        const answer = answers.shift();
        return answer === undefined
          ? Promise.reject(new NoAnswerError('left', question))
          : Promise.resolve(answer);
      },
    },
    texts: textsIn('en'),
    apps,
    environment,
    log: {
      isCheckedWith: (app, { version }) => Promise.resolve(seen.get(app) === version),
      refusalsOf: () => Promise.resolve([...(around.refused ?? [])]),
    },
    statusOf: () => {
      const block = blocks.shift();
      return Promise.resolve({ noted: {}, ...(block && { block }) });
    },
    askDoctor:
      around.askDoctor ??
      (() =>
        Promise.resolve({ version: '1', at: '', verdict: 'ok' as const, findings: around.findings ?? [] })),
    callbackUrlOf: (app) => `https://bot.example.com/wxcomapp/${app}`,
    randomBytes: (size) => createHash('shake256', { outputLength: size }).update(String(seeds++)).digest(),
    clock: () => now() + (around.aheadMs ?? 0),
    pause: (ms) => {
      if (ms > POLL_MS) screen.push(`(after ${ms} ms)`);
      passes(ms);
      if (ms > POLL_MS) return Promise.resolve();
      return around.pause?.() ?? Promise.reject(new Error('Nothing was to be waited for.'));
    },
  };
  return { world, screen: () => screen.join('\n') };
}

/** A whole stack, filled in. */
export function fillIn(
  secrets: RunningSecrets,
  pair: { token: string; encodingAesKey: string } = VALUES,
): void {
  const { corpId, agentId, secret, apiKey, webhook } = VALUES;
  secrets.put('wecom', { corpId, apps: { assistant: { agentId, secret } } });
  secrets.put('model', { apiKey });
  secrets.put('robot', { webhook });
  const { token, encodingAesKey } = pair;
  secrets.put('callback', { corpId, apps: { assistant: { token, encodingAesKey, agentId } } });
}
