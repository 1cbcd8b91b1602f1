import { setTimeout } from 'node:timers/promises';
import { runCommand, type Ended } from '../cli/stack/command';
import { startFakeCloudFormation } from '../cli/stack/fake-cloudformation';
import { eventually } from '../support/eventually';
import { localCommands, type LocalCommands } from '../support/local-commands';
import { Member } from '../support/member';
import { startOwnStack, type OwnStack } from '../support/own-stack';
import type { TypedCommand } from '../support/terminal';

interface Pair {
  readonly token: string;
  readonly encodingAesKey: string;
}

/** What WeCom's console shows to an admin. */
interface Shown {
  readonly corpId: string;
  readonly agentId: number;
  readonly secret: string;
}

/** What an admin thought up for the callbacks. */
const OF_ASSISTANT = {
  token: 'OneTokenOfTheTest',
  encodingAesKey: 'OneKey0123456789abcdefghijklmnopqrstuvwxyzA',
};
const OF_FINANCE_BOT = {
  token: 'TwoTokenOfTheTest',
  encodingAesKey: 'TwoKey0123456789abcdefghijklmnopqrstuvwxyzA',
};

let stack: OwnStack;
let cloudFormation: Awaited<ReturnType<typeof startFakeCloudFormation>>;
let local: LocalCommands;
let assistant: Shown;
let financeBot: Shown;
beforeAll(async () => {
  stack = await startOwnStack({ leaveUnfilled: true });
  cloudFormation = await startFakeCloudFormation({ 'WecomGpt-test': stack.outputs });
  local = localCommands(stack);
  assistant = await inConsole('assistant', 'GET', 'credentials');
  financeBot = await inConsole('finance-bot', 'GET', 'credentials');
});
afterAll(async () => {
  local.close();
  await cloudFormation.close();
  await stack.close();
});

