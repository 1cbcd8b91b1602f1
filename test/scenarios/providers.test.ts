import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { zhCn } from '../../lambda/chat/texts/zh-cn';
import type { ConfigInput } from '../../lib/config';
import { ActivityLog } from '../../local/activity';
import { startModelStandIn, type ModelStandIn } from '../../local/model/stand-in';
import azure from '../lib/configs/azure';
import chatCompletions from '../lib/configs/chat-completions';
import { control } from '../support/calls';
import { Member, settled } from '../support/member';
import { startOwnStack, type OwnStack } from '../support/own-stack';
import { pngOf } from '../support/pictures';
import { asOperator } from '../support/running-stack';
import { amrOf, tone } from '../support/sounds';
import { stackOf } from '../support/synthesised';

const assemblyOf = (config: ConfigInput): string =>
  stackOf(config, { bundling: true, stage: 'test' }).app.synth().directory;
const assemblies = { azure: assemblyOf(azure), chatCompletions: assemblyOf(chatCompletions) };

let standIn: ModelStandIn;
beforeAll(async () => {
  standIn = await startModelStandIn({ tokensPerSecond: Infinity, activity: new ActivityLog() });
});
afterAll(() => standIn.close());

/** A stack whose provider speaks in this form. */
async function withStack(
  config: keyof typeof assemblies,
  form: string,
  act: (stack: OwnStack) => Promise<void>,
): Promise<void> {
  const stack = await startOwnStack({
    assemblyDirectory: assemblies[config],
    environment: {
      OPENAI_API_KEY: 'sk-of-another-provider',
      OPENAI_BASE_URL: standIn.url.replace('/v1', `/forms/${form}/v1`),
      SPEECH_BASE_URL: standIn.url,
      IMAGES_BASE_URL: standIn.url,
    },
  });
  try {
    await act(stack);
  } finally {
    await stack.close();
  }
}

/** What an operator does for a remote server; sandboxes that have read the secret before are left. */
async function enterMcpCredentials(stack: OwnStack): Promise<void> {
  const client = new SecretsManagerClient(asOperator(stack.endpoints.secretsManagerUrl));
  const secret = { SecretId: stack.outputs['Step2ModelSecret'] };
  const { SecretString = '{}' } = await client.send(new GetSecretValueCommand(secret));
  const value = { ...(JSON.parse(SecretString) as object), mcp: { crm: 'a token for the server' } };
  await client.send(new PutSecretValueCommand({ ...secret, SecretString: JSON.stringify(value) }));
  client.destroy();
  await settled(stack.endpoints.simulatorUrl);
  await control(stack, 'DELETE', '/sandboxes');
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const PICTURE = base64(pngOf(8, 6));
const PDF = base64(Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'));

describe.each([
  ['deepseek', zhCn.notPossible.pictures],
  ['qwen', '图片 1：PNG 8×6'],
  ['ollama', '图片 1：PNG 8×6'],
])('a provider in the form of %s', (form, ofPicture) => {
  it('answers with memory, hides its thoughts, and what it can not do gets a sentence', async () => {
    await withStack('chatCompletions', form, async (stack) => {
      const member = new Member(undefined, stack);
      const answer = await member.asks('我叫小明');
      expect(answer).toContain('小明');
      expect(answer).not.toContain('模型替身的思考');
      await expect(member.asks('我叫什么？')).resolves.toContain('你叫小明');
      await expect(
        member.asks('断开 10 次 1：原样返回：一二三四五六七八九十，十一十二。'),
      ).resolves.toContain('十一十二。');
      await expect(member.asks('用量')).resolves.toMatch(/今天：3 条消息，[1-9]\d+ 个 token/);

      const other = new Member(undefined, stack);
      const voice = base64(await amrOf(tone({ hz: 440, seconds: 1 })));
      await other.sends({ msgtype: 'voice', voice: { file: voice } });
      await other.sends({ msgtype: 'file', file: { file: PDF, filename: 'a.pdf' } });
      await other.writes('画 一只猫');
      await other.sends({ msgtype: 'image', image: { file: PICTURE } });
      const [hearing, pdf, drawn, ...seen] = await other.receives(4);
      expect([hearing, pdf, drawn]).toEqual([zhCn.notPossible.hearing, zhCn.notPossible.pdf, '']);
      expect(seen.join('')).toContain(ofPicture);
    });
  });
});

it('Azure OpenAI answers with the tools of the model, and others hear and draw', async () => {
  await withStack('azure', 'azure/openai', async (stack) => {
    const member = new Member(undefined, stack);
    const answer = await member.asks('搜索：今天的天气');
    expect(answer).toMatch(/https?:\/\//);
    await expect(member.asks('计算：12*12')).resolves.toContain('144');
    await expect(member.asks('查资料：年假')).resolves.not.toBe('');
    await expect(member.asks('工具：客户')).resolves.toContain('没有授权');
    await enterMcpCredentials(stack);
    await expect(member.asks('工具：客户')).resolves.toContain('带着授权');
    await member.asks('原样返回：**粗** 和 *斜*');
    expect((await member.messagesOf('out')).at(-1)).toMatchObject({
      msgtype: 'markdown',
      content: '**粗** 和 斜',
    });
    await member.writes('画：一只猫');
    await member.isDealtWith(7);
    const drawn = await member.messagesOf('out');
    expect(drawn.at(-1)?.msgtype).toBe('image');
    await member.sends({
      msgtype: 'voice',
      voice: { file: base64(await amrOf(tone({ hz: 440, seconds: 1 }))) },
    });
    await member.isDealtWith(8);
    expect((await member.received()).join('')).toContain('声音长 1.0 秒');
  });
});
