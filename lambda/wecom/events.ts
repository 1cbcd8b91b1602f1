import type { XmlNode } from './xml';

/** What a member chose in one question of a template card. */
export interface SelectedItem {
  readonly questionKey: string;
  readonly optionIds: readonly string[];
}

/** An event of [D90240]; names in lower case, since WeCom's own vary (`click`, `CLICK`). */
export type WecomEvent =
  | {
      readonly event: 'subscribe' | 'unsubscribe' | 'enter_agent';
    }
  | { readonly event: 'location'; readonly latitude: number; readonly longitude: number }
  /** A menu's button: `key` is the menu key, the URL, or the page of a mini program. */
  | { readonly event: 'click' | 'view' | 'view_miniprogram'; readonly key: string }
  | {
      readonly event: 'scancode_push' | 'scancode_waitmsg';
      readonly key: string;
      readonly scanType: string;
      readonly scanResult: string;
    }
  | {
      readonly event: 'pic_sysphoto' | 'pic_photo_or_album' | 'pic_weixin';
      readonly key: string;
      readonly pictures: readonly string[];
    }
  | {
      readonly event: 'location_select';
      readonly key: string;
      readonly latitude: number;
      readonly longitude: number;
      readonly label: string;
    }
  | {
      readonly event: 'template_card_event' | 'template_card_menu_event';
      readonly key: string;
      readonly taskId: string;
      readonly cardType: string;
      readonly responseCode: string;
      readonly selected: readonly SelectedItem[];
    }
  | { readonly event: 'taskcard_click'; readonly key: string; readonly taskId: string }
  | {
      readonly event: 'batch_job_result';
      readonly jobId: string;
      readonly jobType: string;
      readonly errcode: number;
    }
  | { readonly event: 'change_contact'; readonly changeType: string; readonly id: string }
  /** `effectTime` is in seconds since epoch. */
  | { readonly event: 'inactive_alert' | 'low_active_alert'; readonly effectTime: number }
  /** Seconds since epoch at which it takes effect are in the two above; these have happened. */
  | { readonly event: 'close_inactive_agent' | 'reopen_inactive_agent' | 'low_active' | 'active_restored' }
  | { readonly event: 'upload_media_job_finish'; readonly jobId: string }
  | { readonly event: 'kf_msg_or_event'; readonly token: string; readonly openKfId: string }
  /** Any other, by WeCom's name for it. */
  | { readonly event: 'unknown'; readonly name: string };

/** Reads the elements that belong to the event of this name; what is missing is empty or NaN, never a fault. */
export function parseEvent(rawName: string, xml: XmlNode): WecomEvent {
  const event = rawName.trim().toLowerCase();
  const textOf = (of: XmlNode | undefined, name: string): string => of?.text(name) ?? '';
  const text = (name: string): string => textOf(xml, name);
  const key = text('EventKey');
  switch (event) {
    case 'subscribe':
    case 'unsubscribe':
    case 'enter_agent':
    case 'close_inactive_agent':
    case 'reopen_inactive_agent':
    case 'low_active':
    case 'active_restored':
      return { event };
    case 'location':
      return { event, latitude: Number(text('Latitude')), longitude: Number(text('Longitude')) };
    case 'click':
    case 'view':
    case 'view_miniprogram':
      return { event, key };
    case 'scancode_push':
    case 'scancode_waitmsg': {
      const scan = xml.child('ScanCodeInfo');
      return { event, key, scanType: textOf(scan, 'ScanType'), scanResult: textOf(scan, 'ScanResult') };
    }
    case 'pic_sysphoto':
    case 'pic_photo_or_album':
    case 'pic_weixin': {
      const items = xml.child('SendPicsInfo')?.child('PicList')?.children('item') ?? [];
      return { event, key, pictures: items.map((item) => textOf(item, 'PicMd5Sum')) };
    }
    case 'location_select': {
      const place = xml.child('SendLocationInfo');
      return {
        event,
        key,
        latitude: Number(textOf(place, 'Location_X')),
        longitude: Number(textOf(place, 'Location_Y')),
        label: textOf(place, 'Label'),
      };
    }
    case 'template_card_event':
    case 'template_card_menu_event':
      return {
        event,
        key,
        taskId: text('TaskId'),
        cardType: text('CardType'),
        responseCode: text('ResponseCode'),
        selected: (xml.child('SelectedItems')?.children('SelectedItem') ?? []).map(selectedItem),
      };
    case 'taskcard_click':
      return { event, key, taskId: text('TaskId') };
    case 'batch_job_result': {
      const job = xml.child('BatchJob');
      return {
        event,
        jobId: textOf(job, 'JobId'),
        jobType: textOf(job, 'JobType'),
        errcode: Number(textOf(job, 'ErrCode')),
      };
    }
    case 'change_contact':
      return { event, changeType: text('ChangeType'), id: text('UserID') || text('Id') || text('TagId') };
    case 'inactive_alert':
    case 'low_active_alert':
      return { event, effectTime: Number(text('EffectTime')) };
    case 'upload_media_job_finish':
      return { event, jobId: text('JobId') };
    case 'kf_msg_or_event':
      return { event, token: text('Token'), openKfId: text('OpenKfId') };
    default:
      return { event: 'unknown', name: event };
  }
}

/** The current page spells `OptionIds`, an older one of the same `OpitonIds`. */
function selectedItem(item: XmlNode): SelectedItem {
  const ids = item.child('OptionIds') ?? item.child('OpitonIds');
  const options = [...(ids?.children('OptionId') ?? []), ...(ids?.children('OpitonId') ?? [])];
  return { questionKey: item.text('QuestionKey') ?? '', optionIds: options.map((option) => option.ownText) };
}
