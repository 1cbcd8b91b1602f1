import type { Shapes } from './shapes';

/** What WeCom takes as the answer to a callback [D90241]: a message, the change of the card, nothing. */
export type PassiveReplies = 'messages' | 'card changes' | 'none';

export interface EventKind {
  readonly required: Shapes;
  readonly optional?: Shapes;
  readonly takes: PassiveReplies;
  /** Who it comes from, if no member: `sys`, or nobody at all. */
  readonly from?: 'sys' | 'nobody';
  readonly withoutAgent?: true;
}

const SILENT: EventKind = { required: {}, takes: 'none' };
const FROM_SYS: EventKind = { required: {}, takes: 'none', from: 'sys' };
const KEYED: EventKind = { required: { EventKey: 'text' }, takes: 'messages' };

const PICTURES: EventKind = {
  required: {
    EventKey: 'text',
    SendPicsInfo: { Count: 'number', PicList: ['item', { PicMd5Sum: 'text' }] },
  },
  takes: 'none',
};

const SCAN = { EventKey: 'text', ScanCodeInfo: { ScanType: 'text', ScanResult: 'text' } } as const;

/** ResponseCode: left out, the simulator issues one for the card that it sent with this TaskId. */
const CARD = {
  required: { EventKey: 'text', TaskId: 'text', CardType: 'text' },
  optional: { ResponseCode: 'text' },
} as const;

const MEMBER_CHANGE: Shapes = {
  UserID: 'text',
  NewUserID: 'text',
  Name: 'text',
  Department: 'text',
  MainDepartment: 'number',
  IsLeaderInDept: 'text',
  DirectLeader: 'text',
  Position: 'text',
  Mobile: 'text',
  Gender: 'number',
  Email: 'text',
  BizMail: 'text',
  Status: 'number',
  Avatar: 'text',
  Alias: 'text',
  Telephone: 'text',
  Address: 'text',
  ExtAttr: 'tree',
};

const OTHER_CHANGE: Shapes = {
  Id: 'number',
  ParentId: 'text',
  Order: 'number',
  TagId: 'number',
  AddUserItems: 'text',
  DelUserItems: 'text',
  AddPartyItems: 'text',
  DelPartyItems: 'text',
};

/** Events by their names in lower case [D90240], without the head that all have. */
export const EVENTS: Readonly<Record<string, EventKind>> = {
  subscribe: { required: {}, optional: { EventKey: 'text' }, takes: 'messages' },
  unsubscribe: { required: {}, optional: { EventKey: 'text' }, takes: 'none' },
  enter_agent: { required: {}, optional: { EventKey: 'text' }, takes: 'messages' },
  location: {
    required: { Latitude: 'number', Longitude: 'number', Precision: 'number' },
    optional: { AppType: 'text' },
    takes: 'messages',
  },
  click: KEYED,
  view: KEYED,
  view_miniprogram: KEYED,
  scancode_push: { required: SCAN, takes: 'none' },
  scancode_waitmsg: { required: SCAN, takes: 'messages' },
  pic_sysphoto: PICTURES,
  pic_photo_or_album: PICTURES,
  pic_weixin: PICTURES,
  location_select: {
    required: {
      EventKey: 'text',
      SendLocationInfo: {
        Location_X: 'number',
        Location_Y: 'number',
        Scale: 'number',
        Label: 'text',
        Poiname: 'text',
      },
    },
    optional: { AppType: 'text' },
    takes: 'none',
  },
  template_card_event: {
    required: CARD.required,
    optional: {
      ...CARD.optional,
      SelectedItems: ['SelectedItem', { QuestionKey: 'text', OptionIds: ['OptionId', 'text'] }],
    },
    takes: 'card changes',
  },
  template_card_menu_event: { ...CARD, takes: 'messages' },
  taskcard_click: { required: { EventKey: 'text', TaskId: 'text' }, takes: 'none' },
  batch_job_result: {
    required: { BatchJob: { JobId: 'text', JobType: 'text', ErrCode: 'number', ErrMsg: 'text' } },
    takes: 'none',
    from: 'sys',
    withoutAgent: true,
  },
  change_contact: {
    required: { ChangeType: 'text' },
    optional: { ...MEMBER_CHANGE, ...OTHER_CHANGE },
    takes: 'none',
    from: 'sys',
    withoutAgent: true,
  },
  open_approval_change: { ...FROM_SYS, required: { ApprovalInfo: 'tree' } },
  sys_approval_change: { ...FROM_SYS, required: { ApprovalInfo: 'tree' } },
  share_agent_change: FROM_SYS,
  share_chain_change: FROM_SYS,
  inactive_alert: { required: { EffectTime: 'number' }, takes: 'none' },
  low_active_alert: { required: { EffectTime: 'number' }, takes: 'none' },
  close_inactive_agent: SILENT,
  reopen_inactive_agent: SILENT,
  low_active: SILENT,
  active_restored: SILENT,
  upload_media_job_finish: { ...FROM_SYS, required: { JobId: 'text' } },
  kf_msg_or_event: {
    required: { Token: 'text', OpenKfId: 'text' },
    takes: 'none',
    from: 'nobody',
    withoutAgent: true,
  },
  kf_account_auth_change: {
    ...FROM_SYS,
    optional: { AuthAddOpenKfId: 'tree', AuthDelOpenKfId: 'tree' },
    withoutAgent: true,
  },
  switch_workbench_mode: { required: { Mode: 'number' }, takes: 'none' },
};

/** What each kind of change_contact must name. */
export const CONTACT_CHANGES: Readonly<Record<string, string>> = {
  create_user: 'UserID',
  update_user: 'UserID',
  delete_user: 'UserID',
  create_party: 'Id',
  update_party: 'Id',
  delete_party: 'Id',
  update_tag: 'TagId',
};
