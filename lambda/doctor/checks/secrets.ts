import {
  filledIn,
  pathInApp,
  PLACEHOLDER,
  robotKeyIn,
  UnfilledCredentialsError,
  type CallbackSecret,
  type ModelSecret,
  type RobotSecret,
  type WecomSecret,
} from '../../shared/credentials';
import type { AppConfig, BotConfig } from '../../shared/bot-config';
import { errorFields } from '../../shared/log';
import type { Secret } from '../../aws/secret-reader';
import type { FurtherKey } from '../../wiring/credentials';
import { found, type Finding } from '../finding';

/** Reads a secret, afresh. */
type Read<T> = () => Promise<Secret<T>>;

/** What the secrets are looked at with. */
export interface SecretPorts {
  readonly secrets: {
    readonly callback: Read<CallbackSecret>;
    readonly wecom: Read<WecomSecret>;
    readonly model: Read<ModelSecret>;
    /** Absent if nobody wants a robot. */
    readonly robot?: Read<RobotSecret>;
  };
  /** Keys that the configuration needs beside the model's. */
  readonly furtherKeys: readonly FurtherKey[];
}

const API_KEY = /^[\x21-\x7e]{8,}$/;
/** The shape of each value, as WeCom and the providers give it out; a value of another shape was pasted wrong. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  // [D90930]: it begins so.
  corpId: /^w[wx][0-9a-z]{8,32}$/i,
  // [D91116]
  token: /^[A-Za-z0-9]{1,32}$/,
  encodingAesKey: /^[A-Za-z0-9]{43}$/,
  secret: /^[\w-]{20,128}$/,
  agentId: /^\d{1,15}$/,
  apiKey: API_KEY,
  speechApiKey: API_KEY,
  imagesApiKey: API_KEY,
};

/** Whether all that an operator enters is there, looks right, and fits together. */
export async function checkSecrets(
  { secrets, furtherKeys }: SecretPorts,
  { apps: settings }: Pick<BotConfig, 'apps'>,
): Promise<Finding[]> {
  const { callback, wecom, model, robot } = secrets;
  const apps = Object.keys(settings);
  const [ofCallback, ofWecom, ofModel] = await Promise.all([
    look('callback', callback, (value) =>
      apps.flatMap((app) => fieldsOf(value, app, ['token', 'encodingAesKey', 'agentId'])),
    ),
    look('wecom', wecom, (value) => apps.flatMap((app) => fieldsOf(value, app, ['agentId', 'secret']))),
    look('model', model, (value) =>
      (['apiKey', ...furtherKeys] as const).map((key): Field => [key, key, value[key]]),
    ),
  ]);
  return [
    ...ofCallback.findings,
    ...ofWecom.findings,
    ...ofModel.findings,
    ...(ofModel.value ? unauthorized(ofModel.value, Object.values(settings)) : []),
    ...(robot ? await checkRobot(robot) : []),
    ...mismatches(ofCallback.value, ofWecom.value, apps),
  ];
}

/** Path in the secret, what it is, value. */
type Field = readonly [path: string, name: string, value: string | number | undefined];

function fieldsOf(secret: CallbackSecret | WecomSecret, app: string, names: readonly string[]): Field[] {
  const values = (secret.apps?.[app] ?? {}) as Readonly<Record<string, string | number | undefined>>;
  const pathOf = pathInApp(app);
  return [
    ['corpId', 'corpId', secret.corpId],
    ...names.map((name): Field => [pathOf(name), name, values[name]]),
  ];
}

async function look<T>(
  secret: string,
  read: Read<T>,
  fieldsIn: (value: T) => readonly Field[],
): Promise<{ value?: T; findings: Finding[] }> {
  try {
    const { value, version, createdAt } = await read();
    const fields = [...new Map(fieldsIn(value).map((field) => [field[0], field])).values()];
    filledIn(secret, Object.fromEntries(fields.map(([path, , field]) => [path, field])));
    const malformed = fields.filter(([, name, field]) => !SHAPES[name]?.test(String(field).trim()));
    const findings = malformed.map(([path]) => found('secret-malformed', { secret, field: path }));
    const ok = found('secret-ok', { secret, version, since: new Date(createdAt).toISOString() });
    return { value, findings: findings.length > 0 ? findings : [ok] };
  } catch (error) {
    if (error instanceof UnfilledCredentialsError) {
      return { findings: [found('secret-unfilled', { secret, fields: error.fields.join(', ') })] };
    }
    return { findings: [found('secret-unreadable', { secret, reason: errorFields(error).code })] };
  }
}

/** A server may want none: an empty text in its place says so. */
function unauthorized({ mcp = {} }: ModelSecret, apps: readonly AppConfig[]): Finding[] {
  const servers = [...new Set(apps.flatMap(({ tools }) => tools.mcp.map(({ label }) => label)))];
  const without = servers.filter((label) => !Object.hasOwn(mcp, label) || mcp[label]?.trim() === PLACEHOLDER);
  if (without.length === 0) return [];
  return [found('mcp-unauthorized', { fields: without.map((label) => `mcp.${label}`).join(', ') })];
}

async function checkRobot(read: Read<RobotSecret>): Promise<Finding[]> {
  try {
    const { value, version, createdAt } = await read();
    robotKeyIn(value);
    return [found('secret-ok', { secret: 'robot', version, since: new Date(createdAt).toISOString() })];
  } catch (error) {
    const isUnfilled = error instanceof UnfilledCredentialsError;
    return [
      isUnfilled
        ? found('robot-unfilled')
        : found('secret-unreadable', { secret: 'robot', reason: errorFields(error).code }),
    ];
  }
}

/** The same things are entered in two secrets, and by hand. */
function mismatches(
  callback: CallbackSecret | undefined,
  wecom: WecomSecret | undefined,
  apps: readonly string[],
): Finding[] {
  if (!callback || !wecom) return [];
  const differ = (one: unknown, other: unknown): boolean => String(one).trim() !== String(other).trim();
  return [
    ...(differ(callback.corpId, wecom.corpId) ? [found('corp-mismatch')] : []),
    ...apps.flatMap((app) =>
      differ(callback.apps?.[app]?.agentId, wecom.apps?.[app]?.agentId)
        ? [found('agent-mismatch', {}, app)]
        : [],
    ),
  ];
}
