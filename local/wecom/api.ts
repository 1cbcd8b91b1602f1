import type { App } from './app';
import type { Corp } from './corp';
import { WecomError } from './errors';
import type { Fault } from './faults';
import type { LenientJson } from './lenient-json';

/** A call whose token and address were accepted. */
export interface ApiRequest {
  readonly corp: Corp;
  /** Whose token it carries. */
  readonly app: App;
  readonly query: URLSearchParams;
  /** The body of a POST; empty for others. */
  readonly json: LenientJson;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly fault: Fault | undefined;
  /** ms */
  readonly now: number;
}

/** What media/get answers instead of JSON. */
export interface FileAnswer {
  readonly status: 200 | 206;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

/** What an API adds to `errcode` 0. */
export interface ApiResult {
  readonly fields: Readonly<Record<string, unknown>>;
  /** Where the documents show another than `ok`. */
  readonly errmsg?: string;
  /** Why a receiver will never see it. */
  readonly notShown?: string;
  readonly file?: FileAnswer;
}

/** @throws WecomError if `agentid` (in the body of a POST, the query of a GET) is not that of the token's app */
export function checkAgentId(agentId: number | undefined, app: App): void {
  if (agentId === undefined) throw new WecomError(40056);
  if (agentId !== app.settings.agentId) throw new WecomError(301002);
}

/** @returns undefined if the query has no whole number for it */
export function agentIdIn(query: URLSearchParams): number | undefined {
  const agentId = query.get('agentid') ?? '';
  return /^\d+$/.test(agentId) ? Number(agentId) : undefined;
}
