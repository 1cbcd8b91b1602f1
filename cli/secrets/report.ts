import { aligned, localTime, type Report } from '../stack/report';
import type { FieldTexts } from '../texts/fields-texts';
import type { SecretsTexts } from '../texts/secrets-texts';
import type { EnterResult } from './enter';
import type { Handover } from './handover';
import type { Entry } from './places';
import type { TokenRotation } from './rotate-token';
import type { ValueRotation } from './rotate-value';
import { isToBeEntered, type FieldStatus, type Status } from './status';

/** What a report is written with. */
export interface ReportWords {
  readonly secrets: SecretsTexts;
  readonly fields: FieldTexts;
}

/** A report that says whether something is still to be entered. */
export interface SecretsReport extends Report {
  readonly json: { readonly ok: boolean } & Readonly<Record<string, unknown>>;
}

/** What is filled in, by app and field, and when each secret was changed. @param timeZone that of texts */
export function statusReport(
  { fields, secrets }: Status,
  open: readonly Handover[],
  texts: ReportWords,
  timeZone?: string,
): SecretsReport {
  const { columns, secretColumns, ofCompany } = texts.secrets;
  const rows = fields.map((each) => [
    each.app ?? ofCompany,
    texts.fields.names[each.field],
    stateInWords(each, texts),
  ]);
  const changes = secrets.map(({ name, changedAt }) => [name, localTime(changedAt, { timeZone })]);
  const missing = fields.filter(isToBeEntered).length;
  return {
    text: [
      aligned([columns, ...rows]).join('\n'),
      aligned([secretColumns, ...changes]).join('\n'),
      [
        missing === 0 ? `✓ ${texts.secrets.allThere}` : `✗ ${texts.secrets.missing(missing)}`,
        ...open.map(({ app, until }) => `! ${texts.secrets.isOpen(app, localTime(until, { timeZone }))}`),
      ].join('\n'),
    ].join('\n\n'),
    json: {
      ok: missing === 0,
      fields: fields.map(({ state: { is, ...more }, ...entry }) => ({ ...entry, state: is, ...more })),
      secrets: secrets.map(({ name, changedAt }) => ({ name, changedAt: isoTime(changedAt) })),
      notTakenOver: open.map(({ app, changedAt, until }) => ({
        app,
        changedAt: isoTime(changedAt),
        until: isoTime(until),
      })),
    },
  };
}

/** What was written, and what is still missing. */
export function enterReport(
  { asked, written }: EnterResult,
  missing: readonly FieldStatus[],
  texts: ReportWords,
): SecretsReport {
  const names = (entries: readonly Entry[]): string[] => entries.map((entry) => nameOf(entry, texts.fields));
  const { nothingAsked, hasWritten, nothingWritten, stillMissing, pairIsMade } = texts.secrets;
  const hint = missing.some(({ field }) => field === 'token' || field === 'encodingAesKey') ? pairIsMade : '';
  const done = written.length > 0 ? `✓ ${hasWritten(names(written))}` : nothingWritten;
  return {
    text: [
      asked === 0 ? `✓ ${nothingAsked}` : done,
      ...(missing.length > 0 ? [`! ${stillMissing(names(missing))}${hint}`] : []),
    ].join('\n'),
    json: {
      ok: missing.length === 0,
      written: written.map(({ field, app }) => ({ field, app })),
      missing: missing.map(({ field, app }) => ({ field, app })),
    },
  };
}

/** That a new value is in use. @param timeZone that of texts */
export function rotationReport(
  rotation: TokenRotation | ValueRotation,
  { secrets: texts }: Pick<ReportWords, 'secrets'>,
  timeZone?: string,
): SecretsReport {
  if (rotation.what === 'token') {
    const { app, until } = rotation;
    return {
      text: `✓ ${texts.tokenIsTaken(app, localTime(until, { timeZone }))}`,
      json: { ok: true, ...rotation, until: isoTime(until) },
    };
  }
  const { what, isTaken } = rotation;
  return {
    text: isTaken ? `✓ ${texts.isTaken[what]}` : `! ${texts.isUnchecked[what]}`,
    json: { ok: true, ...rotation },
  };
}

/** With its app, if it is of one. */
export function nameOf({ field, app }: Entry, texts: FieldTexts): string {
  return app === undefined ? texts.names[field] : `${app} ${texts.names[field]}`;
}

function stateInWords({ state }: FieldStatus, { secrets, fields }: ReportWords): string {
  const words = secrets.states[state.is];
  return state.is === 'wrong' ? `${words}${fields.shapeFault(state.fault)}` : words;
}

const isoTime = (ms: number): string => new Date(ms).toISOString();
