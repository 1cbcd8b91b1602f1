/** What stands in a secret where the operator has yet to enter a value. */
export const PLACEHOLDER = 'REPLACE-ME';

/** Secret read by the callback alone. What an operator enters can lack anything, so every field is optional. */
export interface CallbackSecret {
  readonly corpId?: string;
  readonly apps?: Readonly<
    Record<
      string,
      { readonly token?: string; readonly encodingAesKey?: string; readonly agentId?: string | number }
    >
  >;
}

/** Secret of the server API. */
export interface WecomSecret {
  readonly corpId?: string;
  readonly apps?: Readonly<Record<string, { readonly agentId?: string | number; readonly secret?: string }>>;
}

/** Secret of the model's provider. */
export interface ModelSecret {
  readonly apiKey?: string;
  /** Where voice is understood and spoken by another provider. */
  readonly speechApiKey?: string;
  /** Where pictures are drawn by another provider. */
  readonly imagesApiKey?: string;
  /** What a remote MCP server wants as authorization, by its label. */
  readonly mcp?: Readonly<Record<string, string>>;
}

/** Secret of the robot in the admins' group. */
export interface RobotSecret {
  /** Its address, as WeCom shows it: `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…`. */
  readonly webhook?: string;
}

/** A secret lacks values that only the operator can enter. The message names fields, never values. */
export class UnfilledCredentialsError extends Error {
  readonly code = 'UNFILLED_CREDENTIALS';
  /** @param fields paths in the secret */
  constructor(
    secret: string,
    readonly fields: readonly string[],
  ) {
    super(
      `The ${secret} secret is not filled in yet, or wrongly: ${fields.join(', ')}. ` +
        'Enter them with npm run secrets -- enter; they are used within five minutes, the first time within seconds.',
    );
  }
}

/**
 * The fields of a secret as strings, all of them there.
 * @param pathOf where a field stands in the secret, for the error
 * @throws UnfilledCredentialsError naming every field that is absent, empty, still the placeholder, or an agent id that
 * is no number
 */
export function filledIn<Field extends string>(
  secret: string,
  fields: Readonly<Record<Field, string | number | undefined>>,
  pathOf: (field: NoInfer<Field>) => string = (field) => field,
): Record<Field, string> {
  const entries = Object.entries(fields) as [Field, string | number | undefined][];
  const unfilled = entries.filter(([field, value]) => isUnfilled(field, String(value ?? '').trim()));
  if (unfilled.length > 0) {
    throw new UnfilledCredentialsError(
      secret,
      unfilled.map(([field]) => pathOf(field)),
    );
  }
  return Object.fromEntries(entries.map(([field, value]) => [field, String(value).trim()])) as Record<
    Field,
    string
  >;
}

function isUnfilled(field: string, value: string): boolean {
  // Copied with its label, or with something else: WeCom would refuse every message.
  const isNoNumber = field === 'agentId' && !/^\d+$/.test(value);
  return value === '' || value === PLACEHOLDER || isNoNumber;
}

/** Where a field of one app, or the company's CorpID, stands in the callback and wecom secrets. */
export const pathInApp =
  (app: string) =>
  (field: string): string =>
    field === 'corpId' ? field : `apps.${app}.${field}`;

/** The key in the address of a group's robot. @throws UnfilledCredentialsError */
export function robotKeyIn(secret: RobotSecret): string {
  const { webhook } = filledIn('robot', { webhook: secret.webhook });
  const key = /^https:\/\/[^/]+\/cgi-bin\/webhook\/send\?key=([\w-]+)$/.exec(webhook)?.[1];
  if (key === undefined) throw new UnfilledCredentialsError('robot', ['webhook']);
  return key;
}
