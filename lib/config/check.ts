import * as z from 'zod';
import { configSchema, faultsAmong, type CheckedConfig } from './schema';

/** The configuration has faults; the message lists all of them. */
export class ConfigError extends Error {
  readonly code = 'CONFIG';
  constructor(file: string, faults: readonly string[]) {
    const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
    super(`${file} has ${count}:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Checks a configuration and fills in the defaults.
 * @param file its name, for the report
 * @param defaultRegion the region of the credentials in use, if there are any
 * @throws ConfigError with every fault, each with its path, the reason and an example
 */
export function checkConfig(
  input: unknown,
  file: string,
  defaultRegion?: string,
): CheckedConfig & { region: string } {
  const result = configSchema.safeParse(input);
  const faults = [
    ...(result.success ? [] : result.error.issues.flatMap(faultsOf)),
    ...faultsAmong((input as { apps?: unknown } | undefined)?.apps),
  ];
  const region = result.data?.region ?? defaultRegion;
  const isLeftOut = typeof input === 'object' && (input as { region?: unknown } | null)?.region === undefined;
  if (isLeftOut && region === undefined) {
    faults.push("region: is missing, and no AWS credentials name one. Example: region: 'ap-northeast-1'");
  }
  if (!result.success || region === undefined || faults.length > 0) throw new ConfigError(file, faults);
  return { ...result.data, region };
}

function faultsOf(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = nameOf([...issue.path, key]);
      return `${path}: there is no such field. Known here: ${knownFields(issue.path).join(', ')}`;
    });
  }
  return [
    `${nameOf(issue.path)}: ${issue.message}. Example: ${exampleFor(issue.path) ?? 'see config.example.ts'}`,
  ];
}

function nameOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? '(the whole)' : path.map(String).join('.');
}

function knownFields(path: readonly PropertyKey[]): string[] {
  const schema = schemaAt(path);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function exampleFor(path: readonly PropertyKey[]): string | undefined {
  const example = metaAt(path)?.['examples'] as unknown[] | undefined;
  return example && JSON.stringify(example[0]);
}

function metaAt(path: readonly PropertyKey[]): z.core.GlobalMeta | undefined {
  const parent = schemaAt(path.slice(0, -1));
  const field = parent instanceof z.ZodObject ? fieldOf(parent, path.at(-1)) : schemaAt(path);
  return field && z.globalRegistry.get(field);
}

/** The schema of the value at a path, out of its wrappers (optional, default, refined). */
function schemaAt(path: readonly PropertyKey[]): z.core.$ZodType | undefined {
  let schema: z.core.$ZodType | undefined = configSchema;
  for (const key of path) {
    const container = unwrap(schema);
    if (container instanceof z.ZodObject)
      schema = (container.shape as Record<string, z.core.$ZodType>)[String(key)];
    else if (container instanceof z.ZodRecord) schema = container.valueType;
    else return undefined;
  }
  return unwrap(schema);
}

function fieldOf(schema: z.ZodObject, key: PropertyKey | undefined): z.core.$ZodType | undefined {
  return (schema.shape as Record<string, z.core.$ZodType>)[String(key)];
}

function unwrap(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodPipe) return unwrap(schema.in);
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) {
    return unwrap(schema.def.innerType);
  }
  return schema;
}