/** The page of an app in WeCom's console. */
async function inConsole<T>(app: string, method: string, page: string, body?: object): Promise<T> {
  const response = await fetch(`${stack.endpoints.simulatorUrl}/apps/${app}/${page}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  });
  return (await response.json()) as T;
}

/** At a terminal, for the stack of this machine. */
const typed = (...args: string[]): TypedCommand => local.typed('secrets', ...args);
/** Without one, as it is called for a stack in AWS. */
const run = (args: string[], variables: Record<string, string> = {}): Promise<Ended> =>
  runCommand('secrets', [...args, '--json', '--stage', 'test', '--lang', 'en'], {
    AWS_REGION: 'ap-northeast-1',
    AWS_ACCESS_KEY_ID: 'LOCALTOOLS',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: stack.endpoints.dynamodbUrl,
    AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.url,
    ...variables,
  });

/** 保存; as the first of a new stack again where a cold callback misses WeCom's one second. */
async function save(app: string, pair: Pair): Promise<void> {
  const url = Object.values(stack.outputs).find((output) => output.endsWith(`/wxcomapp/${app}`));
  await eventually(`WeCom takes the callback URL of ${app}`, async () => {
    const { ok } = await inConsole<{ ok: boolean }>(app, 'POST', 'callback-url', { url, ...pair });
    return ok || undefined;
  });
}

/** What is on the screen to be pasted. */
function pairOn(screen: string): Pair {
  const [, token = '', encodingAesKey = ''] =
    / Token\n *│ +(\w+)\n[^]* EncodingAESKey\n *│ +(\w+)\n/.exec(screen) ?? [];
  return { token, encodingAesKey };
}

/** A member after another writes, each once, until it is stopped. @returns what stops it, with the answers to all */
function keepWriting(): { stop: () => Promise<string[][]> } {
  const stopped = new AbortController();
  const members: Member[] = [];
  const writing = (async () => {
    while (!stopped.signal.aborted) {
      const member = new Member(undefined, stack);
      await member.writes(`原样返回：${members.push(member)}`);
      await setTimeout(800);
    }
  })();
  return {
    stop: async () => {
      stopped.abort();
      await writing;
      await eventually('the callback has answered all', async () => {
        const outcomes = (await inConsole<{ outcome: string }[]>('assistant', 'GET', 'callbacks')).map(
          ({ outcome }) => outcome,
        );
        expect(new Set(outcomes)).toEqual(new Set(['200']));
        return outcomes.length >= members.length || undefined;
      });
      return Promise.all(members.map((member) => member.receives(1)));
    },
  };
}

it('at a terminal values are asked for, looked at, and with Ctrl-C not written', async () => {
  const { corpId, agentId, secret } = assistant;
  const command = typed('enter', 'assistant');
  await command.shows('CorpID (企业ID): ');
  command.types(corpId);
  await command.shows('assistant AgentId: ');
  command.types(String(agentId));
  await command.shows('assistant Secret (not shown): ');
  command.types(`Secret：${secret}`);
  await command.shows('✗ Its label, Secret, was copied along.');
  await command.shows('assistant Secret (not shown): ');
  command.types(secret);
  await command.shows('assistant Token (not shown): ');
  command.interrupts();
  await command.shows('Left. Of what was being entered, nothing was written');
  await expect(command.ends()).resolves.toBe(130);
  expect(command.screen()).not.toContain(secret);

  const status = await run([]);
  expect(status.code).toBe(1);
  expect(JSON.parse(status.stdout)).toMatchObject({
    ok: false,
    fields: expect.arrayContaining([{ field: 'corpId', state: 'missing' }]) as unknown,
  });
});

it('without a terminal they come from the environment, and no value is on a screen', async () => {
  const variables: Record<string, string> = {
    WECOM_CORP_ID: assistant.corpId,
    WECOM_AGENT_ID__ASSISTANT: String(assistant.agentId),
    WECOM_SECRET__ASSISTANT: assistant.secret,
    WECOM_TOKEN__ASSISTANT: OF_ASSISTANT.token,
    WECOM_ENCODING_AES_KEY__ASSISTANT: OF_ASSISTANT.encodingAesKey,
    WECOM_AGENT_ID__FINANCE_BOT: String(financeBot.agentId),
    WECOM_SECRET__FINANCE_BOT: financeBot.secret,
    WECOM_TOKEN__FINANCE_BOT: OF_FINANCE_BOT.token,
    WECOM_ENCODING_AES_KEY__FINANCE_BOT: OF_FINANCE_BOT.encodingAesKey,
    OPENAI_API_KEY: 'sk-of-the-secrets-command',
    WECOM_ROBOT_WEBHOOK: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=of-the-secrets-command',
  };
  const entered = await run(['enter', '--from-env'], variables);
  expect(JSON.parse(entered.stdout)).toMatchObject({ ok: true, missing: [] });
  const status = await run([]);
  expect(JSON.parse(status.stdout)).toMatchObject({ ok: true, notTakenOver: [] });
  expect([entered.code, status.code]).toEqual([0, 0]);

  const screens = entered.stdout + entered.stderr + status.stdout + status.stderr;
  for (const value of Object.values(variables)) expect(screens).not.toContain(value);
});

it('a Token is changed while members write, and no message is lost; no other change comes between', async () => {
  await save('assistant', OF_ASSISTANT);
  const ips = stack.outputs['Step5TrustedIp']?.split(';');
  await inConsole('assistant', 'PUT', 'trusted-ips', { ips });
  await expect(new Member(undefined, stack).asks('原样返回：早')).resolves.toBe('早');

  const members = keepWriting();
  const command = typed('rotate', 'assistant', 'token');
  await command.shows('Waiting for WeCom');
  command.interrupts();
  await command.shows('Left. The new Token is written');
  await expect(command.ends()).resolves.toBe(130);
  const pair = pairOn(command.screen());

  const another = await run(['rotate', 'finance-bot', 'token']);
  expect(another.code).toBe(1);
  expect(JSON.parse(another.stdout)).toMatchObject({ fault: { code: 'not-taken-over', app: 'assistant' } });

  const again = typed('rotate', 'assistant', 'token');
  await again.shows('Waiting for WeCom');
  expect(pairOn(again.screen())).toEqual(pair);
  await save('assistant', pair);
  await again.shows('✓ assistant: WeCom uses the new Token');
  await expect(again.ends()).resolves.toBe(0);
  await expect(new Member(undefined, stack).asks('原样返回：晚')).resolves.toBe('晚');
  const answers = await members.stop();
  expect(answers).toEqual(answers.map((_, index) => [String(index + 1)]));
});

it('a Secret that WeCom does not take is told so; with the right one the app is at work again', async () => {
  const { secret } = assistant;
  const wrong = await run(['rotate', 'assistant', 'secret', '--from-env'], {
    WECOM_SECRET__ASSISTANT: `${secret.slice(1)}x`,
  });
  expect(wrong.code).toBe(1);
  expect(JSON.parse(wrong.stdout)).toMatchObject({ fault: { code: 'refused', rotated: 'secret' } });
  const right = await run(['rotate', 'assistant', 'secret', '--from-env'], {
    WECOM_SECRET__ASSISTANT: secret,
  });
  expect(JSON.parse(right.stdout)).toMatchObject({ ok: true, what: 'secret', isTaken: true });
  for (const { stdout, stderr } of [wrong, right]) expect(stdout + stderr).not.toContain(secret.slice(1));
});
