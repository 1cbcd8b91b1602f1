import { WecomError } from './errors';
import type { LenientJson } from './lenient-json';
import type { MediaKind } from './media-store';

/** Cards that only show [D90236]. */
const NOTICES = ['text_notice', 'news_notice'];
/** Cards that ask for something; their answers come as template_card_event. */
const INTERACTIVE = ['button_interaction', 'vote_interaction', 'multiple_interaction'];

const MAX_KEY_BYTES = 1024;
const MAX_OPTION_ID_BYTES = 128;

/** Whether `media_id` is one of this kind that can be sent now. */
export type HasMedia = (id: string, kind: MediaKind) => boolean;

/**
 * Checks a template card as message/send describes it [D90236]. Lengths that the page only advises are not checked.
 * @throws WecomError; the page gives no codes for cards, so they are those of the error table that fit best
 */
export function checkTemplateCard(card: LenientJson, hasMedia: HasMedia): void {
  const type = card.string('card_type');
  if (![...NOTICES, ...INTERACTIVE].includes(type)) throw refusal('invalid card_type');
  checkHead(card, type);
  checkContents(card, hasMedia);
  if (NOTICES.includes(type)) checkLink(below(card, 'card_action'), 'card_action', [1, 2]);
  if (type === 'news_notice') checkPicture(card);
  if (type === 'button_interaction') checkButtons(card);
  if (type === 'vote_interaction') checkVote(card);
  if (type === 'multiple_interaction') checkSelections(card);
}

/** @returns whether answers can come from it, so that it needs a task id and gets a response_code */
export function isInteractive(card: LenientJson): boolean {
  return INTERACTIVE.includes(card.string('card_type')) || card.has('action_menu');
}

/**
 * @returns the card's task id; `''` if it has none and needs none
 * @throws WecomError if it is malformed, or missing where the card needs one
 */
export function readTaskId(card: LenientJson): string {
  const taskId = card.string('task_id');
  if (taskId === '' && !isInteractive(card)) return '';
  if (!/^[0-9A-Za-z_@-]{1,128}$/.test(taskId)) throw new WecomError(42014);
  return taskId;
}

function checkHead(card: LenientJson, type: string): void {
  const title = card.string('main_title', 'title');
  const stands = type === 'text_notice' ? title + card.string('sub_title_text') : title;
  if (stands === '') throw refusal('main_title.title missing');
  if (!card.has('action_menu')) return;
  const actions = listOf(card.object('action_menu'), 'action_list', 1, 3);
  for (const action of actions) need(action, 'text');
  checkKeys(actions, 'key', MAX_KEY_BYTES);
}

function checkContents(card: LenientJson, hasMedia: HasMedia): void {
  if (card.has('quote_area')) checkLink(card.object('quote_area'), 'quote_area', [0, 1, 2]);
  for (const line of listOf(card, 'horizontal_content_list', 0, 6)) {
    need(line, 'keyname');
    const type = line.integer('type') ?? 0;
    if (type === 1) need(line, 'url');
    if (type === 2 && !hasMedia(line.string('media_id'), 'file')) throw new WecomError(40007);
    if (type === 3) need(line, 'userid');
  }
  for (const jump of listOf(card, 'jump_list', 0, 3)) {
    need(jump, 'title');
    checkLink(jump, 'jump_list', [0, 1, 2]);
  }
}

/** 1 leads to a URL, 2 to a mini program, 0 nowhere. */
function checkLink(link: LenientJson, name: string, types: readonly number[]): void {
  const type = link.integer('type') ?? 0;
  if (!types.includes(type)) throw refusal(`invalid ${name}.type`);
  if (type === 1) need(link, 'url');
  if (type === 2) need(link, 'appid');
}

function checkPicture(card: LenientJson): void {
  if (!card.has('card_image') && !card.has('image_text_area'))
    throw refusal('card_image or image_text_area missing');
  if (card.has('image_text_area')) need(card.object('image_text_area'), 'image_url');
  if (card.has('card_image')) {
    const image = card.object('card_image');
    need(image, 'url');
    const ratio = image.number('aspect_ratio') ?? 1.3;
    if (ratio < 1.3 || ratio > 2.25) throw refusal('invalid card_image.aspect_ratio');
  }
  for (const line of listOf(card, 'vertical_content_list', 0, 4)) need(line, 'title');
}

function checkButtons(card: LenientJson): void {
  if (card.has('button_selection')) checkOptions(card.object('button_selection'), 10);
  const buttons = listOf(card, 'button_list', 1, 6);
  for (const button of buttons) {
    if (button.string('text') === '') throw new WecomError(42020);
    if (button.integer('type') === 1) need(button, 'url');
  }
  checkKeys(
    buttons.filter((button) => button.integer('type') !== 1),
    'key',
    MAX_KEY_BYTES,
  );
}

function checkVote(card: LenientJson): void {
  const checkbox = below(card, 'checkbox');
  if (![undefined, 0, 1].includes(checkbox.integer('mode'))) throw refusal('invalid checkbox.mode');
  checkOptions(checkbox, 20);
  checkKeys([card.object('submit_button')], 'key', MAX_KEY_BYTES);
}

function checkSelections(card: LenientJson): void {
  const selections = listOf(card, 'select_list', 1, 3);
  for (const selection of selections) checkOptions(selection, 10);
  checkKeys(selections, 'question_key', MAX_KEY_BYTES);
  checkKeys([card.object('submit_button')], 'key', MAX_KEY_BYTES);
}

function checkOptions(question: LenientJson, max: number): void {
  checkKeys([question], 'question_key', MAX_KEY_BYTES);
  const options = listOf(question, 'option_list', 1, max);
  for (const option of options) need(option, 'text');
  checkKeys(options, 'id', MAX_OPTION_ID_BYTES);
}

/** Each has one, none is too long, and none comes twice. */
function checkKeys(items: readonly LenientJson[], name: string, maxBytes: number): void {
  const keys = items.map((item) => item.string(name));
  if (keys.includes('')) throw new WecomError(42019);
  if (keys.some((key) => Buffer.byteLength(key) > maxBytes) || new Set(keys).size < keys.length)
    throw new WecomError(42018);
}

function listOf(card: LenientJson, name: string, min: number, max: number): LenientJson[] {
  const items = card.list(name);
  if (items.length < min || items.length > max) throw refusal(`${name} count must be ${min} to ${max}`);
  return items;
}

function need(card: LenientJson, name: string): void {
  if (card.string(name) === '') throw refusal(`${name} missing`);
}

function below(card: LenientJson, name: string): LenientJson {
  if (!card.has(name)) throw refusal(`${name} missing`);
  return card.object(name);
}

function refusal(text: string): WecomError {
  return new WecomError(40058, {}, text);
}
