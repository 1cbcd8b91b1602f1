import type { ServerResponse } from 'node:http';
import { sendJson, serveLocally, type LocalServer } from '../../../local/http';
import { MemberMedia } from '../../../lambda/wecom/member-media';
import { errorWith } from '../../support/errors';
import { apiOf } from './api-of';

let answer: (response: ServerResponse) => void;
let wecom: LocalServer;
beforeAll(async () => {
  wecom = await serveLocally(0, (_, response) => answer(response));
});
afterAll(() => wecom.close());

const get = (maxBytes = 100) => new MemberMedia(apiOf(wecom.url)).get('assistant', 'm1', maxBytes);

it("a member's file is what WeCom has", async () => {
  answer = (response) => response.end('bytes');
  expect(Buffer.from(await get()).toString()).toBe('bytes');
});

it('one that is larger than asked for is refused before its end', async () => {
  answer = (response) => response.end('x'.repeat(101));
  await expect(get()).rejects.toThrow(errorWith({ code: 'MEDIA_TOO_LARGE' }));
});

// 40007: gone; 40004 and others: nothing that the same question would change.
it.each([40007, 40004, 40035])(
  "one that WeCom does not give (%i) is the member's to send again",
  async (errcode) => {
    answer = (response) => sendJson(response, 200, { errcode, errmsg: '' });
    await expect(get()).rejects.toThrow(errorWith({ code: 'MEDIA_EXPIRED' }));
  },
);

it.each([
  [60020, 'blocked'],
  [45009, 'too-fast'],
])('that WeCom refuses the app (%i) is no fault of the file', async (errcode, failure) => {
  answer = (response) => sendJson(response, 200, { errcode, errmsg: '' });
  await expect(get()).rejects.toThrow(errorWith({ failure }));
});
