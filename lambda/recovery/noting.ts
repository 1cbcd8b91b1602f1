import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Noted, StatusItem } from '../aws/app-status';
import type { Audit } from '../chat/ports';
import { ALL_APPS, type AuditRecord } from '../shared/audit-record';
import type { BotConfig } from '../shared/bot-config';

/** What noting changes takes. */
export interface NotingPorts {
  readonly config: BotConfig;
  readonly statuses: { setNoted(app: string, noted: Noted): Promise<void> };
  readonly audit: Pick<Audit, 'add'>;
  /** Milliseconds since epoch. */
  readonly clock: () => number;
}

/**
 * Writes audit records of what has changed in a status since it was last noted: whoever changed it, and however often a
 * sandbox dies between the two. What begins and ends within a minute may be missed; a block can't, since only the
 * recovery ends it.
 * @param app may be `*`
 */
export async function noteChanges(ports: NotingPorts, app: string, item: StatusItem): Promise<void> {
  const { statuses, audit } = ports;
  const noted = notedIn(ports, app, item);
  const records = [
    ...(noted.block === item.noted.block ? [] : blockRecords(app, item)),
    ...(noted.pause === item.noted.pause ? [] : pauseRecords(app, item)),
    ...(noted.configuration === item.noted.configuration ? [] : [configurationRecord(ports)]),
  ];
  if (isDeepStrictEqual(noted, item.noted)) return;
  for (const record of records) await audit.add(record);
  await statuses.setNoted(app, noted);
}

/** How the status would be noted now. */
function notedIn({ config }: NotingPorts, app: string, item: StatusItem): Noted {
  const { block, blockedSince, observedAt, pauseChange, noted } = item;
  // Forgotten with the menu, so that the same one is applied again when it comes back.
  const hasMenu = noted.menu !== undefined && config.apps[app]?.menu !== undefined;
  return {
    ...(observedAt !== undefined && { block: block ? `${block.errcode} since ${blockedSince}` : 'none' }),
    ...(pauseChange && { pause: `${pauseChange.isPaused ? 'paused' : 'resumed'} at ${pauseChange.at}` }),
    ...(app === ALL_APPS && { configuration: digestOf(config) }),
    ...(hasMenu && { menu: noted.menu }),
  };
}

function blockRecords(
  app: string,
  { block, blockedSince = 0, observedAt = 0, noted }: StatusItem,
): AuditRecord[] {
  if (block) {
    return [
      {
        id: `${app}-blocked-${block.errcode}-${blockedSince}`,
        time: new Date(blockedSince).toISOString(),
        event: 'blocked',
        app,
        error: `WECOM_${block.errcode}`,
        ...(block.address !== undefined && { address: block.address }),
      },
    ];
  }
  const wasBlocked = noted.block !== undefined && noted.block !== 'none';
  const time = new Date(observedAt).toISOString();
  return wasBlocked ? [{ id: `${app}-unblocked-${observedAt}`, time, event: 'unblocked', app }] : [];
}

function pauseRecords(app: string, { pauseChange }: StatusItem): AuditRecord[] {
  if (!pauseChange) return [];
  const { isPaused, at, by } = pauseChange;
  const event = isPaused ? 'paused' : 'resumed';
  return [{ id: `${app}-${event}-${at}`, time: new Date(at).toISOString(), event, app, by }];
}

function configurationRecord({ config, clock }: NotingPorts): AuditRecord {
  const time = new Date(clock()).toISOString();
  return {
    id: `configuration-${digestOf(config)}-${time}`,
    time,
    event: 'configuration',
    app: ALL_APPS,
    configuration: config,
  };
}

function digestOf(config: BotConfig): string {
  return createHash('sha256').update(JSON.stringify(config)).digest('hex').slice(0, 16);
}
