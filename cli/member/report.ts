import { aligned, localTime, type Report } from '../stack/report';
import type { MemberTexts } from '../texts/member-texts';
import type { ErasePlan } from './erase';
import { filesIn } from './export';
import type { FoundItem } from './find';
import { KINDS, type Kind } from './places';

/** What becomes of items. */
export type Fate = 'exported' | keyof ErasePlan;

/** How many of a kind; a file counts once, in however many items it stands. */
interface Count {
  readonly app: string;
  readonly kind: Kind;
  readonly count: number;
  readonly fate: Fate;
}

/** Enough of an id to find the message in a log. */
const SHORT_ID = 8;

/** What an export holds. @param file where it was written; undefined: to stdout */
export function exportReport(
  member: string,
  items: readonly FoundItem[],
  file: string | undefined,
  texts: MemberTexts,
): Report {
  const counts = countsOf({ exported: items });
  const lines = [
    counts.length === 0 ? texts.nothing(member) : `✓ ${texts.exported(member)}`,
    ...tableOf(counts, texts),
    ...(file === undefined ? [] : ['', texts.written(file)]),
    '',
    ...notIn(texts.notExported, texts),
  ];
  return { text: lines.join('\n'), json: { ok: true, member, file, items: counts } };
}

/** What would be erased, before somebody is asked. */
export function planInWords(member: string, plan: ErasePlan, texts: MemberTexts): string {
  const fates = { ...texts.fates, erased: texts.toBeErased };
  return [texts.toErase(member), ...tableOf(countsOf({ ...plan }), { ...texts, fates }), ''].join('\n');
}

/** What was erased, what is left, and what can't be erased here. @param timeZone that of texts */
export function eraseReport(member: string, plan: ErasePlan, texts: MemberTexts, timeZone?: string): Report {
  const counts = countsOf({ ...plan });
  const underWay = plan.underWay.filter(({ kind }) => kind === 'deliveries');
  const lines = [
    counts.length === 0 ? texts.nothing(member) : `✓ ${texts.erased(member)}`,
    ...tableOf(counts, texts),
    ...(plan.kept.length === 0 ? [] : ['', texts.kept]),
    ...(underWay.length === 0 ? [] : ['', `! ${texts.underWay}`]),
    ...aligned(
      underWay.map(({ app, message = '', receivedAt }) => [
        app,
        message.slice(0, SHORT_ID),
        receivedAt === undefined ? '' : localTime(receivedAt, { timeZone }),
      ]),
    ),
    '',
    ...notIn(texts.notErased, texts),
  ];
  return {
    text: lines.join('\n'),
    json: {
      ok: true,
      member,
      items: counts,
      underWay: underWay.map(messageOf),
      notErased: texts.notErased,
    },
  };
}

/** Times in UTC. */
function messageOf({ app, message, receivedAt }: FoundItem): object {
  return {
    app,
    id: message,
    ...(receivedAt !== undefined && { since: new Date(receivedAt).toISOString() }),
  };
}

function countsOf(items: Readonly<Partial<Record<Fate, readonly FoundItem[]>>>): Count[] {
  const counts = Object.entries(items).flatMap(([fate, ofFate]) => {
    const files = filesIn(ofFate).flatMap(([first]) => (first ? [first] : []));
    const apps = [...new Set(files.map(({ app }) => app))];
    return apps.flatMap((app) =>
      KINDS.map((kind) => ({
        app,
        kind,
        count: files.filter((file) => file.app === app && file.kind === kind).length,
        fate: fate as Fate,
      })),
    );
  });
  return counts
    .filter(({ count }) => count > 0)
    .sort((one, other) => (one.app === other.app ? 0 : one.app < other.app ? -1 : 1));
}

function tableOf(counts: readonly Count[], { columns, kinds, fates }: MemberTexts): string[] {
  if (counts.length === 0) return [];
  const rows = counts.map(({ app, kind, count, fate }) => [app, kinds[kind], String(count), fates[fate]]);
  return ['', ...aligned([columns, ...rows])];
}

function notIn(places: readonly string[], { elsewhere }: MemberTexts): string[] {
  return [elsewhere, ...places.map((place) => `- ${place}`)];
}
