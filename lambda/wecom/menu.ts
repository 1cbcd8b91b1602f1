import type { Menu, MenuButton, SubMenu } from '../shared/bot-config';
import { isObject } from './answer';
import type { WecomApi } from './api';
import { WecomApiError } from './errors';
import { jsonPayload } from './http';

/** errcode for an app without a menu. */
const NO_MENU = 46003;

/** `menu/create` [D90231]: takes the place of the menu that was. @throws WecomApiError, WecomUnreachableError */
export async function createMenu(api: WecomApi, app: string, menu: Menu): Promise<void> {
  const query = await agentQuery(api, app);
  await api.write(app, { api: 'menu/create', query, body: jsonPayload({ button: menu.map(writtenAs) }) });
}

/** Whether the app shows this menu. @throws WecomApiError, WecomUnreachableError */
export async function hasMenu(api: WecomApi, app: string, menu: Menu): Promise<boolean> {
  return says(await getMenu(api, app), menu.map(writtenAs));
}

/**
 * `menu/get` [D90232].
 * @returns the buttons as WeCom writes them; undefined if there is no menu
 * @throws WecomApiError, WecomUnreachableError
 */
export async function getMenu(
  api: WecomApi,
  app: string,
): Promise<readonly Readonly<Record<string, unknown>>[] | undefined> {
  try {
    const answer = await api.read(app, { api: 'menu/get', query: await agentQuery(api, app) });
    return answer.list('button').filter(isObject);
  } catch (error) {
    if (error instanceof WecomApiError && error.errcode === NO_MENU) return undefined;
    throw error;
  }
}

/** `menu/delete` [D90233]. @throws WecomApiError, WecomUnreachableError */
export async function deleteMenu(api: WecomApi, app: string): Promise<void> {
  await api.write(app, { api: 'menu/delete', query: await agentQuery(api, app) });
}

/** A button in WeCom's words: a key comes back in an event, a URL is opened. */
function writtenAs(button: MenuButton | SubMenu): Readonly<Record<string, unknown>> {
  const { name } = button;
  if ('buttons' in button) return { name, sub_button: button.buttons.map(writtenAs) };
  return 'key' in button ? { type: 'click', name, key: button.key } : { type: 'view', name, url: button.url };
}

/** Whether it says all that is expected, whatever WeCom writes besides. */
function says(value: unknown, expected: unknown): boolean {
  if (Array.isArray(expected)) {
    const isAsLong = Array.isArray(value) && value.length === expected.length;
    return isAsLong && expected.every((each, index) => says(value[index], each));
  }
  if (!isObject(expected)) return value === expected;
  return isObject(value) && Object.entries(expected).every(([field, each]) => says(value[field], each));
}

async function agentQuery(api: WecomApi, app: string): Promise<Record<string, string>> {
  return { agentid: String(await api.agentIdOf(app)) };
}
