import { eventually } from '../support/eventually';
import { Member, settled, type PhoneMessage } from '../support/member';
import { logged, startOwnStack, type OwnStack } from '../support/own-stack';

const ENTERS = { msgtype: 'event', event: 'enter_agent', eventkey: '' };

let stack: OwnStack;
beforeEach(async () => {
  stack = await startOwnStack();
  await trust([]);
});
afterEach(() => stack.close());

it('whom the first send finds blocked is told with the next message, and all is answered once, in order, when the address is added', async () => {
  const member = new Member('zhangsan', stack);
  await member.writes('原样返回：第一个');
  await member.writes('原样返回：第二个');
  await eventually('a worker has found out', () => logged(stack, 'message waits')[0]);
  await member.writes('原样返回：第三个');
  await member.receives(1);
  await member.sends(ENTERS);

  const [toMessage, toEntering] = await member.receives(2);
  expect(toMessage).toContain(`请等管理员把 ${address()} 加入这个应用的“企业可信IP”`);
  expect(toMessage).toContain('你的消息已经保存');
  expect(toEntering).toContain(address());
  expect(toEntering).not.toContain('保存');

  await trust([address()]);
  await runSchedules();
  await settled(stack.endpoints.simulatorUrl);
  expect(await onPhone(member)).toEqual([
    ['passive', toMessage],
    ['passive', toEntering],
    ['sent', '第一个'],
    ['sent', '第二个'],
    ['sent', '第三个'],
  ]);
  expect(logged(stack, 'app unblocked')).toHaveLength(1);
});

it('where the recovery asks first, the first message is told, and nothing is called in vain while the app is blocked', async () => {
  await runSchedules();
  expect(logged(stack, 'app blocked')).toMatchObject([
    { level: 'error', app: 'assistant', errcode: 60020, address: address() },
  ]);
  const member = new Member('lisi', stack);
  await member.writes('原样返回：第一个');
  const [told] = await member.receives(1);
  expect(told).toContain(address());

  await eventually('the message waits', () => logged(stack, 'message waits')[0]);
  await runSchedules();
  expect(logged(stack, 'app blocked')).toHaveLength(1);
  expect(await apisCalled()).not.toContain('message/send');

  await trust([address()]);
  await runSchedules();
  await settled(stack.endpoints.simulatorUrl);
  expect(await onPhone(member)).toEqual([
    ['passive', told],
    ['sent', '第一个'],
  ]);
});

it('once an app is known to be clear, the recovery no longer calls WeCom', async () => {
  await trust([address()]);
  await runSchedules();
  const called = await apisCalled();
  expect(called).toContain('agent/get');
  await runSchedules();
  expect(await apisCalled()).toEqual(called);
});

function address(): string {
  return stack.outputs['Step5TrustedIp'] ?? '';
}

const trust = (ips: string[]) => control('PUT', 'trusted-ips', { ips });

/** Runs every schedule now, and waits until they have run. */
const runSchedules = () => control('POST', 'schedules/run');

async function apisCalled(): Promise<string[]> {
  const calls = (await control('GET', 'api-calls')) as { api: string }[];
  return calls.map(({ api }) => api);
}

async function onPhone(member: Member): Promise<[string, string][]> {
  const messages = (await member.messagesOf('out')) as (PhoneMessage & { passive?: true })[];
  return messages.map(({ passive, content }) => [passive ? 'passive' : 'sent', content]);
}

async function control(method: string, subject: string, body?: object): Promise<unknown> {
  const response = await fetch(`${stack.endpoints.simulatorUrl}/${subject}`, {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`The simulator refused: ${await response.text()}`);
  const text = await response.text();
  return text ? JSON.parse(text) : undefined;
}
