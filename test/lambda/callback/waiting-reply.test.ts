import { randomBytes } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { decrypt, getSignature } from '@wecom/crypto';
import { handleCallback, type CallbackPorts } from '../../../lambda/callback/handler';
import type { Block } from '../../../lambda/chat/ports';
import type { BotConfig } from '../../../lambda/shared/bot-config';
import type { CallbackSecret } from '../../../lambda/shared/credentials';
import { parseXmlMessage } from '../../../lambda/wecom/xml';
import { sealed, textXml } from '../../support/callback-request';
import type { CallbackCredentials } from '../../support/running-stack';
import { turnConfig } from '../../support/turn-config';

const NOW = 1_700_000_000_000;
const credentials: CallbackCredentials = {
  corpId: 'ww1234567890abcdef',
  agentId: 1000002,
  token: 'AToken',
  encodingAesKey: 'AKey0123456789abcdefghijklmnopqrstuvwxyzABC',
};
const later = {
  ...credentials,
  token: 'ALaterToken',
  encodingAesKey: 'ALaterKey0123456789abcdefghijklmnopqrstuvwx',
};
const untrusted: Block = { errcode: 60020, address: '203.0.113.7' };

const enterAgent =
  `<xml><ToUserName>ww1</ToUserName><FromUserName>ZhangSan</FromUserName><CreateTime>1408091189</CreateTime>` +
  `<MsgType>event</MsgType><Event>enter_agent</Event><EventKey></EventKey><AgentID>1000002</AgentID></xml>`;
const message = textXml(credentials, 'ZhangSan', '你好', '4561255354251345929');

interface Options {
  readonly language?: BotConfig['language'];
  readonly statusOf?: CallbackPorts['statusOf'];
  readonly enqueue?: CallbackPorts['enqueue'];
  /** What our secret holds, the current version first. */
  readonly secrets?: CallbackCredentials[];
}

