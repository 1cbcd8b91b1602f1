import { aligned, type Report } from '../stack/report';
import type { TeardownTexts } from '../texts/teardown-texts';
import { goingIn } from './going';
import type { KeptKind, KeptThing, RemovableKind } from './kept';
import type { LocalEnd } from './local';
import type { MessageCounts, StackView } from './look';
import { PRICES_AS_OF, usdAMonth } from './prices';
import type { Removal } from './remove';

/** What goes, and what stays. */
export interface Plan {
  readonly name: string;
  readonly region: string;
  /** Undefined: it is gone already. */
  readonly stack: StackView | undefined;
  /** All that outlives the stack. */
  readonly kept: readonly KeptThing[];
  /** What goes of that as well. */
  readonly removed: readonly RemovableKind[];
  /** With which a later deployment goes on. */
  readonly keepLine: string | undefined;
}

/** Where the line KeepLine names them. */
const FIELDS: Readonly<Record<KeptKind, string>> = {
  address: 'addresses',
  secret: 'secrets',
  table: 'table',
  auditLog: 'auditLog',
  key: 'keyArn',
};

/** What would be done. */
export function planReport(plan: Plan, texts: TeardownTexts): Report {
  return {
    text: [planInWords(plan, texts), texts.onlyShown].join('\n\n'),
    json: {
      ok: true,
      done: false,
      stack: plan.name,
      region: plan.region,
      goes: goingIn(plan.stack?.resources ?? []),
      messages: plan.stack?.messages,
      outlives: plan.kept.map((thing) => ({ ...entryOf(thing, plan), goes: isRemoved(thing, plan) })),
      keepLine: plan.keepLine,
    },
  };
}

/** What would be done, before somebody is asked. */
export function planInWords(plan: Plan, texts: TeardownTexts): string {
  const { name, region, stack } = plan;
  return [
    stack ? texts.stackIs(name, region, stack.status) : texts.stackIsGone(name, region),
    ...(stack ? ['', texts.goes, ...goingLines(stack, texts)] : []),
    '',
    ...keptLines(plan.kept, plan, texts),
    ...keepLines(plan, plan.removed, texts),
    '',
    texts.besides,
    ...besidesOf(plan, texts).map((line) => `- ${line}`),
  ].join('\n');
}

/** What was done, and what is left. @param savedIn file with the line KeepLine */
export function resultReport(
  plan: Plan,
  removals: readonly Removal[],
  savedIn: string | undefined,
  texts: TeardownTexts,
): Report {
  const thingsThat = (outcome: Removal['outcome']): KeptThing[] =>
    removals.filter((removal) => removal.outcome === outcome).map(({ thing }) => thing);
  const [deleted, absent] = [thingsThat('deleted'), thingsThat('absent')];
  const failed = removals.filter((removal) => removal.outcome === 'failed');
  const gone = [...deleted, ...absent];
  const goneKinds = gone.map(({ kind }) => kind);
  const left = plan.kept.filter((thing) => !gone.includes(thing));
  const addresses = deleted.filter(({ kind }) => kind === 'address').map(({ id }) => id);
  const lines = [
    `✓ ${plan.stack ? texts.stackDeleted(plan.name) : texts.stackIsGone(plan.name, plan.region)}`,
    ...deleted.map(({ kind, id }) => `✓ ${texts.removed[kind as RemovableKind](id)}`),
    ...absent.map(({ kind, id }) => `– ${texts.absent(texts.kinds[kind], id)}`),
    ...(absent.length === 0 ? [] : [`  ${texts.absentMeans}`]),
    ...failed.map(({ thing: { kind, id }, reason }) => `✗ ${texts.kinds[kind]} ${id}: ${reason}`),
    ...(failed.length === 0 ? [] : [texts.again(savedIn ?? `keep-${plan.name}.txt`)]),
    '',
    ...keptLines(left, { ...plan, removed: [] }, texts),
    ...(savedIn === undefined
      ? keepLines(plan, goneKinds, texts)
      : ['', texts.saved(savedIn), ...leaveOut(goneKinds, texts)]),
    '',
    texts.besides,
    ...(addresses.length === 0 ? [] : [`- ${texts.untrust(addresses.join(', '))}`]),
    ...besidesOf(plan, texts).map((line) => `- ${line}`),
  ];
  return {
    text: lines.join('\n'),
    json: {
      ok: failed.length === 0,
      done: true,
      stack: plan.name,
      region: plan.region,
      removed: deleted.map((thing) => entryOf(thing, plan)),
      absent: absent.map((thing) => entryOf(thing, plan)),
      failed: failed.map(({ thing, reason }) => ({ ...entryOf(thing, plan), reason })),
      outlives: left.map((thing) => entryOf(thing, plan)),
      keepLine: plan.keepLine,
      savedIn,
    },
  };
}

