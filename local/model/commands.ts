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
      readonly reason: 'content_filter' | 'max_output_tokens' | 'insufficient_system_resource';
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
  /** Those of the moderation, which is asked about the same text. */
  readonly moderationFaults: readonly TimedFault[];
  /** The answer waits at a gate after its first sentence. */
  readonly gated: boolean;
  /** How many characters a continued answer repeats. */
  readonly overlap: number;
  /** What is left to be answered. */
  readonly question: string;
}

/** What may stand behind a command. */
interface Words {
  readonly number?: number;
  readonly code?: string;
  readonly retryAfter?: string;
}

interface Command {
  /** Other words make it a text like any other. */
  readonly takes: readonly (keyof Words)[];
  /** @returns undefined where the words make no sense: then, too */
  readonly fault: (words: Words) => Fault | undefined;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  出错: {
    takes: ['number', 'code', 'retryAfter'],
    fault: ({ number: status = 0, code, retryAfter }) =>
      status >= 400 && status <= 599 ? { kind: 'status', status, code, retryAfter } : undefined,
  },
  太长: { takes: [], fault: () => ({ kind: 'too-long' }) },
  拒连: { takes: [], fault: () => ({ kind: 'no-connection' }) },
  空答: { takes: [], fault: () => ({ kind: 'empty' }) },
  拒答: { takes: [], fault: () => ({ kind: 'refusal' }) },
  断开: { takes: ['number'], fault: ({ number: after = 0 }) => ({ kind: 'broken', after }) },
  卡住: { takes: ['number'], fault: ({ number: after = 0 }) => ({ kind: 'stalled', after }) },
  失败: {
    takes: ['number', 'code'],
    fault: ({ number: after = 0, code = 'server_error' }) => ({ kind: 'failed', after, code }),
  },
  报错: {
    takes: ['number', 'code'],
    fault: ({ number: after = 0, code = 'server_error' }) => ({ kind: 'error', after, code }),
  },
  过滤: {
    takes: ['number'],
    fault: ({ number: after = 0 }) => ({ kind: 'incomplete', after, reason: 'content_filter' }),
  },
  截断: {
    takes: ['number'],
    fault: ({ number: after = 0 }) => ({ kind: 'incomplete', after, reason: 'max_output_tokens' }),
  },
  资源不足: {
    takes: ['number'],
    fault: ({ number: after = 0 }) => ({ kind: 'incomplete', after, reason: 'insufficient_system_resource' }),
  },
};

const COMMAND = new RegExp(
  `^\\s*(审核)?(${Object.keys(COMMANDS).join('|')})(?:\\s*(\\d{1,6}))?(?:\\s+([a-z][a-z_]*))?` +
    '(?:\\s*重试\\s*(\\d+(?:\\.\\d+)?))?(?:\\s*次\\s*(\\d{1,6}))?\\s*(?:[：:]|$)',
);
const GATE = /^\s*等一等[：:]/;
const OVERLAP = /^\s*重叠\s*(\d{1,3})[：:]/;

/** Takes the commands at the beginning of a text from what is to be answered: `断开 40 次 1：写一篇约 3 KB 的长文`. */
export function readCommands(text: string): Commanded {
  const faults: TimedFault[] = [];
  const moderationFaults: TimedFault[] = [];
  let gated = false;
  let overlap = 0;
  let question = text;
  for (;;) {
    const [begin, fault, isOfModeration] = readFault(question) ?? [];
    const gate = GATE.exec(question)?.[0];
    const [repeat, characters] = OVERLAP.exec(question) ?? [];
    const taken = begin ?? gate ?? repeat;
    if (taken === undefined) return { faults, moderationFaults, gated, overlap, question };
    if (fault) (isOfModeration ? moderationFaults : faults).push(fault);
    if (gate !== undefined) gated = true;
    if (characters !== undefined) overlap = Number(characters);
    question = question.slice(taken.length);
  }
}

function readFault(text: string): [begin: string, fault: TimedFault, isOfModeration: boolean] | undefined {
  const [begin, moderation, name, number, code, retryAfter, times] = COMMAND.exec(text) ?? [];
  const command = COMMANDS[name ?? ''];
  if (begin === undefined || command === undefined) return;
  const words: Words = {
    ...(number !== undefined && { number: Number(number) }),
    ...(code !== undefined && { code }),
    ...(retryAfter !== undefined && { retryAfter }),
  };
  const isUnderstood = Object.keys(words).every((word) => command.takes.includes(word as keyof Words));
  const fault = isUnderstood ? command.fault(words) : undefined;
  return (
    fault && [
      begin,
      { fault, times: times === undefined ? Infinity : Number(times) },
      moderation !== undefined,
    ]
  );
}
