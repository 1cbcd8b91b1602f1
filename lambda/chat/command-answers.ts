import type { AppConfig, BotConfig } from '../shared/bot-config';
import { leftOf, limitsOf } from './admission';
import { groupOf } from './audience';
import { dateIn } from './calendar';
import type { Command, CommandName } from './commands';
import { NO_USAGE } from './conversation';
import type { JudgingPorts } from './findings';
import type { Delivery } from './delivery';
import { splitIntoParts } from './parts';
import type {
  Choices,
  Groups,
  Member,
  MemberControl,
  Memory,
  Outcome,
  Part,
  Profile,
  UsageCounts,
} from './ports';
import type { Abilities, Texts } from './texts';

/** What answering a command takes. */
export interface CommandPorts {
  readonly config: BotConfig;
  readonly memory: Pick<Memory, 'latestTurns' | 'kept'>;
  readonly usage: Pick<UsageCounts, 'used'>;
  readonly groups: Groups;
  readonly wordsOf: JudgingPorts['wordsOf'];
  /** Milliseconds since epoch. */
  readonly clock: () => number;
}

/** A command that is answered in our own words. */
export type PlainCommand =
  | { readonly name: Exclude<CommandName, 'continue'>; readonly choice: string }
  | Extract<Command, { name: 'unknown' }>;

/** Who gave it, and where. */
export interface Given {
  readonly app: AppConfig;
  readonly member: Member;
  readonly profile: Profile | undefined;
  /** What admins have set for the member. */
  readonly control: MemberControl;
  readonly texts: Texts;
}

interface Answer {
  readonly parts: readonly Part[];
  readonly outcome: Outcome;
  readonly choices?: Choices;
}

/** As many turns as fit into one answer of the table, most likely. */
const MOST_TURNS = 200;
/** A part has to fit into the message's record. */
const MOST_BYTES = 350_000;

/** Does what a member told the bot to do, and says so. */
export async function answerCommand(
  ports: CommandPorts,
  delivery: Delivery,
  command: PlainCommand,
  given: Given,
): Promise<void> {
  const { parts, outcome, choices } = await answerTo(ports, delivery, command, given);
  await delivery.conclude(parts, { outcome, usage: NO_USAGE, tokens: 0, ...(choices && { choices }) });
}

/** The model that answers a member: what they chose, as long as the app allows it. */
export function modelOf({ model, models }: AppConfig, profile: Profile | undefined): string {
  return profile?.model !== undefined && models.includes(profile.model) ? profile.model : model;
}

/** The persona that answers a member: its name, if they chose one that there still is, and its prompt. */
export function personaOf(
  { persona, personas }: AppConfig,
  profile: Profile | undefined,
): { readonly name?: string; readonly prompt: string } {
  const { persona: name } = profile ?? {};
  const prompt = name !== undefined && Object.hasOwn(personas, name) ? personas[name] : undefined;
  return name !== undefined && prompt !== undefined ? { name, prompt } : { prompt: persona };
}

/** What an app can do for a member. */
export function abilitiesOf(
  { models, personas, tools }: AppConfig,
  { transcription, speech, images }: BotConfig,
): Abilities {
  return {
    hears: transcription !== undefined,
    speaks: speech !== undefined,
    draws: images !== undefined || tools.imageGeneration,
    models: models.length > 0,
    personas: Object.keys(personas).length > 0,
  };
}

async function answerTo(
  ports: CommandPorts,
  delivery: Delivery,
  command: PlainCommand,
  given: Given,
): Promise<Answer> {
  const { config } = ports;
  const { app, member, texts } = given;
  const say = (outcome: Outcome, text: string): Answer => ({ outcome, parts: splitIntoParts(text) });
  switch (command.name) {
    case 'help':
      return say('help', withNotice(texts.help(abilitiesOf(app, config)), app, texts));
    case 'new-conversation':
      return say('new-conversation', texts.newConversation);
    case 'model':
      return chooseModel(command.choice, given);
    case 'persona':
      return choosePersona(command.choice, given);
    case 'voice':
      return chooseVoice(command.choice, given, config);
    case 'usage': {
      const today = dateIn(config.timeZone, ports.clock());
      const { day, month } = await ports.usage.used(member, today);
      const group = await delivery.orWait(() => groupOf(ports.groups, member, given.app));
      const left = leftOf(day, limitsOf(group ?? {}, given.control, today));
      return say('usage', texts.commands.usage(day, month, left));
    }
    case 'who-am-i':
      return say('who-am-i', texts.commands.whoAmI(meOf(given)));
    case 'my-data': {
      const kept = await ports.memory.kept(member);
      const { keepDays } = config.memory;
      const contentIsRecorded = given.app.auditContent === 'full';
      return say('my-data', texts.commands.myData({ ...kept, keepDays, contentIsRecorded }));
    }
    case 'erase':
      return say('erased', texts.commands.erased);
    // Without a word what: else the model draws.
    case 'draw': {
      const { draws } = abilitiesOf(app, config);
      return draws ? say('help', texts.commands.drawWhat) : say('unsupported', texts.notPossible.drawing);
    }
    case 'export':
      return exportOf(ports, delivery, given);
    case 'unknown':
      return say('unknown-command', texts.commands.unknown(command.typed, command.nearest));
  }
}

