import { createHash } from 'node:crypto';

/** An output item of a call. */
export type CallItem = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string };

/** A call of a hosted tool, as it is streamed. */
export interface ToolCall {
  /** The item when it is added. */
  readonly begun: CallItem;
  /** The events between, without the item's place. */
  readonly steps: readonly (Readonly<Record<string, unknown>> & { readonly type: string })[];
  /** The item when it is done. */
  readonly done: CallItem;
}

/** What a part of the text rests on; places count code points of the text. */
export type Citation =
  | {
      readonly type: 'url_citation';
      readonly url: string;
      readonly title: string;
      readonly start_index: number;
      readonly end_index: number;
    }
  | {
      readonly type: 'file_citation';
      readonly file_id: string;
      readonly filename: string;
      readonly index: number;
    };

/**
 * A call from its beginning to its end.
 * @param type of the item, e.g. `web_search_call`
 * @param prefix of its id
 * @param task what its id is made from
 * @param parts.steps a word alone is the event that is named after the item, e.g. `searching`
 */
export function callOf(
  type: string,
  prefix: string,
  task: string,
  parts: {
    readonly begun: Readonly<Record<string, unknown>>;
    readonly steps: readonly (string | ToolCall['steps'][number])[];
    readonly done: Readonly<Record<string, unknown>>;
  },
): ToolCall {
  const id = `${prefix}_${createHash('sha256').update(task).digest('hex').slice(0, 32)}`;
  return {
    begun: { id, type, status: 'in_progress', ...parts.begun },
    steps: parts.steps.map((step) =>
      typeof step === 'string' ? { type: `response.${type}.${step}` } : step,
    ),
    done: { id, type, status: 'completed', ...parts.done },
  };
}
