/** A template card as message/send takes it [D90236]; what a member does with one comes as template_card_event. */
export type TemplateCard =
  TextNotice | NewsNotice | ButtonInteraction | VoteInteraction | MultipleInteraction;

/** Shows text and leads somewhere. Needs a title or a `sub_title_text`. */
export interface TextNotice extends Notice {
  readonly card_type: 'text_notice';
  readonly emphasis_content?: Title;
}

/** Shows a picture and leads somewhere. */
export interface NewsNotice extends Notice {
  readonly card_type: 'news_notice';
  readonly image_text_area?: Link & {
    readonly title?: string;
    readonly desc?: string;
    readonly image_url: string;
  };
  /** `aspect_ratio` is 1.3 to 2.25. */
  readonly card_image?: { readonly url: string; readonly aspect_ratio?: number };
  /** At most 4. */
  readonly vertical_content_list?: readonly Title[];
}

/** Asks by buttons. */
export interface ButtonInteraction extends Contents {
  readonly card_type: 'button_interaction';
  readonly task_id: TaskId;
  readonly main_title: Title;
  readonly sub_title_text?: string;
  readonly card_action?: Link;
  readonly button_selection?: Selection;
  /** 1 to 6. */
  readonly button_list: readonly CardButton[];
}

/** Asks to choose one or several. */
export interface VoteInteraction extends Head {
  readonly card_type: 'vote_interaction';
  readonly task_id: TaskId;
  readonly main_title: Title;
  readonly checkbox: {
    readonly question_key: string;
    /** 0 one, 1 several. */
    readonly mode?: 0 | 1;
    /** 1 to 20. */
    readonly option_list: readonly (Option & { readonly is_checked?: boolean })[];
  };
  readonly submit_button: SubmitButton;
}

/** Asks by one to three drop-down lists. */
export interface MultipleInteraction extends Head {
  readonly card_type: 'multiple_interaction';
  readonly task_id: TaskId;
  readonly main_title: Title;
  readonly select_list: readonly Selection[];
  readonly submit_button: SubmitButton;
}

/** Letters, digits and `_-@`, at most 128 bytes; an app uses each once. */
type TaskId = string;

interface Head {
  readonly source?: {
    readonly icon_url?: string;
    readonly desc?: string;
    readonly desc_color?: 0 | 1 | 2 | 3;
  };
}

interface Contents extends Head {
  /** 1 to 3 actions; with it the card needs a task id. */
  readonly action_menu?: {
    readonly desc?: string;
    readonly action_list: readonly { readonly text: string; readonly key: string }[];
  };
  readonly quote_area?: Link & { readonly title?: string; readonly quote_text?: string };
  /** At most 6. */
  readonly horizontal_content_list?: readonly ContentLine[];
}

interface Notice extends Contents {
  readonly task_id?: TaskId;
  readonly main_title?: Title;
  readonly sub_title_text?: string;
  /** At most 3. */
  readonly jump_list?: readonly (Link & { readonly title: string })[];
  readonly card_action: Link;
}

interface Title {
  readonly title?: string;
  readonly desc?: string;
}

/** 0 leads nowhere, 1 to a URL, 2 to a mini program. */
type Link =
  | { readonly type?: 0 }
  | { readonly type: 1; readonly url: string }
  | { readonly type: 2; readonly appid: string; readonly pagepath?: string };

/** Text, or 1 a URL, 2 a file, 3 a member. */
type ContentLine = { readonly keyname: string; readonly value?: string } & (
  | { readonly type?: 0 }
  | { readonly type: 1; readonly url: string }
  | { readonly type: 2; readonly media_id: string }
  | { readonly type: 3; readonly userid: string }
);

/** 0 tells the callback its key, 1 opens a URL. */
type CardButton = { readonly text: string; readonly style?: 1 | 2 | 3 | 4 } & (
  { readonly type?: 0; readonly key: string } | { readonly type: 1; readonly url: string }
);

interface SubmitButton {
  readonly text: string;
  readonly key: string;
}

/** 1 to 10 options. */
interface Selection {
  readonly question_key: string;
  readonly title?: string;
  readonly selected_id?: string;
  readonly option_list: readonly Option[];
}

interface Option {
  readonly id: string;
  readonly text: string;
}
