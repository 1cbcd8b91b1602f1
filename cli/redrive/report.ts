import { aligned, localTime, type Report } from '../stack/report';
import type { RedriveTexts } from '../texts/redrive-texts';
import type { DeadLetter, DeadLetters } from './dead-letters';
import type { PutBackResult } from './put-back';

/** Enough of an id to tell one message from another. */
const SHORT_ID = 8;
const UNKNOWN = '-';

/** What is in the dead-letter queue, one line each, and never what was said. @param timeZone that of texts */
export function listReport(letters: DeadLetters, { list }: RedriveTexts, timeZone?: string): Report {
  const { held, behind, elsewhere } = letters;
  const rows = held.map((letter) => rowOf(letter, list.unreadable, timeZone));
  const [first] = held;
  const lines = [
    held.length === 0 ? list.empty : list.heading(held.length),
    ...(first ? ['', ...aligned([list.columns, ...rows]), '', list.putBack(shortId(first))] : []),
    ...(behind > 0 ? [list.behind(behind)] : []),
    ...(elsewhere > 0 ? [list.elsewhere(elsewhere)] : []),
  ];
  return { text: lines.join('\n'), json: { ok: true, messages: held.map(entryOf), behind, elsewhere } };
}

/** What became of one message. */
export function putBackReport(letter: DeadLetter, result: PutBackResult, { results }: RedriveTexts): Report {
  return {
    text: `✓ ${results[result](shortId(letter))}`,
    json: { ok: true, result, message: entryOf(letter) },
  };
}

function rowOf(letter: DeadLetter, unreadable: string, timeZone: string | undefined): string[] {
  const { app, member, kind, sentAt } = knownOf(letter);
  return [
    shortId(letter),
    app ?? UNKNOWN,
    member ?? UNKNOWN,
    kind ?? unreadable,
    sentAt === undefined ? UNKNOWN : localTime(sentAt, { timeZone }),
    localTime(letter.givenUpAt, { timeZone }),
  ];
}

/** Times in UTC. */
function entryOf(letter: DeadLetter): object {
  const { app, member, kind, sentAt } = knownOf(letter);
  return {
    id: letter.id,
    readable: letter.message !== undefined,
    ...(letter.message && { app, member, kind }),
    ...(sentAt !== undefined && { sentAt: new Date(sentAt).toISOString() }),
    givenUpAt: new Date(letter.givenUpAt).toISOString(),
  };
}

function knownOf({ message }: DeadLetter) {
  if (!message) return {};
  const { app, member, content, createTime } = message;
  const kind = content.kind === 'unsupported' ? content.what : content.kind;
  return { app, member, kind, sentAt: createTime * 1000 };
}

function shortId({ id }: DeadLetter): string {
  return id.slice(0, SHORT_ID);
}
