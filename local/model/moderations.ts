import { createHash } from 'node:crypto';
import { jsonAnswer, type MediaAnswer, type MediaApi, type MediaRequest } from './media';
import { badRequest } from './model-error';
import { demandKnown, demandText, readJson, type ReceivedBody } from './request-body';

const CATEGORIES = [
  'harassment',
  'harassment/threatening',
  'hate',
  'hate/threatening',
  'illicit',
  'illicit/violent',
  'self-harm',
  'self-harm/intent',
  'self-harm/instructions',
  'sexual',
  'sexual/minors',
  'violence',
  'violence/graphic',
];
const USUAL_CATEGORY = 'violence';
/** Flags the text that holds it; behind it may stand for what. */
const MARKER = /违规内容(?: ([a-z]+(?:-[a-z]+)?(?:\/[a-z]+)?))?/g;
const FLAGGED = 0.97;
const NOT_FLAGGED = 0.0001;

/**
 * `POST /v1/moderations`: a text is flagged for what it says it is to be flagged for.
 * https://developers.openai.com/api/reference/resources/moderations/methods/create
 */
export const moderations: MediaApi = {
  operation: 'moderations',
  name: 'moderation',
  receive: readJson,
  read: readModeration,
  faults: 'moderationFaults',
};

function readModeration({ body }: ReceivedBody): MediaRequest {
  const model = demandText(body, 'model');
  demandKnown(body, ['model', 'input']);
  if (typeof body['input'] === 'object') {
    throw badRequest("The model stand-in moderates one text at a time: 'input' has to be a string.");
  }
  const input = demandText(body, 'input');
  if (input === '') throw badRequest("Invalid 'input': the string is empty.", 'string_too_short');
  return { model, text: input, answer: (text) => moderated(text, model) };
}

function moderated(text: string, model: string): MediaAnswer {
  const flags = Array.from(text.matchAll(MARKER), ([, category = '']) =>
    CATEGORIES.includes(category) ? category : USUAL_CATEGORY,
  );
  const each = <Value>(value: (isFlagged: boolean) => Value): Record<string, Value> =>
    Object.fromEntries(CATEGORIES.map((category) => [category, value(flags.includes(category))]));
  const result = {
    flagged: flags.length > 0,
    categories: each((isFlagged) => isFlagged),
    category_scores: each((isFlagged) => (isFlagged ? FLAGGED : NOT_FLAGGED)),
    category_applied_input_types: each(() => ['text']),
  };
  const id = `modr-${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
  return jsonAnswer(
    { id, model, results: [result] },
    flags.length > 0 ? [...new Set(flags)].join(', ') : 'clean',
  );
}
