import type { ChatForm } from './chat-form';
import { readDocument, readPicture, type Attachment } from './attachments';
import { readToolbox, type Toolbox } from './hosted-tools';
import { badRequest } from './model-error';
import { demandKnown, demandOneOf, isObject, type RequestBody } from './request-body';

/** One message as the model sees it. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly text: string;
  /** In the order in which they came. */
  readonly attachments?: readonly Attachment[];
}

/** What a request asks of the model, whichever API it came by. */
export interface Conversation {
  readonly model: string;
  /** Oldest first; the instructions are the first, where there are any. */
  readonly messages: readonly Message[];
  /** The most tokens that the answer may have. */
  readonly maxTokens: number;
  readonly toolbox: Toolbox;
}

/** Reads one part of a message's content. */
type ReadPart = (part: RequestBody) => string | Attachment;

const SAID: Readonly<Record<string, ReadPart>> = { output_text: readText };
const RECEIVED: Readonly<Record<string, ReadPart>> = {
  input_text: readText,
  input_image: ({ image_url: url }) => readPicture(url),
  input_file: readDocument,
};
const CHAT_TEXT: Readonly<Record<string, ReadPart>> = { text: readText };
const CHAT_RECEIVED: Readonly<Record<string, ReadPart>> = {
  ...CHAT_TEXT,
  image_url: ({ image_url: image }) => readPicture(isObject(image) ? image['url'] : undefined),
};

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
      ...readMessages('input', items, (role) => (role === 'assistant' ? SAID : RECEIVED)),
    ],
    maxTokens: readLimit(body['max_output_tokens']),
    toolbox: readToolbox(body),
  };
}

/**
 * Reads the body of `POST /v1/chat/completions`.
 * @throws ModelError 400 for what the provider refuses, and for what the stand-in does not know
 */
export function readChatRequest(body: RequestBody, form: ChatForm): Conversation {
  if (form.takes) demandKnown(body, form.takes);
  if (body['tools'] !== undefined) throw badRequest('The model stand-in knows no tools in Chat Completions.');
  const { messages } = body;
  for (const { role } of Array.isArray(messages) ? messages.filter(isObject) : []) {
    demandOneOf({ role }, 'role', form.roles);
  }
  const received = form.seesPictures ? CHAT_RECEIVED : CHAT_TEXT;
  return {
    model: readModel(body),
    messages: readMessages('messages', messages, (role) => (role === 'user' ? received : CHAT_TEXT)),
    maxTokens: readLimit(body['max_completion_tokens'] ?? body['max_tokens']),
    toolbox: { tools: [], include: [] },
  };
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
  partsOf: (role: Message['role']) => Readonly<Record<string, ReadPart>>,
): Message[] {
  if (!Array.isArray(items)) throw badRequest(`Missing required parameter: '${parameter}'.`);
  return items.map((item: unknown) => {
    if (!isObject(item) || (item['type'] ?? 'message') !== 'message') {
      throw badRequest(`The model stand-in knows only messages in '${parameter}'.`);
    }
    const role = readRole(item['role']);
    return { role, ...readContent(item['content'], partsOf(role)) };
  });
}

function readRole(role: unknown): Message['role'] {
  if (role === 'system' || role === 'developer') return 'system';
  if (role === 'user' || role === 'assistant') return role;
  throw badRequest(`Invalid role: ${JSON.stringify(role)}. The model stand-in knows no tools.`);
}

function readContent(
  content: unknown,
  known: Readonly<Record<string, ReadPart>>,
): Pick<Message, 'text' | 'attachments'> {
  if (typeof content === 'string') return { text: content };
  if (!Array.isArray(content)) throw badRequest('Invalid content: expected a text or a list of parts.');
  const parts = content.map((part: unknown) => {
    const read = isObject(part) && typeof part['type'] === 'string' ? known[part['type']] : undefined;
    if (!isObject(part) || !read) {
      const types = Object.keys(known).map((type) => `'${type}'`);
      throw badRequest(`Invalid content part: here the model stand-in takes only ${types.join(', ')}.`);
    }
    return read(part);
  });
  const attachments = parts.filter((part) => typeof part !== 'string');
  return {
    text: parts.filter((part) => typeof part === 'string').join(''),
    ...(attachments.length > 0 && { attachments }),
  };
}

function readText({ type, text }: RequestBody): string {
  if (typeof text === 'string') return text;
  throw badRequest(`Invalid content part: '${String(type)}' without 'text'.`, 'missing_required_parameter');
}
