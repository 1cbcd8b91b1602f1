import type { LocalRequest } from '../http';
import { AZURE_CHAT, DEEPSEEK_CHAT, OLLAMA_CHAT, OPENAI_CHAT, QWEN_CHAT, type ChatForm } from './chat-form';
import { ModelError } from './model-error';

/** In the form of which provider a request is answered. */
export interface Form {
  /** What stands in front of `/v1/`. */
  readonly path: string;
  /** Where the key stands; Ollama asks for none. */
  readonly key: 'Authorization' | 'api-key' | 'nowhere';
  /** What is there below `/v1/`; left out: everything. */
  readonly operations?: readonly string[];
  readonly chat: ChatForm;
}

/** A request, as far as its address goes. */
export interface Route {
  readonly form: Form;
  /** What stands behind `/v1/`, e.g. `chat/completions`, `models/gpt-5.4`. */
  readonly operation: string;
}

/** Azure filters by itself. */
const ALL_BUT_MODERATIONS = [
  'responses',
  'chat/completions',
  'audio/transcriptions',
  'audio/speech',
  'images/generations',
  'models',
];

const FORMS: readonly Form[] = [
  { path: '', key: 'Authorization', chat: OPENAI_CHAT },
  { path: '/forms/azure/openai', key: 'api-key', operations: ALL_BUT_MODERATIONS, chat: AZURE_CHAT },
  { path: '/forms/deepseek', key: 'Authorization', operations: ['chat/completions'], chat: DEEPSEEK_CHAT },
  { path: '/forms/qwen', key: 'Authorization', operations: ['chat/completions'], chat: QWEN_CHAT },
  { path: '/forms/ollama', key: 'nowhere', operations: ['chat/completions', 'models'], chat: OLLAMA_CHAT },
];

/** @throws ModelError 404 where the provider has nothing */
export function routeOf({ method, url }: LocalRequest): Route {
  const [, path, operation = ''] = /^(.*?)\/v1\/(.+)$/.exec(url.pathname) ?? [];
  const form = FORMS.find((each) => each.path === path);
  const kind = operation.startsWith('models/') ? 'models' : operation;
  if (form && (form.operations ?? [kind]).includes(kind)) return { form, operation };
  throw nothingAt(method, url);
}

/** What a provider answers where nothing is. */
export function nothingAt(method: string, url: URL): ModelError {
  return new ModelError(404, `Invalid URL (${method} ${url.pathname})`, 'invalid_request_error');
}

/** @throws ModelError 401 */
export function demandKey({ headers }: LocalRequest, { key }: Form): void {
  if (key === 'Authorization' && !/^Bearer \S/.test(headers.authorization ?? '')) {
    throw new ModelError(401, "You didn't provide an API key.", 'invalid_request_error');
  }
  if (key === 'api-key' && !headers['api-key']) {
    throw new ModelError(
      401,
      'Access denied due to invalid subscription key or wrong API endpoint: the header api-key is missing.',
      'invalid_request_error',
      '401',
    );
  }
}
