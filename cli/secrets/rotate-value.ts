import type { ReportedFinding } from '../../lambda/doctor/handler';
import { DoctorError } from '../doctor/faults';
import type { RotateOptions } from './arguments';
import { askValue } from './ask-value';
import { noAnswer } from './no-answer';
import { refuseWrong, valueFrom } from './enter';
import { SecretsError } from './faults';
import type { Entered, Entry } from './places';
import { POLL_MS, type SecretsWorld } from './world';
import { writeEntered } from './write';

/** What came of it. */
export interface ValueRotation {
  readonly what: 'secret' | 'model';
  readonly app?: string;
  /** Whether WeCom, or the model's provider, takes it; false: it could not be found out. */
  readonly isTaken: boolean;
}

type Options = Pick<RotateOptions, 'fromEnv' | 'language'>;

/**
 * Takes an app's new Secret, and waits until WeCom lets the app send again, if it does not already.
 * @throws SecretsError, SecretStoreError, InterruptedError, LeftError, and what the clients throw
 */
export async function rotateSecret(
  world: SecretsWorld,
  app: string,
  options: Options,
): Promise<ValueRotation> {
  const { terminal, texts, statusOf, pause } = world;
  await replace(world, 'secret', { field: 'secret', app }, options);
  const isTaken = await isAccepted(world, 'secret', options.language, (finding) => finding.app === app);
  for (let isTold = false; (await statusOf(app)).block; isTold = true) {
    if (!isTold) terminal.say(texts.secrets.waitsForRecovery(app));
    await pause(POLL_MS);
  }
  return { what: 'secret', app, isTaken };
}

/** Takes the model's new key. @throws as {@link rotateSecret} */
export async function rotateModelKey(world: SecretsWorld, options: Options): Promise<ValueRotation> {
  await replace(world, 'model', { field: 'apiKey' }, options);
  const isTaken = await isAccepted(world, 'model', options.language, () => true);
  return { what: 'model', isTaken };
}

async function replace(
  world: SecretsWorld,
  what: 'secret' | 'model',
  entry: Entry,
  { fromEnv }: Options,
): Promise<void> {
  const { store, apps, terminal, texts } = world;
  if (!fromEnv) terminal.say(texts.secrets.about[what]);
  const entered = fromEnv ? givenFor(world, entry) : { ...entry, value: await ask(world, what, entry) };
  await writeEntered(store, [entered], apps);
  terminal.say(texts.secrets.asksWhetherTaken);
}

function givenFor({ environment, apps }: SecretsWorld, entry: Entry): Entered {
  const given = valueFrom(environment, entry, apps);
  if (given.value === '') throw new SecretsError({ code: 'no-values', variables: [given.variable] });
  refuseWrong([given]);
  return given;
}

async function ask(
  { terminal, texts }: SecretsWorld,
  action: 'secret' | 'model',
  entry: Entry,
): Promise<string> {
  return askValue(terminal, texts.fields, entry).catch(noAnswer(action, texts.secrets));
}

const ACCEPTED: ReadonlySet<string> = new Set(['wecom-accepts', 'model-ok']);
/** What says something of the value; whether an app is paused does not. */
const ABOUT: Readonly<Record<'secret' | 'model', RegExp>> = {
  secret: /^(wecom|address|app)-/,
  model: /^model-/,
};

/**
 * The doctor asks with the new value.
 * @returns false if it could not find out
 * @throws SecretsError refused
 */
async function isAccepted(
  { askDoctor }: SecretsWorld,
  what: 'secret' | 'model',
  language: Options['language'],
  isMeant: (finding: ReportedFinding) => boolean,
): Promise<boolean> {
  const findings = await askDoctor().then(
    ({ findings }) => findings.filter((each) => isMeant(each) && ABOUT[what].test(each.code)),
    (error: unknown) => {
      // The value is written: what else is wrong here, npm run doctor explains.
      if (error instanceof DoctorError) return [];
      throw error;
    },
  );
  const wrong = findings.find(({ verdict }) => verdict === 'fail');
  if (wrong) {
    const { says, next: remedy = '' } = wrong.words[language];
    throw new SecretsError({ code: 'refused', rotated: what, says, remedy });
  }
  return findings.some(({ code }) => ACCEPTED.has(code));
}
