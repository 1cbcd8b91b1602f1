import { startOwnStack, type OwnStack } from '../support/own-stack';

let stack: OwnStack;
beforeAll(async () => {
  stack = await startOwnStack();
});
afterAll(() => stack.close());

async function control(method: string, subject: string): Promise<unknown> {
  const response = await fetch(`${stack.endpoints.simulatorUrl}/${subject}`, { method });
  if (!response.ok) throw new Error(`The simulator refused: ${await response.text()}`);
  return response.json();
}

/** Names of WeCom's APIs that were called, in order, for the default app. */
async function apisCalled(): Promise<string[]> {
  return ((await control('GET', 'api-calls')) as { api: string }[]).map(({ api }) => api);
}

it('every app gets its default menu, and once it has it, WeCom is called no more', async () => {
  await control('POST', 'schedules/run');
  for (const menu of ['menu', 'apps/finance-bot/menu']) {
    await expect(control('GET', menu)).resolves.toEqual({
      button: [
        { type: 'click', name: '新对话', key: '/new' },
        {
          name: '设置',
          sub_button: [
            { type: 'click', name: '选角色', key: '/persona' },
            { type: 'click', name: '语音回答', key: '/voice' },
          ],
        },
        {
          name: '更多',
          sub_button: [
            { type: 'click', name: '使用帮助', key: '/help' },
            { type: 'click', name: '我的用量', key: '/usage' },
            { type: 'click', name: '导出对话', key: '/export' },
          ],
        },
      ],
    });
  }
  const called = await apisCalled();
  expect(called.filter((api) => api.startsWith('menu/'))).toEqual(['menu/get', 'menu/create']);
  await control('POST', 'schedules/run');
  expect(await apisCalled()).toEqual(called);
});
