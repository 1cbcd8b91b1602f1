import * as z from 'zod';

/** What an audit record is, field by field: docs/audit.md is made from it, and tests hold every record to it. */

const count = () => z.int().min(0);
const milliseconds = () => z.int().min(0);

const tokens = z.strictObject({
  input: count().describe('Tokens that the model read: persona, memory, question.'),
  cachedInput: count().describe('Of `tokens.input`, what the provider had cached.'),
  output: count().describe('Tokens that the model said.'),
  reasoning: count().describe('Tokens that the model thought and did not say; paid as output.'),
});

const ms = z.strictObject({
  queued: milliseconds().describe('Until a worker took the message, waits included.'),
  firstWords: milliseconds().optional().describe('Until WeCom had the first part.'),
  model: milliseconds().optional().describe('What the model took, from being asked to its last word.'),
  total: milliseconds().describe('Until all was sent and recorded.'),
});

const content = z.strictObject({
  question: z
    .string()
    .describe(
      'What the member wrote; of voice, what was understood; of a picture, `[图片]`; of a file, its text.',
    ),
  answer: z.string().describe('What the member was answered.'),
});

const managed = z.strictObject({
  action: z
    .string()
    .describe(
      '`usage`, `raise`, `block`, `unblock`, `pause`, `resume`, `use-model`, `notify`, `status`, `help` …; with `-asked` behind it, it was yet to be confirmed.',
    ),
  target: z.string().optional().describe('UserID of whom it concerns, or the name of the model.'),
  detail: z.string().optional().describe('How much was added; how long a notice is.'),
});

const moderation = z.strictObject({
  where: z
    .enum(['question', 'answer'])
    .describe('In what the member asked, or in what they would have read.'),
  by: z
    .string()
    .describe("Name of the list in `config.ts`; `provider:` and the category, of the provider's moderation."),
  action: z.enum(['block', 'mask', 'note']).describe('What was done.'),
});

export const auditRecordSchema = z.strictObject({
  id: z
    .string()
    .min(1)
    .describe(
      'The same for the same thing. A record may be in the log twice: count each id once. What became of a message that was put back ([redrive](redrive.md)) ends in `-again-1`, and so on.',
    ),
  time: z.iso
    .datetime({ precision: 3 })
    .describe('When it happened, UTC; of a message, when a worker first took it.'),
  event: z
    .enum([
      'answered',
      'failed',
      'refused',
      'managed',
      'command',
      'welcomed',
      'left',
      'waited',
      'blocked',
      'unblocked',
      'paused',
      'resumed',
      'configuration',
    ])
    .describe('What happened; see below.'),
  app: z.string().min(1).describe("The app's name in `config.ts`; `*`: all of them."),
  member: z.string().optional().describe('UserID, in lower case.'),
  name: z.string().optional().describe("The member's name, as WeCom told it within the last week."),
  kind: z
    .string()
    .optional()
    .describe(
      'What the member sent: `text`, `image`, `voice`, `location`, … or the event: `enter_agent`, `subscribe`, `unsubscribe`, `click` of a menu.',
    ),
  result: z.string().optional().describe('More exactly than `event`; see below.'),
  error: z
    .string()
    .optional()
    .describe('Code of what went wrong: `WECOM_…`, `MODEL_…` or one of ours ([faults](faults.md)).'),
  model: z
    .string()
    .optional()
    .describe(
      "The model that was asked: the app's, or what the member chose; of a picture, the one that drew it.",
    ),
  tokens: tokens.optional().describe('Of all asks for the message that were paid.'),
  tools: z
    .record(z.string(), count())
    .optional()
    .describe(
      'How often each tool of the provider was used: `webSearch`, `codeInterpreter`, `imageGeneration`, `fileSearch`, `mcp:` and the label; `image`: a picture drawn by command; `transcriptionSeconds`: voice that was heard; `speechSeconds`: the answer as it is spoken, estimated from its text.',
    ),
  costUsd: z
    .number()
    .min(0)
    .optional()
    .describe(
      'US dollars at the prices of the configuration ([cost](cost.md)): tokens, tools, voice and pictures. A model whose price is not known is counted at the dearest that is.',
    ),
  isEstimated: z
    .literal(true)
    .optional()
    .describe(
      'An ask broke off, or its worker died: what it took is in `tokens` and `costUsd`, estimated from the text.',
    ),
  ms: ms.optional().describe('How long it took, ms from when the queue had the message.'),
  parts: count().optional().describe('Messages that the answer was sent in.'),
  attempts: count().optional().describe('How often a worker took the message; waiting does not count.'),
  address: z.string().optional().describe('The address that WeCom does not trust.'),
  managed: managed.optional().describe('What an admin did in the chat; `member` is who.'),
  moderation: z
    .array(moderation)
    .optional()
    .describe('What may not be said and was found; never the words themselves.'),
  by: z.string().optional().describe('Who paused or resumed.'),
  content: content.optional().describe("What was said; only of apps with `auditContent: 'full'`."),
  configuration: z
    .looseObject({})
    .optional()
    .describe(
      'What is compiled into the functions: all of the configuration that they know, and `version` of the release.',
    ),
});
