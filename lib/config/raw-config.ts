/**
 * What is right only together with something else. Apart from the schema, which would leave off at the first fault of an
 * object and hide the others: so each rule looks at the raw input, and takes what has the wrong type for the schema's
 * business.
 */
export interface Rule {
  /** The field of the configuration to which it belongs. */
  readonly field: string;
  /** @returns faults, each beginning with its path */
  readonly faults: (input: RawConfig) => string[];
}

/** A configuration of which nothing is known but the names. `region` is settled, if there is one. */
export type RawConfig = Raw & { readonly region?: string };

export type Raw = Readonly<Record<string, unknown>>;

/** The apps by their names; none if there is nothing of the kind. */
export function appsIn(apps: unknown): (readonly [string, Raw])[] {
  return Object.entries(asRaw(apps)).map(([name, app]) => [name, asRaw(app)] as const);
}

/** What has the wrong type is nothing here: that is the schema's business. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** As {@link asList}. */
export function asRaw(value: unknown): Raw {
  return typeof value === 'object' && value !== null ? (value as Raw) : {};
}