/** Who is recorded word by word is told so. */
export function withNotice(text: string, { auditContent }: AppConfig, { contentIsRecorded }: Texts): string {
  return auditContent === 'full' ? `${text}\n\n${contentIsRecorded}` : text;
}

function chooseModel(choice: string, { app, profile, texts: { commands } }: Given): Answer {
  const all = [app.model, ...app.models];
  const chosen = sameIn(all, choice);
  const answer = (text: string): Answer => ({ outcome: 'model', parts: splitIntoParts(text) });
  if (choice === '') return answer(commands.models(all, modelOf(app, profile)));
  if (chosen === undefined) return answer(commands.noSuchModel(choice, all));
  return { ...answer(commands.modelChosen(chosen)), choices: { ...choicesIn(profile), model: chosen } };
}

function choosePersona(choice: string, { app, profile, texts: { commands } }: Given): Answer {
  const { usualPersona } = commands;
  const all = [usualPersona, ...Object.keys(app.personas)];
  const chosen = sameIn(all, choice);
  const answer = (text: string): Answer => ({ outcome: 'persona', parts: splitIntoParts(text) });
  if (choice === '') return answer(commands.personas(all, personaOf(app, profile).name ?? usualPersona));
  if (chosen === undefined) return answer(commands.noSuchPersona(choice, all));
  return {
    ...answer(commands.personaChosen(chosen)),
    choices: { ...choicesIn(profile), persona: chosen === usualPersona ? '' : chosen },
  };
}

const ON = ['开', 'on'];
const OFF = ['关', 'off'];

function chooseVoice(choice: string, { profile, texts: { commands } }: Given, { speech }: BotConfig): Answer {
  const answer = (text: string): Answer => ({ outcome: 'voice', parts: splitIntoParts(text) });
  if (!speech) return answer(commands.noVoice);
  const word = choice.toLowerCase();
  if (!ON.includes(word) && !OFF.includes(word)) return answer(commands.voice(profile?.voice));
  const voice = ON.includes(word);
  return { ...answer(commands.voiceChosen(voice)), choices: { ...choicesIn(profile), voice } };
}

function meOf({ app, member, profile, texts }: Given) {
  return {
    name: profile?.name,
    userid: member.id,
    app: member.app,
    model: modelOf(app, profile),
    persona: personaOf(app, profile).name ?? texts.commands.usualPersona,
  };
}

async function exportOf(
  { memory, wordsOf, config, clock }: CommandPorts,
  { record }: Delivery,
  { member, texts: { commands } }: Given,
): Promise<Answer> {
  const turns = await memory.latestTurns(member, record.place.conversation, MOST_TURNS);
  const outcome = 'export';
  if (turns.length === 0) return { outcome, parts: splitIntoParts(commands.nothingToExport) };
  const said = turns
    .map(({ question, answer }) => `${commands.question}：${question}\n\n${commands.answer}：${answer}`)
    .join('\n\n——————\n\n');
  // A word may have been forbidden since.
  const shown = wordsOf(member.app).judge(said).text;
  const date = dateIn(config.timeZone, clock());
  return { outcome, parts: [{ file: lastBytes(shown, MOST_BYTES), name: commands.exportName(date) }] };
}

/** What a text ends with, in whole characters. */
function lastBytes(text: string, most: number): string {
  const bytes = new TextEncoder().encode(text);
  return new TextDecoder().decode(bytes.slice(Math.max(0, bytes.length - most))).replace(/^\uFFFD+/, '');
}

function choicesIn({ model, persona, voice }: Profile | Record<string, never> = {}): Choices {
  return {
    ...(model !== undefined && { model }),
    ...(persona !== undefined && { persona }),
    ...(voice !== undefined && { voice }),
  };
}

/** What people mean whatever the case and width that they type. */
export function sameIn(all: readonly string[], typed: string): string | undefined {
  const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
  return all.find((each) => plain(each) === plain(typed));
}
