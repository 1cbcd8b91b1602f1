import { shortDataUrl } from './data-url';
import { isObject, type RequestBody } from './request-body';

/** A request that the model received, as `GET /requests` tells it. */
export interface ModelRequest {
  /** E.g. `/v1/responses`. */
  readonly path: string;
  /** The parsed body with long `data:` URLs shortened. Keys are not kept: neither ours nor those for MCP servers. */
  readonly body: RequestBody;
  /** Milliseconds since epoch. */
  readonly time: number;
}

const KEPT = 1000;

/** What was asked of the model, for tests to look at; bounded. */
export class ReceivedRequests {
  private readonly kept: ModelRequest[] = [];

  add(request: ModelRequest): void {
    this.kept.push({ ...request, body: keepable(request.body) });
    if (this.kept.length > KEPT) this.kept.shift();
  }

  /** Those whose body holds the text, line breaks and quotes included, newest last. */
  containing(text: string): ModelRequest[] {
    const asInJson = JSON.stringify(text).slice(1, -1);
    return this.kept.filter(({ body }) => JSON.stringify(body).includes(asInJson));
  }
}

function keepable(body: RequestBody): RequestBody {
  return JSON.parse(JSON.stringify(body), (name, value: unknown) => {
    if (name === 'authorization') return '(given)';
    if (name !== 'headers' || !isObject(value)) return shortDataUrl(value);
    return Object.fromEntries(Object.keys(value).map((header) => [header, '(given)']));
  }) as RequestBody;
}
