import { PassiveReplyError } from './passive-reply-error';
import { plain } from './shapes';
import type { XmlNode } from './xml';

/** A card's fields as message/send names them; a passive reply has them in CamelCase [D90241]. */
const TEXTS =
  'card_type task_id title desc url appid pagepath quote_text sub_title_text keyname value media_id userid ' +
  'icon_url image_url text key question_key id selected_id replace_text';
const NUMBERS = 'type style mode desc_color aspect_ratio';
const FLAGS = 'is_checked disable';
const GROUPS =
  'source action_menu main_title quote_area emphasis_content card_action card_image image_text_area ' +
  'button_selection checkbox submit_button';
const LISTS =
  'action_list horizontal_content_list jump_list vertical_content_list button_list option_list select_list';

const KNOWN = [TEXTS, NUMBERS, FLAGS, GROUPS, LISTS].join(' ').split(' ');

/**
 * Reads the elements of a `TemplateCard` into the card as message/send takes it. A list is its element repeated.
 * @throws PassiveReplyError for an element that no card has
 */
export function cardFromXml(nodes: readonly XmlNode[]): Record<string, unknown> {
  const card: Record<string, unknown> = {};
  for (const node of nodes) {
    const name = KNOWN.find((known) => plain(known) === plain(node.name));
    if (name === undefined) throw new PassiveReplyError(`no card has the element ${node.name}`);
    if (isOneOf(LISTS, name))
      card[name] = [...((card[name] as unknown[] | undefined) ?? []), cardFromXml(node.children)];
    else if (isOneOf(GROUPS, name)) card[name] = cardFromXml(node.children);
    else card[name] = readValue(name, node.text);
  }
  return card;
}

function readValue(name: string, text: string): unknown {
  if (isOneOf(NUMBERS, name)) return Number(text);
  return isOneOf(FLAGS, name) ? text === 'true' || text === '1' : text;
}

function isOneOf(names: string, name: string): boolean {
  return names.split(' ').includes(name);
}
