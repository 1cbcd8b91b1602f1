import { isObject } from './answer';
import type { WecomApi } from './api';
import { WecomApiError } from './errors';
import { jsonPayload } from './http';

/** An app's menu [D90231]: one to three buttons, named by at most 16 bytes (five 汉字). */
export type Menu = readonly (MenuButton | SubMenu)[];

/** What pressing a button does. A key comes back in the event; at most 128 bytes. */
export type MenuButton =
  | {
      readonly type:
        | 'click'
        | 'scancode_push'
        | 'scancode_waitmsg'
        | 'pic_sysphoto'
        | 'pic_photo_or_album'
        | 'pic_weixin'
        | 'location_select';
      readonly name: string;
      readonly key: string;
    }
  /** The URL has at most 1024 bytes. */
  | { readonly type: 'view'; readonly name: string; readonly url: string }
  | {
      readonly type: 'view_miniprogram';
      readonly name: string;
      readonly appid: string;
      readonly pagepath: string;
    };

/** One to five buttons, named by at most 40 bytes. */
export interface SubMenu {
  readonly name: string;
  readonly sub_button: readonly MenuButton[];
}

/** errcode for an app without a menu. */
const NO_MENU = 46003;

/** `menu/create` [D90231]: takes the place of the menu that was. @throws WecomApiError, WecomUnreachableError */
export async function createMenu(api: WecomApi, app: string, menu: Menu): Promise<void> {
  const query = await agentQuery(api, app);
  await api.write(app, { api: 'menu/create', query, body: jsonPayload({ button: menu }) });
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

async function agentQuery(api: WecomApi, app: string): Promise<Record<string, string>> {
  return { agentid: String(await api.agentIdOf(app)) };
}
