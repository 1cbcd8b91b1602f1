import { badRequest } from './model-error';

/** One message as the model sees it. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly text: string;
}

/** What a request asks of the model, whichever API it came by. */
export interface Conversation {
  readonly model: string;
  /** Oldest first; the instructions are the first, where there are any. */
  readonly messages: readonly Message[];
  /** The most tokens that the answer may have. */
  readonly maxTokens: number;
}

/** The body of a JSON request. */
export type RequestBody = Readonly<Record<string, unknown>>;

/**
 * Reads the body of `POST /v1/responses`.
 * @throws ModelError 400 for what OpenAI refuses, and for what the stand-in does not know
 */
export function readResponsesRequest(body: RequestBody): Conversation {
  const { instructions, input } = body;
  const items = typeof input === 'string' ? [{ role: 'user', content: input }] : input;
  return {
    model: readModel(body),
    messages: [
      ...(typeof instructions === 'string' ? [{ role: 'system' as const, text: instructions }] : []),
      ...readMessages('input', items, (role) => (role === 'assistant' ? 'output_text' : 'input_text')),
    ],
    maxTokens: readLimit(body['max_output_tokens']),
  };
}

/**
 * Reads the body of `POST /v1/chat/completions`.
 * @throws ModelError 400 for what OpenAI refuses, and for what the stand-in does not know
 */
export function readChatRequest(body: RequestBody): Conversation {
  return {
    model: readModel(body),
    messages: readMessages('messages', body['messages'], () => 'text'),
    maxTokens: readLimit(body['max_completion_tokens'] ?? body['max_tokens']),
  };
}

/** Whether a parsed JSON value is an object. */
export function isObject(value: unknown): value is RequestBody {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readModel(body: RequestBody): string {
  if (typeof body['model'] !== 'string') throw badRequest("Missing required parameter: 'model'.");
  return body['model'];
}

function readLimit(limit: unknown): number {
  return typeof limit === 'number' ? limit : Infinity;
}

function readMessages(
  parameter: string,
  items: unknown,
  textType: (role: Message['role']) => string,
): Message[] {
  if (!Array.isArray(items)) throw badRequest(`Missing required parameter: '${parameter}'.`);
  return items.map((item: unknown) => {
    if (!isObject(item) || (item['type'] ?? 'message') !== 'message') {
      throw badRequest(`The model stand-in knows only messages in '${parameter}'.`);
    }
    const role = readRole(item['role']);
    return { role, text: readText(item['content'], textType(role)) };
  });
}

function readRole(role: unknown): Message['role'] {
  if (role === 'system' || role === 'developer') return 'system';
  if (role === 'user' || role === 'assistant') return role;
  throw badRequest(`Invalid role: ${JSON.stringify(role)}. The model stand-in knows no tools.`);
}

function readText(content: unknown, textType: string): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) throw badRequest('Invalid content: expected a text or a list of parts.');
  return content
    .map((part: unknown) => {
      if (!isObject(part) || part['type'] !== textType || typeof part['text'] !== 'string') {
        throw badRequest(`Invalid content part: here the model stand-in takes only '${textType}'.`);
      }
      return part['text'];
    })
    .join('');
}
