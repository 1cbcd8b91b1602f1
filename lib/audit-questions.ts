/** A question to the logs, as a query of CloudWatch Logs Insights that is saved with the stack. */
export interface Question {
  /** Of the construct. */
  readonly id: string;
  /** As the console lists it. ASCII. */
  readonly name: string;
  /** The log that is asked: the audit log, or that of the callback. */
  readonly of: 'audit' | 'callback';
  readonly query: string;
}

/**
 * A record may be in the log more than once; it then has the same id. So each query either takes the latest of each id
 * before it counts, or lets each id through once (after `dedup` only `limit` may follow).
 */
export const AUDIT_QUESTIONS: readonly Question[] = [
  {
    id: 'WhoUsedHowMuch',
    name: 'Who used how much?',
    of: 'audit',
    query: lines(
      'filter event in ["answered", "failed", "refused", "command"]',
      'stats latest(tokens.input) as input, latest(tokens.output) as said, latest(tokens.reasoning) as thought, latest(costUsd) as cost, latest(name) as named by id, app, member',
      'stats count(*) as messages, sum(input) as inputTokens, sum(said) + sum(thought) as outputTokens, sum(cost) as usd, sortsLast(named) as name by app, member',
      'sort usd desc',
      'limit 1000',
    ),
  },
  {
    id: 'WhatFailedAndWhy',
    name: 'What failed, and why?',
    of: 'audit',
    query: lines(
      'filter event = "failed"',
      'stats latest(time) as at by id, app, kind, result, error',
      'stats count(*) as times, max(at) as lastTime by app, kind, result, error',
      'sort times desc',
    ),
  },
  {
    id: 'WhoWasRefusedByWhichRule',
    name: 'Who was refused, by which rule?',
    of: 'audit',
    query: lines(
      'filter event = "refused" or ispresent(moderation.0.by)',
      '# result: outside, closed, over-budget, limited, moderated, not-admin, paused.',
      'stats latest(time) as at, latest(moderation.0.where) as inside, latest(moderation.0.by) as list, latest(moderation.0.action) as action by id, app, member, result',
      'stats count(*) as times, max(at) as lastTime by app, member, result, inside, list, action',
      'sort times desc',
    ),
  },
  {
    id: 'WhatDidAdminsDo',
    name: 'What did admins do in the chat?',
    of: 'audit',
    query: lines(
      'fields time, app, member, result, managed.action, managed.target, managed.detail, id',
      'filter event = "managed" or result = "not-admin"',
      '# result not-admin: somebody else tried, and was refused.',
      'sort time desc',
      'dedup id',
      'limit 1000',
    ),
  },
  {
    id: 'WhichAnswersWereSlow',
    name: 'Which answers were slow?',
    of: 'audit',
    query: lines(
      'fields time, app, member, model, ms.queued, ms.firstWords, ms.model, ms.total, parts, attempts, id',
      'filter event = "answered"',
      'sort ms.total desc',
      'dedup id',
      'limit 100',
    ),
  },
  {
    id: 'WhichRequestsWereRefused',
    name: 'Which requests were refused?',
    of: 'callback',
    query: lines(
      'filter event in ["callback refused", "more callbacks refused"]',
      'stats sum(coalesce(count, 1)) as times, latest(@timestamp) as lastTime by class, status, code, message',
      'sort times desc',
    ),
  },
  {
    id: 'WhatDidOneMemberDo',
    name: 'What did one member do?',
    of: 'audit',
    query: lines(
      'fields time, app, event, kind, result, error, model, tokens.input, tokens.output, costUsd, ms.total, content.question, content.answer, id',
      '# Put the UserID in place of userid, in small letters.',
      'filter member = "userid"',
      'sort time asc',
      'dedup id',
      'limit 1000',
    ),
  },
  {
    id: 'WhatDidItCostByAppAndDay',
    name: 'What did it cost, by app and day?',
    of: 'audit',
    query: lines(
      'filter event in ["answered", "failed", "refused"]',
      '# What was paid for counts, also where the member could not be reached. Days are of UTC.',
      'fields substr(time, 0, 10) as day',
      'stats latest(costUsd) as cost, latest(model) as by_model by id, app, day',
      'stats count(*) as answers, sum(cost) as usd by app, day, by_model',
      'sort day desc',
    ),
  },
  {
    id: 'WhatWasChanged',
    name: 'What was blocked, paused or configured?',
    of: 'audit',
    query: lines(
      'fields time, event, app, error, address, by, configuration.version, id',
      'filter event in ["blocked", "unblocked", "paused", "resumed", "configuration"]',
      'sort time desc',
      'dedup id',
      'limit 1000',
    ),
  },
];

function lines(...commands: string[]): string {
  return commands
    .map((command, index) => (index === 0 || command.startsWith('#') ? command : `| ${command}`))
    .join('\n');
}