/** What ending the local stack would take away. @param messages undefined: it does not answer */
export function localPlanInWords(messages: MessageCounts | undefined, texts: TeardownTexts): string {
  return [texts.local.goes, ...(messages ? [texts.messages(messages)] : []), texts.local.nothingStays].join(
    '\n',
  );
}

/** What would be done. */
export function localPlanReport(messages: MessageCounts | undefined, texts: TeardownTexts): Report {
  return {
    text: [localPlanInWords(messages, texts), texts.onlyShown].join('\n\n'),
    json: { ok: true, done: false, stack: 'local', messages, outlives: [] },
  };
}

/** What was done. */
export function localReport(end: LocalEnd, texts: TeardownTexts): Report {
  return { text: `✓ ${texts.local[end]}`, json: { ok: true, done: true, stack: 'local', result: end } };
}

function goingLines({ resources, messages }: StackView, texts: TeardownTexts): string[] {
  const rows = goingIn(resources).map(({ group, count }) => [texts.groups[group], String(count)]);
  return indented([...aligned(rows), ...(messages ? [texts.messages(messages)] : [])]);
}

function keptLines(things: readonly KeptThing[], plan: Plan, texts: TeardownTexts): string[] {
  if (things.length === 0) return [texts.nothingOutlives];
  const staying = things.filter((thing) => !isRemoved(thing, plan));
  const sum = staying.reduce((usd, { kind }) => usd + (usdAMonth(kind, plan.region) ?? 0), 0);
  return [
    texts.outlives,
    ...indented([
      ...aligned([texts.columns, ...things.map((thing) => rowOf(thing, plan, texts))]),
      texts.sum(sum.toFixed(2), PRICES_AS_OF),
      ...(things.some(({ isAdopted }) => isAdopted) ? [texts.adoptedMeans] : []),
      ...(staying.some(({ kind }) => kind === 'key') ? [texts.keyStays] : []),
    ]),
  ];
}

/** Names come last: an ARN is long. */
function rowOf(thing: KeptThing, plan: Plan, { kinds, bySize, fates }: TeardownTexts): string[] {
  const { kind, id, allocationId, isAdopted } = thing;
  const fate = isRemoved(thing, plan) ? fates.goes : fates.stays;
  return [
    kinds[kind],
    usdAMonth(kind, plan.region)?.toFixed(2) ?? bySize,
    isAdopted ? `${fate} *` : fate,
    allocationId === undefined ? id : `${id} (${allocationId})`,
  ];
}

/** @param removed kinds of things that a later deployment would look for in vain */
function keepLines({ keepLine }: Plan, removed: readonly KeptKind[], texts: TeardownTexts): string[] {
  if (keepLine === undefined) return [];
  return ['', texts.keepLine, ...indented([keepLine, ...leaveOut(removed, texts)])];
}

function leaveOut(removed: readonly KeptKind[], texts: TeardownTexts): string[] {
  const fields = [...new Set(removed)].map((kind) => FIELDS[kind]);
  return fields.length === 0 ? [] : [texts.leaveOut(fields.join(', '))];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

function besidesOf({ stack }: Plan, texts: TeardownTexts): string[] {
  return [...texts.alwaysBesides, ...(stack?.hasCname ? [texts.cname] : [])];
}

function isRemoved({ kind }: KeptThing, { removed }: Plan): boolean {
  return removed.some((each) => each === kind);
}

function entryOf({ kind, id, allocationId, isAdopted }: KeptThing, { region }: Plan): object {
  return { kind, id, allocationId, adopted: isAdopted, usdAMonth: usdAMonth(kind, region) };
}
