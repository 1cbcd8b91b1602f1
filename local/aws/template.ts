import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord } from './service';

/** A resource of a CloudFormation template. */
export interface TemplateResource {
  readonly Type: string;
  Properties?: Record<string, unknown>;
}

/** A CloudFormation template, as far as it is read. */
export interface CloudFormationTemplate {
  Resources: Record<string, TemplateResource>;
  Outputs?: Record<string, { Value: unknown; Description?: string }>;
}

/** What `cdk synth` wrote: one stack. */
export interface Assembly {
  readonly stackName: string;
  /** The region that the stack is bound to, if it is. */
  readonly region: string | undefined;
  readonly template: CloudFormationTemplate;
  /** @throws AssemblyError where no asset of that key is known */
  assetDirectory(s3Key: string): string;
}

/** What `cdk synth` wrote, or a property in it, is not something that the local stack can run. */
export class AssemblyError extends Error {
  readonly code = 'ASSEMBLY';
}

/** @throws AssemblyError where it is not there, or holds another number of stacks than one */
export function loadAssembly(directory: string): Assembly {
  const { artifacts } = readJson(directory, 'manifest.json');
  const stacks = Object.entries(isRecord(artifacts) ? artifacts : {}).filter(
    (entry): entry is [string, Record<string, unknown>] =>
      isRecord(entry[1]) && entry[1]['type'] === 'aws:cloudformation:stack',
  );
  const [stack] = stacks;
  if (stack === undefined || stacks.length > 1) {
    throw new AssemblyError(`${directory} holds ${stacks.length} stacks; the local stack runs exactly one.`);
  }
  const [id, { environment, properties }] = stack;
  const stackName = text(properties, 'stackName') ?? id;
  const { files } = readJson(directory, `${id}.assets.json`);
  return {
    stackName,
    region: /^aws:\/\/[^/]*\/(?!unknown-region$)(.+)$/.exec(String(environment))?.[1],
    template: readJson(
      directory,
      text(properties, 'templateFile') ?? `${id}.template.json`,
    ) as unknown as CloudFormationTemplate,
    assetDirectory: (s3Key) => {
      const asset = isRecord(files) ? files[s3Key.replace(/\.zip$/, '')] : undefined;
      const path = isRecord(asset) ? text(asset['source'], 'path') : undefined;
      if (path !== undefined) return join(directory, path);
      throw new AssemblyError(`${id}.assets.json knows no asset ${s3Key}. Run cdk synth again.`);
    },
  };
}

/** The resources of these types, by logical id. */
export function resourcesOf(
  template: CloudFormationTemplate,
  ...types: string[]
): [string, TemplateResource][] {
  return Object.entries(template.Resources).filter(([, { Type }]) => types.includes(Type));
}

function readJson(directory: string, file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(join(directory, file), 'utf8')) as Record<string, unknown>;
  } catch (cause) {
    throw new AssemblyError(`${file} in ${directory} cannot be read. Run cdk synth first.`, { cause });
  }
}

function text(holder: unknown, name: string): string | undefined {
  const value = isRecord(holder) ? holder[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}
