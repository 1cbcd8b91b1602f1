/** How the stand-in fails. `after` counts tokens of the answer that come before. */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly code: string | undefined;
      /** Seconds. */
      readonly retryAfter: string | undefined;
    }
  /** As long as the request holds earlier turns. */
  | { readonly kind: 'too-long' }
  | { readonly kind: 'no-connection' | 'empty' | 'refusal' }
  | { readonly kind: 'broken' | 'stalled'; readonly after: number }
  | { readonly kind: 'failed' | 'error'; readonly after: number; readonly code: string }
  | {
      readonly kind: 'incomplete';
      readonly after: number;
      readonly reason: 'content_filter' | 'max_output_tokens';
    };

/** A fault, and for how many requests with the same question. */
export interface TimedFault {
  readonly fault: Fault;
  readonly times: number;
}

/** A member's text, taken apart. */
export interface Commanded {
  /** One after another, each until it is used up. */
  readonly faults: readonly TimedFault[];
  /** The answer waits at a gate after its first sentence. */
  readonly gated: boolean;
  /** How many characters a continued answer repeats. */
  readonly overlap: number;
  /** What is left to be answered. */
  readonly question: string;
}

interface Words {
  readonly number: number | undefined;
  readonly code: string | undefined;
  readonly retryAfter: string | undefined;
}

/** What a command means; undefined where its words make no sense, and it is a text like any other. */
const FAULTS: Readonly<Record<string, (words: Words) => Fault | undefined>> = {
  出错: ({ number: status, code, retryAfter }) =>
    status !== undefined && status >= 400 && status <= 599
      ? { kind: 'status', status, code, retryAfter }
      : undefined,
  太长: () => ({ kind: 'too-long' }),
  拒连: () => ({ kind: 'no-connection' }),
  空答: () => ({ kind: 'empty' }),
  拒答: () => ({ kind: 'refusal' }),
  断开: ({ number: after = 0 }) => ({ kind: 'broken', after }),
  卡住: ({ number: after = 0 }) => ({ kind: 'stalled', after }),
  失败: ({ number: after = 0, code = 'server_error' }) => ({ kind: 'failed', after, code }),
  报错: ({ number: after = 0, code = 'server_error' }) => ({ kind: 'error', after, code }),
  过滤: ({ number: after = 0 }) => ({ kind: 'incomplete', after, reason: 'content_filter' }),
  截断: ({ number: after = 0 }) => ({ kind: 'incomplete', after, reason: 'max_output_tokens' }),
};

const COMMAND = new RegExp(
  `^\\s*(${Object.keys(FAULTS).join('|')})(?:\\s*(\\d{1,6}))?(?:\\s+([a-z][a-z_]*))?` +
    '(?:\\s*重试\\s*(\\d+(?:\\.\\d+)?))?(?:\\s*次\\s*(\\d{1,6}))?\\s*(?:[：:]|$)',
);
const GATE = /^\s*等一等[：:]/;
const OVERLAP = /^\s*重叠\s*(\d{1,3})[：:]/;

/** Takes the commands at the beginning of a text from what is to be answered: `断开 40 次 1：写一篇约 3 KB 的长文`. */
export function readCommands(text: string): Commanded {
  const faults: TimedFault[] = [];
  let gated = false;
  let overlap = 0;
  let question = text;
  for (;;) {
    const [begin, fault] = readFault(question) ?? [];
    const gate = GATE.exec(question)?.[0];
    const [repeat, characters] = OVERLAP.exec(question) ?? [];
    const taken = begin ?? gate ?? repeat;
    if (taken === undefined) return { faults, gated, overlap, question };
    if (fault) faults.push(fault);
    if (gate !== undefined) gated = true;
    if (characters !== undefined) overlap = Number(characters);
    question = question.slice(taken.length);
  }
}

function readFault(text: string): [begin: string, fault: TimedFault] | undefined {
  const [begin, command, number, code, retryAfter, times] = COMMAND.exec(text) ?? [];
  if (begin === undefined || command === undefined) return;
  const fault = FAULTS[command]?.({
    number: number === undefined ? undefined : Number(number),
    code,
    retryAfter,
  });
  return fault && [begin, { fault, times: times === undefined ? Infinity : Number(times) }];
}
