import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { zhCn } from '../lambda/chat/texts/zh-cn';
import { durationsFor, loadConfig } from '../lib/config';
import { WecomGptStack } from '../lib/wecom-gpt-stack';
import { withTemporaryFolder } from './cleanup';
import { MeasurementError, type Report, type Row } from './report';
import { control, phoneOf, until, write } from './simulator';
import { ROOT, withLocalStack } from './stack';
import { percentile } from './statistics';

const SENTENCES = 100;
const TOKENS = 600;
const TOKENS_PER_SECOND = 40;
const ANSWERS = 10;
/** As many as the worker serves at once. */
const AT_ONCE = 5;
const WITHIN_MS = 60_000;
const FIRST = '这是回答的第一句话，它已经足够长了。';

/** How soon the first words of an answer are on the member's phone. */
export async function measureSoon(): Promise<Report> {
  return {
    title: `soon: the first words on the phone, and what streaming in parts makes of ${TOKENS} tokens`,
    counted: [
      `first sentence: from its last character in the model's stream to the phone; ${SENTENCES} answers, one at a time`,
      `first words, whole answer: from the member's message to the phone; ${ANSWERS} answers of ${TOKENS} tokens at ` +
        `${TOKENS_PER_SECOND} a second, ${AT_ONCE} members at once`,
      'WeCom and the model are on this machine: distance comes on top',
    ],
    rows: [
      await withConfiguration(true, Infinity, firstSentences),
      ...(await withConfiguration(true, TOKENS_PER_SECOND, (urls) => answers('in parts', urls))),
      ...(await withConfiguration(false, TOKENS_PER_SECOND, (urls) => answers('when whole', urls))),
    ],
  };
}

interface Urls {
  readonly simulatorUrl: string;
  readonly openaiUrl: string;
}

/** The stack as an operator would configure it. */
function withConfiguration<T>(
  streaming: boolean,
  tokensPerSecond: number,
  use: (urls: Urls) => Promise<T>,
): Promise<T> {
  return withTemporaryFolder(async (folder) => {
    const outdir = join(folder, 'cdk.out');
    const { context } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')) as {
      context: Record<string, unknown>;
    };
    const app = new App({ outdir, context });
    const config = { ...loadConfig(ROOT), streaming };
    const durations = durationsFor(undefined);
    new WecomGptStack(app, 'WecomGpt', { config, durations, env: { region: config.region } });
    app.synth();
    return withLocalStack({ assemblyDirectory: outdir, tokensPerSecond }, ({ endpoints }) => use(endpoints));
  });
}

async function firstSentences({ simulatorUrl, openaiUrl }: Urls): Promise<Row> {
  const gates = new URL('/gates', openaiUrl);
  const times: number[] = [];
  for (let index = -5; index < SENTENCES; index++) {
    const member = `sentence-${String(index + 1000)}`;
    const question = `等一等：原样返回：${FIRST}后面的话要等一等。${member}`;
    await write(simulatorUrl, member, question);
    await until('the first sentence is on the phone', WITHIN_MS, async () => {
      return (await answersTo(simulatorUrl, member)).length > 0;
    });
    const [first] = await answersTo(simulatorUrl, member);
    const waiting = (await (await fetch(gates)).json()) as { question: string; since: number }[];
    const gate = waiting.find((each) => each.question.endsWith(member));
    if (!first || !gate) throw new MeasurementError(`The answer to ${member} did not wait at its gate.`);
    gates.searchParams.set('contains', member);
    await fetch(gates, { method: 'DELETE' });
    await settled(simulatorUrl);
    // The first ones warm up.
    if (index >= 0) times.push(first.time - gate.since);
  }
  return { what: 'first sentence', figures: spread(times) };
}

async function answers(what: string, { simulatorUrl }: Urls): Promise<Row[]> {
  const text = textOf(TOKENS);
  const first: number[] = [];
  const whole: number[] = [];
  for (let round = -1; round < ANSWERS / AT_ONCE; round++) {
    const members = Array.from({ length: AT_ONCE }, (_, index) => `answer-${round}-${index}`);
    // The first round warms up.
    const question = round < 0 ? '原样返回：好' : `原样返回：${text}`;
    await Promise.all(members.map((member) => write(simulatorUrl, member, question)));
    await settled(simulatorUrl);
    for (const member of round < 0 ? [] : members) {
      const [asked] = await phoneOf(simulatorUrl, member);
      const parts = await answersTo(simulatorUrl, member);
      if (!asked || parts.map(({ content }) => content).join('') !== text) {
        throw new MeasurementError(`${member} did not get the answer.`);
      }
      first.push((parts[0]?.time ?? NaN) - asked.time);
      whole.push((parts.at(-1)?.time ?? NaN) - asked.time);
    }
  }
  return [
    { what: `${what}, first words`, figures: spread(first) },
    { what: `${what}, whole answer`, figures: spread(whole) },
  ];
}

/** Of so many characters, each of them one token to the stand-in. */
function textOf(tokens: number): string {
  const sentence = (index: number): string =>
    `${String(index).padStart(3, '0')}号事情要从头慢慢讲起，讲到大家都明白。`;
  const text = Array.from({ length: tokens }, (_, index) => sentence(index)).join('');
  return `${text.slice(0, tokens - 1)}。`;
}

async function answersTo(simulatorUrl: string, member: string) {
  const messages = await phoneOf(simulatorUrl, member);
  // A sign of life is not a word of the answer.
  return messages.filter(({ direction, content }) => direction === 'out' && content !== zhCn.signOfLife);
}

function settled(simulatorUrl: string): Promise<void> {
  return until('the stack is at rest', WITHIN_MS, async () => {
    return (await control<{ settled: boolean }>(simulatorUrl, '/settled')).settled;
  });
}

function spread(times: readonly number[]): Record<string, number> {
  return { 'p50 ms': percentile(times, 50), 'p95 ms': percentile(times, 95), 'max ms': Math.max(...times) };
}
