import type * as z from 'zod';
import type { RawConfig } from './raw-config';
import { RULES } from './rules';
import { configSchema, fieldsSchema, type CheckedConfig } from './schema';
import { exampleAt, fieldsAt } from './schema-paths';

/** The configuration has faults; the message lists all of them. */
export class ConfigError extends Error {
  readonly code = 'CONFIG';
  constructor(file: string, faults: readonly string[]) {
    const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
    super(`${file} has ${count}:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/** For what a configuration is checked. */
export interface Deployment {
  /** Of `-c stage=…`; `test` is always there: that of the tests, with seconds in place of minutes. */
  readonly stage?: string | undefined;
  /** The region of the credentials in use, if there are any. */
  readonly defaultRegion?: string | undefined;
}

/**
 * Checks a configuration and fills in the defaults.
 * @param file its name, for the report
 * @throws ConfigError with every fault, each with its path, the reason and an example
 */
export function checkConfig(
  input: unknown,
  file: string,
  { stage, defaultRegion }: Deployment = {},
): CheckedConfig & { region: string } {
  const shape = configSchema.safeParse(input).error?.issues ?? [];
  const { stages, keep, ...base } = asRecord(input);
  const ofStage = stage === undefined ? {} : asRecord(asRecord(stages)[stage]);
  // What one stack goes on with, no other may: a stage says its own.
  const settled: Record<string, unknown> = {
    ...base,
    ...(stage === undefined && keep !== undefined && { keep }),
    ...ofStage,
  };
  const region = settled['region'] ?? defaultRegion;

  const rules = RULES.flatMap(({ field, faults }) =>
    faults({ ...settled, region } as RawConfig).map((fault) =>
      field in ofStage ? `stages.${stage}.${fault}` : fault,
    ),
  );
  const faults = [
    ...shape.flatMap((issue) => faultsOf(issue, input)),
    ...rules,
    ...faultsOfStage(stage, asRecord(stages)),
    ...(region === undefined && isObject(input)
      ? ["region: is missing, and no AWS credentials name one. Example: region: 'ap-northeast-1'"]
      : []),
  ];
  if (faults.length > 0) throw new ConfigError(file, faults);
  return { ...fieldsSchema.parse(settled), region: region as string };
}

function faultsOfStage(stage: string | undefined, stages: Record<string, unknown>): string[] {
  if (stage === undefined || stage === 'test' || stage in stages) return [];
  const known = Object.keys(stages);
  const there = known.length === 0 ? 'there is none' : `there are ${known.join(', ')}`;
  return [
    `stages.${stage}: is asked for (-c stage=${stage}), but ${there}. Example: stages: { ${stage}: {} }`,
  ];
}

function faultsOf(issue: z.core.$ZodIssue, input: unknown): string[] {
  const ofForm = issue.code === 'invalid_union' ? issue.errors.find(hasTypeOfForm) : undefined;
  if (ofForm) {
    return ofForm.flatMap((inner) => faultsOf({ ...inner, path: [...issue.path, ...inner.path] }, input));
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = nameOf([...issue.path, key]);
      return `${path}: there is no such field. Known here: ${fieldsAt(issue.path, input).join(', ')}`;
    });
  }
  const reason = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  const where = issue.code === 'invalid_key' ? issue.path.slice(0, -1) : issue.path;
  return [`${nameOf(issue.path)}: ${reason}. Example: ${exampleAt(where, input) ?? 'see config.example.ts'}`];
}

/** Whether these are faults of a value that has the type of this one of several forms. */
function hasTypeOfForm(issues: readonly z.core.$ZodIssue[]): boolean {
  return issues.every(
    ({ code, path }) => path.length > 0 || (code !== 'invalid_type' && code !== 'invalid_value'),
  );
}

function nameOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? '(the whole)' : path.map(String).join('.');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function asRecord(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}
