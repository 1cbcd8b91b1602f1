import { agentIdIn, checkAgentId, type ApiRequest, type ApiResult } from './api';
import { WecomError } from './errors';
import type { LenientJson } from './lenient-json';

/** What a button of a type must have, with its limit in bytes [D90231]. */
const NEEDS: Record<string, Record<string, number>> = {
  click: { key: 128 },
  view: { url: 1024 },
  scancode_push: { key: 128 },
  scancode_waitmsg: { key: 128 },
  pic_sysphoto: { key: 128 },
  pic_photo_or_album: { key: 128 },
  pic_weixin: { key: 128 },
  location_select: { key: 128 },
  view_miniprogram: { pagepath: 1024, appid: 128 },
};

interface Level {
  /** As errmsg names it. */
  readonly name: string;
  readonly maxNameBytes: number;
  readonly badUrl: number;
}

const TOP: Level = { name: 'button', maxNameBytes: 16, badUrl: 40055 };
const SUB: Level = { name: 'sub_button', maxNameBytes: 40, badUrl: 40054 };

/** Does menu/create [D90231]: 1 to 3 buttons, each with 1 to 5 below it or with a type. @throws WecomError */
export function createMenu({ app, query, json }: ApiRequest): ApiResult {
  checkAgentId(agentIdIn(query), app);
  const buttons = json.list('button');
  checkCount(buttons, 3, TOP);
  for (const button of buttons) {
    checkName(button, TOP);
    const below = button.list('sub_button');
    if (below.length === 0) checkTarget(button, TOP);
    else checkCount(below, 5, SUB);
    for (const sub of below) {
      checkName(sub, SUB);
      checkTarget(sub, SUB);
    }
  }
  app.menu = buttons.map(({ value }) => value);
  return { fields: {} };
}

/** Does menu/get [D90232]. @throws WecomError 46003 if there is none */
export function getMenu({ app, query }: ApiRequest): ApiResult {
  checkAgentId(agentIdIn(query), app);
  if (!app.menu) throw new WecomError(46003);
  return { fields: { button: app.menu } };
}

/** Does menu/delete [D90233]. @throws WecomError */
export function deleteMenu({ app, query }: ApiRequest): ApiResult {
  checkAgentId(agentIdIn(query), app);
  app.menu = undefined;
  return { fields: {} };
}

function checkCount(buttons: readonly LenientJson[], max: number, { name }: Level): void {
  if (buttons.length < 1 || buttons.length > max) throw refusal(`${name} count must be 1 to ${max}`);
}

function checkName(button: LenientJson, { name, maxNameBytes }: Level): void {
  const text = button.string('name');
  if (text === '') throw new WecomError(41102);
  checkLength(text, `${name}.name`, maxNameBytes);
}

function checkTarget(button: LenientJson, { name, badUrl }: Level): void {
  const type = button.string('type');
  const needs = Object.hasOwn(NEEDS, type) ? NEEDS[type] : undefined;
  if (!needs) throw refusal(`invalid ${name}.type`);
  for (const [field, max] of Object.entries(needs)) {
    const value = button.string(field);
    if (value === '') throw refusal(`${name}.${field} missing`);
    checkLength(value, `${name}.${field}`, max);
    if (field === 'url' && !/^https?:\/\//.test(value)) throw new WecomError(badUrl);
  }
}

function checkLength(text: string, field: string, max: number): void {
  if (Buffer.byteLength(text) > max) throw refusal(`${field} exceed max length ${max}`);
}

/** Only the text for a name that is too long was reported; the others are made like it. */
function refusal(text: string): WecomError {
  return new WecomError(40058, {}, text);
}
