import { logged, startOwnStack, type OwnStack } from '../support/own-stack';

let stack: OwnStack;
beforeAll(async () => {
  stack = await startOwnStack();
});
afterAll(() => stack.close());

const get = (path: string) => fetch(new URL(path, stack.endpoints.callbackUrl), { redirect: 'manual' });
const callsOfFunctions = () => stack.logLines.length;

it("a file of WeCom's stands at the root: 200, text, no redirect", async () => {
  const response = await get('/WW_verify_0a1B2c3D4e5F6g7H.txt');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  await expect(response.text()).resolves.toBe('0a1B2c3D4e5F6g7H');
});

it.each(['/WW_verify_another.txt', '/robots.txt', '/', '/WW_verify_0a1B2c3D4e5F6g7H.txt/x'])(
  '%s is answered 404 by API Gateway, with no function behind it',
  async (path) => {
    const before = callsOfFunctions();
    const response = await get(path);
    expect(response.status).toBe(404);
    await expect(response.json()).resolves.toEqual({ message: 'Not Found' });
    expect(callsOfFunctions()).toBe(before);
  },
);

it('a file takes no other method, and is no callback', async () => {
  const response = await fetch(new URL('/WW_verify_0a1B2c3D4e5F6g7H.txt', stack.endpoints.callbackUrl), {
    method: 'POST',
    body: '<xml/>',
  });
  expect(response.status).toBe(404);
  expect(logged(stack, 'callback refused')).toEqual([]);
});

it('the callback URL is that of the domain', () => {
  expect(stack.outputs['Step4CallbackUrlOfAssistant']).toBe(stack.endpoints.callbackUrl);
});
