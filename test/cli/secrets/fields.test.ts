import fc from 'fast-check';
import { isDoubt, shapeFaultOf, type SecretField } from '../../../cli/secrets/fields';
import { newEncodingAesKey, newToken } from '../../../cli/secrets/new-values';
import { textsIn } from '../../../cli/texts';
import { randomBytes } from 'node:crypto';

const KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const SECRET = 'aB3-_fGhIjKlMnOpQrStUvWxYz0123456789abcdefG';
const CORP_ID = 'ww1234567890abcdef';
const WEBHOOK = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa';
const OPENAI_KEY = `sk-proj-${'a'.repeat(120)}`;

it.each<[SecretField, string]>([
  ['corpId', CORP_ID],
  ['corpId', 'wx1234567890ABCDEF'],
  ['agentId', '1000002'],
  ['secret', SECRET],
  ['secret', `sk-${SECRET.slice(3)}`],
  ['token', 'a'.repeat(32)],
  ['token', '1234567'],
  ['encodingAesKey', KEY],
  ['apiKey', OPENAI_KEY],
  ['apiKey', 'f'.repeat(32)],
  ['apiKey', SECRET],
  ['speechApiKey', 'gsk_abc'],
  ['webhook', WEBHOOK],
])('a %s can be %j', (field, value) => {
  expect(shapeFaultOf(field, value)).toBeUndefined();
});

it.each<[SecretField, string, object]>([
  ['corpId', '', { code: 'empty' }],
  ['corpId', 'REPLACE-ME', { code: 'placeholder' }],
  ['corpId', `"${CORP_ID}"`, { code: 'quotes' }],
  ['corpId', `企业ID：${CORP_ID}`, { code: 'label', label: '企业ID' }],
  ['corpId', `${CORP_ID}＂`, { code: 'character', position: 19 }],
  ['corpId', SECRET, { code: 'looks-like', other: 'secret' }],
  ['corpId', '1000002', { code: 'looks-like', other: 'agentId' }],
  ['agentId', 'assistant', { code: 'agent-id' }],
  ['agentId', CORP_ID, { code: 'looks-like', other: 'corpId' }],
  ['agentId', 'AgentId 1000002', { code: 'label', label: 'AgentId' }],
  ['secret', '••••••••', { code: 'dots' }],
  ['secret', '**********', { code: 'dots' }],
  ['secret', `Secret: ${SECRET}`, { code: 'label', label: 'Secret' }],
  ['secret', `WECOM_SECRET__BOT=${SECRET}`, { code: 'label', label: 'WECOM_SECRET' }],
  ['secret', `${SECRET.slice(0, 20)}\n${SECRET.slice(20)}`, { code: 'white-space' }],
  ['secret', CORP_ID, { code: 'looks-like', other: 'corpId' }],
  ['secret', OPENAI_KEY, { code: 'looks-like', other: 'apiKey' }],
  ['token', 'a'.repeat(33), { code: 'token-length', length: 33 }],
  ['token', KEY, { code: 'looks-like', other: 'secret' }],
  ['token', 'abc def', { code: 'white-space' }],
  ['token', 'abc＝', { code: 'character', position: 4 }],
  ['encodingAesKey', `${KEY}=`, { code: 'equals-sign' }],
  ['encodingAesKey', `${KEY}x`, { code: 'key-length', length: 44 }],
  ['encodingAesKey', KEY.slice(1), { code: 'key-length', length: 42 }],
  ['encodingAesKey', KEY.replace(/..$/, '-_'), { code: 'character', position: 42 }],
  ['encodingAesKey', `“${KEY}”`, { code: 'quotes' }],
  ['apiKey', `Bearer ${OPENAI_KEY}`, { code: 'label', label: 'Bearer' }],
  ['apiKey', `OPENAI_API_KEY=${OPENAI_KEY}`, { code: 'label', label: 'OPENAI_API_KEY' }],
  ['apiKey', CORP_ID, { code: 'looks-like', other: 'corpId' }],
  ['apiKey', `${OPENAI_KEY}，`, { code: 'character', position: OPENAI_KEY.length + 1 }],
  ['webhook', '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa', { code: 'webhook' }],
  ['webhook', 'https://oapi.dingtalk.com/robot/send?access_token=abc', { code: 'webhook' }],
])('a %s is not %j', (field, value, fault) => {
  const found = shapeFaultOf(field, value);
  expect(found).toEqual(fault);
  expect(found && isDoubt(found)).toBe(false);
});

it.each<[SecretField, string, object]>([
  ['corpId', 'corp-of-the-test', { code: 'corp-id' }],
  ['secret', SECRET.slice(1), { code: 'secret-length', length: 42 }],
  ['apiKey', 'f'.repeat(32), { code: 'openai-key' }],
])('a %s may be %j, but hardly', (field, value, fault) => {
  const found = shapeFaultOf(field, value, { isOpenAi: true });
  expect(found).toEqual(fault);
  expect(found && isDoubt(found)).toBe(true);
});

const FIELDS = Object.keys(textsIn('en').fields.names) as SecretField[];

it.each(['en', 'zh-CN'] as const)('what is said of a value does not quote it (%s)', (language) => {
  const { shapeFault } = textsIn(language).fields;
  // Values that no sentence can hold by chance.
  const value = fc.string({
    minLength: 6,
    unit: fc.constantFrom('#', '$', '&', '%', '§', 'æ', '😀', ' ', '\t', '"', '='),
  });
  fc.assert(
    fc.property(fc.constantFrom(...FIELDS), value, (field, text) => {
      const fault = shapeFaultOf(field, text, { isOpenAi: true });
      expect(fault ? shapeFault(fault) : '').not.toContain(text);
    }),
  );
});

it('what we make ourselves has no fault, all letters and digits, and an EncodingAESKey of 32 bytes', () => {
  const bytes = (size: number): Buffer => randomBytes(size);
  for (let made = 0; made < 500; made += 1) {
    const [token, key] = [newToken(bytes), newEncodingAesKey(bytes)];
    expect(token).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(shapeFaultOf('token', token)).toBeUndefined();
    expect(shapeFaultOf('encodingAesKey', key)).toBeUndefined();
    const decoded = Buffer.from(`${key}=`, 'base64');
    expect(decoded).toHaveLength(32);
    // Not only Node's decoder takes it.
    expect(decoded.toString('base64')).toBe(`${key}=`);
  }
});

it('every character of a Token is as likely as any other', () => {
  const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  let next = 0;
  const inTurn = (size: number): Buffer =>
    Buffer.from(Array.from({ length: size }, () => every[next++ % 256] ?? 0));
  const counts = new Map<string, number>();
  for (let made = 0; made < 31; made += 1) {
    for (const each of newToken(inTurn)) counts.set(each, (counts.get(each) ?? 0) + 1);
  }
  // 31 × 32 = 992 = 62 × 16
  expect(new Set(counts.values())).toEqual(new Set([16]));
  expect(counts.size).toBe(62);
});