function worldWith({ language = 'zh-CN', statusOf, enqueue, secrets = [credentials] }: Options) {
  const queued: string[] = [];
  const warned: string[] = [];
  const asked: string[] = [];
  let now = NOW;
  const ports: CallbackPorts = {
    config: {
      language,
      apps: turnConfig.apps,
      timing: turnConfig.timing,
      verificationFiles: {},
      admins: ['boss'],
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- it could wait
    secrets: async function* () {
      yield* secrets.map((secret) => ({ value: secretOf(secret), version: 'v1' }));
    },
    enqueue:
      enqueue ??
      (({ id }) => {
        queued.push(id);
        return Promise.resolve();
      }),
    statusOf: (app, signal) => {
      asked.push(app);
      return (statusOf ?? (() => Promise.resolve({ block: untrusted })))(app, signal);
    },
    refusals: { note: () => undefined },
    random: randomBytes,
    clock: () => now,
    pause: (ms) => {
      now += ms;
      return Promise.resolve();
    },
    log: { info: () => undefined, warn: (event) => warned.push(event), error: () => undefined },
  };
  return { ports, queued, warned, asked };
}

function secretOf({ corpId, agentId, token, encodingAesKey }: CallbackCredentials): CallbackSecret {
  return { corpId, apps: { assistant: { agentId, token, encodingAesKey } } };
}

/** Plays a callback of WeCom. */
function calls(ports: CallbackPorts, xml: string, by = credentials) {
  const { ciphertext, query } = sealed(by, xml, { timestamp: String(NOW / 1000) });
  return handleCallback(ports, {
    rawPath: '/wxcomapp',
    rawQueryString: query.toString(),
    body: `<xml><Encrypt>${ciphertext}</Encrypt></xml>`,
    isBase64Encoded: false,
    requestContext: { http: { method: 'POST' } },
  } as unknown as APIGatewayProxyEventV2);
}

/** What the member reads, as Tencent's own package opens it. */
function read(reply = '', by = credentials) {
  const envelope = parseXmlMessage(reply);
  const of = (name: string): string => envelope.text(name) ?? '';
  const signature = getSignature(by.token, of('TimeStamp'), of('Nonce'), of('Encrypt'));
  const { message: xml, id } = decrypt(by.encodingAesKey, of('Encrypt'));
  const inner = parseXmlMessage(xml);
  return {
    isRight: of('MsgSignature') === signature && id === by.corpId && inner.text('FromUserName') === by.corpId,
    to: inner.text('ToUserName'),
    content: inner.text('Content'),
  };
}

const said = (content: RegExp | string) => ({
  isRight: true,
  to: 'ZhangSan',
  content: expect.stringMatching(content) as string,
});

it.each<[string, Options, string, RegExp]>([
  ['writes', {}, message, /203\.0\.113\.7 .*“企业可信IP”.*你的消息已经保存/],
  ['opens the app', {}, enterAgent, /203\.0\.113\.7 .*“企业可信IP”。$/],
  ['writes, in English', { language: 'en' }, message, /add 203\.0\.113\.7 to .* Your message is kept/],
  ['opens the app, in English', { language: 'en' }, enterAgent, /企业可信IP\.$/],
  [
    'writes to a disabled app',
    { statusOf: () => Promise.resolve({ block: { errcode: 50003 } }) },
    message,
    /50003.*你的消息已经保存/,
  ],
  [
    'writes while the Secret is wrong, where the address does not matter',
    { statusOf: () => Promise.resolve({ block: { errcode: 40001, address: '203.0.113.7' } }) },
    message,
    /^(?!.*203).*40001/,
  ],
])(
  'while the app is blocked, a member who %s is told by the answer itself',
  async (_, options, xml, content) => {
    const { ports } = worldWith(options);
    const { statusCode, body } = await calls(ports, xml);
    expect(statusCode).toBe(200);
    expect(read(body)).toEqual(said(content));
  },
);

it('a message is queued all the same, and its repeats are told the same', async () => {
  const { ports, queued } = worldWith({});
  const bodies = [await calls(ports, message), await calls(ports, message)].map(({ body }) => read(body));
  expect(bodies).toEqual([said('保存'), said('保存')]);
  expect(queued).toHaveLength(2);
  expect(new Set(queued).size).toBe(1);
});

it.each<[string, CallbackCredentials]>([
  ['before', credentials],
  ['after', later],
])(
  'while the operator changes Token and EncodingAESKey, the answer is sealed by those of the request: %s',
  async (_, by) => {
    const { ports } = worldWith({ secrets: [later, credentials] });
    const { body } = await calls(ports, message, by);
    expect(read(body, by)).toEqual(said('203'));
  },
);

it.each<[string, NonNullable<Options['statusOf']>, string[]]>([
  ['is clear', () => Promise.resolve({}), []],
  ['can not be read', () => Promise.reject(new Error('throttled')), ['status not read']],
  [
    'is not read in time',
    (_, signal) =>
      new Promise((__, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      }),
    ['status not read'],
  ],
])('when the status %s, the answer is empty and the message queued', async (_, statusOf, warnings) => {
  const { ports, queued, warned } = worldWith({ statusOf });
  const { statusCode, body } = await calls(ports, message);
  expect([statusCode, body]).toEqual([200, '']);
  expect(queued).toHaveLength(1);
  expect(warned).toEqual(warnings);
});

it('when the message can not be queued, nobody is told that it is kept', async () => {
  const { ports } = worldWith({ enqueue: () => Promise.reject(new Error('the queue is down')) });
  expect(await calls(ports, message)).toMatchObject({
    statusCode: 503,
    body: expect.not.stringContaining('<Encrypt>') as string,
  });
});

it('other events want no answer, and no status', async () => {
  const { ports, asked, queued } = worldWith({});
  const { statusCode, body } = await calls(ports, enterAgent.replace('enter_agent', 'view'));
  expect([statusCode, body]).toEqual([200, '']);
  expect([asked, queued]).toEqual([[], []]);
});

it('that a member left is queued whatever the app can do, and wants no answer', async () => {
  const { ports, asked, queued } = worldWith({});
  const { statusCode, body } = await calls(ports, enterAgent.replace('enter_agent', 'unsubscribe'));
  expect([statusCode, body, asked]).toEqual([200, '', []]);
  expect(queued).toHaveLength(1);
});

it("a press of the app's menu is told that the app is blocked, and kept", async () => {
  const { ports, queued } = worldWith({});
  const click = enterAgent
    .replace('enter_agent', 'CLICK')
    .replace('<EventKey></EventKey>', '<EventKey>/help</EventKey>');
  expect(read((await calls(ports, click)).body)).toEqual(said(/203\.0\.113\.7 .*你的消息已经保存/));
  expect(queued).toHaveLength(1);
});

it('what is not from WeCom learns nothing of the block', async () => {
  const { ports, asked } = worldWith({});
  expect(await calls(ports, message, { ...credentials, token: 'Another' })).toMatchObject({
    statusCode: 401,
  });
  expect(asked).toEqual([]);
});

describe('a member who opens the app', () => {
  const clear = { statusOf: () => Promise.resolve({}) };

  it.each(['enter_agent', 'subscribe'])('is to be welcomed by the worker: %s', async (event) => {
    const { ports, queued } = worldWith(clear);
    const { statusCode, body } = await calls(ports, enterAgent.replace('enter_agent', event));
    expect([statusCode, body]).toEqual([200, '']);
    expect(queued).toHaveLength(1);
  });

  it('is one thing, however often WeCom says it', async () => {
    const { ports, queued } = worldWith(clear);
    await calls(ports, enterAgent);
    await calls(ports, enterAgent);
    await calls(ports, enterAgent.replace('1408091189', '1408091190'));
    expect(new Set(queued).size).toBe(2);
  });

  it('is not welcomed while the app can not answer', async () => {
    const { ports, queued } = worldWith({});
    await calls(ports, enterAgent);
    expect(queued).toEqual([]);
  });
});

it.each<[string, Options, string, RegExp]>([
  ['writes', {}, message, /管理员暂停了这个应用.*你的消息已经保存/],
  ['opens the app', {}, enterAgent, /管理员暂停了这个应用，现在不能回答。$/],
  ['writes, in English', { language: 'en' }, message, /paused.*Your message is kept/],
])(
  'while the app is paused, whatever blocks it, a member who %s is told so',
  async (_, options, xml, content) => {
    const statusOf = () => Promise.resolve({ pause: { since: 1 }, block: untrusted });
    const { ports } = worldWith({ ...options, statusOf });
    const { body } = await calls(ports, xml);
    expect(read(body)).toEqual(said(content));
  },
);

it('an admin who writes while the app is paused is answered by the worker, not told to wait', async () => {
  const xml = textXml(credentials, 'BOSS', '管理 恢复', '4561255354251345930');
  const paused = worldWith({ statusOf: () => Promise.resolve({ pause: { since: 1 } }) });
  await expect(calls(paused.ports, xml)).resolves.toMatchObject({ body: '' });
  expect(paused.queued).toHaveLength(1);
  const blocked = worldWith({ statusOf: () => Promise.resolve({ pause: { since: 1 }, block: untrusted }) });
  expect(read((await calls(blocked.ports, xml)).body)).toMatchObject({
    content: expect.stringContaining('203.0.113.7') as string,
  });
});
