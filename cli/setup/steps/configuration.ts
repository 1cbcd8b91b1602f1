import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { STSClient } from '@aws-sdk/client-sts';
import { ConfigError, loadConfig, type LoadedConfig } from '../../../lib/config';
import { askUntil, askYesOrNo } from '../../terminal/terminal';
import { SetupError } from '../faults';
import { done, OPEN, type Step } from '../step';
import type { SetupWorld } from '../world';

/** As lib/config takes them. */
const HOST = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63}$/;
const CERTIFICATE = /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]+$/;

/** Of those that lib/config takes, what can stand between quotes as it is. */
const EMAIL = /^[\w.+-]+@([a-z0-9-]+\.)+[a-z]{2,63}$/i;

/** `config.ts`: what is deployed. Of what it is made from, `config.example.ts`, a local stack is content with. */
export const configuration: Step = {
  name: 'configuration',
  look: async (world) => {
    const { directory } = world.ports;
    if (!world.isLocal && !existsSync(join(directory, 'config.ts'))) return OPEN;
    return done(await load(world));
  },
  act: async (world) => {
    const example = readFileSync(join(world.ports.directory, 'config.example.ts'), 'utf8');
    while (!isWritten(world, filledIn(example, await askAll(world))));
    world.terminal.say(world.texts.configIsMade);
    return load(world);
  },
};

async function askAll(world: SetupWorld): Promise<Answers> {
  const { terminal, texts, allTexts } = world;
  const region = await askUntil<string>(terminal, texts.askRegion, (answer) =>
    /^([a-z]{2}(-[a-z]+)+-\d)?$/.test(answer)
      ? { value: answer === '' ? 'ap-northeast-1' : answer }
      : { fault: texts.noRegion },
  );
  const domain = await askDomain(world);
  terminal.say(texts.aboutContent);
  const isRecorded = await askYesOrNo(terminal, texts.askContent, false, allTexts.terminal.yesOrNo);
  const email = await askEmail(world);
  return { region, domain, isRecorded, email };
}

/** Only what can be deployed becomes `config.ts`; what is wrong with anything else is said. */
function isWritten({ ports, terminal }: SetupWorld, text: string): boolean {
  // A name of its own each time: what was loaded once is not read again.
  const trial = `config.${ports.randomBytes(4).toString('hex')}.ts`;
  writeFileSync(join(ports.directory, trial), text, { flag: 'wx' });
  try {
    loadConfig(ports.directory, {}, trial);
    linkSync(join(ports.directory, trial), join(ports.directory, 'config.ts'));
    return true;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    terminal.say(`  ✗ ${error.message.split('\n').slice(1).join('\n  ').trim()}`);
    return false;
  } finally {
    rmSync(join(ports.directory, trial));
  }
}

/** What is answered before there is a `config.ts`. */
export interface Answers {
  readonly region: string;
  readonly domain: { readonly name: string; readonly certificateArn: string } | undefined;
  /** Whether the audit log has what was said. */
  readonly isRecorded: boolean;
  /** Where alarms go; empty: nowhere. */
  readonly email: string;
}

/** The example with what was answered. @throws if the example has changed its shape, which a test would show */
export function filledIn(example: string, { region, domain, isRecorded, email }: Answers): string {
  const ofDomain = domain
    ? `\n\n  domain: {\n    name: '${domain.name}',\n    certificateArn: '${domain.certificateArn}',\n  },`
    : '';
  const ofAlarms = email === '' ? '' : `\n\n  alarms: { emails: ['${email}'] },`;
  const placed = replaced(example, /^ {2}region: '[^']+',$/m, `  region: '${region}',${ofDomain}${ofAlarms}`);
  const content = isRecorded ? 'full' : 'none';
  return replaced(placed, /^ {6}default: true,$/m, `      default: true,\n      auditContent: '${content}',`);
}

/** A sub-domain of the company's own, without which WeCom refuses most companies. */
async function askDomain({ terminal, texts }: SetupWorld): Promise<Answers['domain']> {
  terminal.say(texts.aboutDomain);
  const name = await askUntil<string>(terminal, texts.askDomain, (answer) =>
    answer === '' || HOST.test(answer) ? { value: answer } : { fault: texts.noDomain },
  );
  if (name === '') return undefined;
  terminal.say(texts.aboutCertificate(name));
  const certificateArn = await askUntil<string>(terminal, texts.askCertificate, (answer) =>
    CERTIFICATE.test(answer) ? { value: answer } : { fault: texts.noCertificate },
  );
  return { name, certificateArn };
}

async function askEmail({ terminal, texts }: SetupWorld): Promise<string> {
  terminal.say(texts.aboutEmail);
  return askUntil<string>(terminal, texts.askEmail, (answer) =>
    answer === '' || EMAIL.test(answer) ? { value: answer } : { fault: texts.noEmail },
  );
}

function replaced(text: string, what: RegExp, by: string): string {
  if (!what.test(text)) throw new Error(`config.example.ts has no ${String(what)}.`);
  return text.replace(what, by);
}

/** @returns what the configuration is, in a few words @throws SetupError */
async function load(world: SetupWorld): Promise<string> {
  const { ports, options, texts } = world;
  const config = loaded(ports.directory, options.stage, await regionBeside(world));
  const apps = Object.keys(config.apps);
  const { app } = options;
  if (app !== undefined && !apps.includes(app)) throw new SetupError({ code: 'no-such-app', app, apps });
  world.config = config;
  const recorded = apps.filter((each) => config.apps[each]?.auditContent === 'full');
  return texts.configurationIs(config.region, apps, recorded);
}

/** Where the configuration names no region: that of the environment, or of the profile. */
async function regionBeside({ ports: { environment } }: SetupWorld): Promise<string | undefined> {
  const named = environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'];
  if (named !== undefined && named !== '') return named;
  // The client fails where there is none.
  return new STSClient({}).config.region().catch(() => undefined);
}

/** @throws SetupError */
function loaded(
  directory: string,
  stage: string | undefined,
  defaultRegion: string | undefined,
): LoadedConfig {
  try {
    return loadConfig(directory, { stage, defaultRegion });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new SetupError({ code: 'bad-config', reason: error.message });
  }
}
