import type { Menu } from '../../../lambda/shared/bot-config';
import { hasMenu } from '../../../lambda/wecom/menu';
import { FakeServer } from '../../support/fake-server';
import { apiOf, ok } from './api-of';

const wecom = new FakeServer();
let url: string;
beforeAll(async () => {
  url = await wecom.start();
});
afterAll(() => wecom.stop());

const menu: Menu = [
  { name: '新对话', key: '/new' },
  {
    name: '更多',
    buttons: [
      { name: '帮助', key: '/help' },
      { name: '制度', url: 'https://intranet.example.com' },
    ],
  },
];

/** As WeCom writes it, which adds fields that nobody gave it [D90232]. */
const help = { type: 'click', name: '帮助', key: '/help', sub_button: [] };
const rules = { type: 'view', name: '制度', url: 'https://intranet.example.com', sub_button: [] };
const fresh = { type: 'click', name: '新对话', key: '/new', sub_button: [] };

/** Whether an app that shows these buttons has our menu. */
async function isOurs(button: object[]): Promise<boolean> {
  wecom.next({ ...ok, button });
  return hasMenu(apiOf(url), 'assistant', menu);
}

it.each<[string, object[]]>([
  ['as WeCom writes it', [fresh, { name: '更多', sub_button: [help, rules] }]],
  [
    'without the fields that say nothing',
    [
      { type: 'click', name: '新对话', key: '/new' },
      { name: '更多', sub_button: [{ type: 'click', name: '帮助', key: '/help' }, rules] },
    ],
  ],
])('our menu is known again %s', async (_, button) => {
  await expect(isOurs(button)).resolves.toBe(true);
});

it.each<[string, object[]]>([
  ['a button less', [fresh]],
  ['a further button', [fresh, { name: '更多', sub_button: [help, rules] }, help]],
  ['a further button below', [fresh, { name: '更多', sub_button: [help, rules, help] }]],
  ['another order', [fresh, { name: '更多', sub_button: [rules, help] }]],
  ['another name', [fresh, { name: '设置', sub_button: [help, rules] }]],
  [
    'a key that scans a code',
    [
      { ...fresh, type: 'scancode_push' },
      { name: '更多', sub_button: [help, rules] },
    ],
  ],
  ['nothing below', [fresh, { name: '更多' }]],
])('a menu with %s is another', async (_, button) => {
  await expect(isOurs(button)).resolves.toBe(false);
});

it('an app without a menu has none of ours', async () => {
  wecom.next({ errcode: 46003, errmsg: 'menu no exist' });
  await expect(hasMenu(apiOf(url), 'assistant', menu)).resolves.toBe(false);
});
