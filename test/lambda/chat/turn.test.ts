import { recall } from '../../../lambda/chat/conversation';
import {
  ModelError,
  type Memory,
  type ModelEvent,
  type ModelRequest,
  type Profile,
  type Turn,
} from '../../../lambda/chat/ports';
import { zhCn } from '../../../lambda/chat/texts/zh-cn';
import { takeTurn, type ReceivedMessage, type TurnPorts } from '../../../lambda/chat/turn';
import type { BotConfig } from '../../../lambda/shared/bot-config';
import type { LogFields } from '../../../lambda/shared/log';
import { errorWith } from '../../support/errors';
import { MemoryDeliveries } from '../../support/memory-deliveries';

const config: BotConfig = {
  language: 'zh-CN',
  apps: { assistant: { default: true, model: 'gpt-x', persona: '你是助手。' } },
  memory: { idleMinutes: 10, maxTurns: 2, maxTokens: 1_000, keepDays: 30 },
};
const MINUTE = 60_000;

/** A memory of one member, and what the ports were asked. */
class World {
  now = 1_000_000;
  readonly sent: string[] = [];
  readonly asked: ModelRequest[] = [];
  readonly turns: { conversation: string; turn: Turn; expiresAt: number }[] = [];
  readonly logged: string[] = [];
  profile: Profile | undefined;
  events: (ModelEvent | Error)[] = [
    { type: 'text', text: '好' },
    { type: 'usage', usage: { inputTokens: 10, outputTokens: 5 } },
  ];
  sending: () => Promise<void> = () => Promise.resolve();

  readonly deliveries = new MemoryDeliveries(() => this.now);

  readonly memory: Memory = {
    profile: () => Promise.resolve(this.profile),
    saveProfile: (_, profile) => Promise.resolve(void (this.profile = profile)),
    latestTurns: (_, conversation, limit) =>
      // As DynamoDB would.
      limit < 1
        ? Promise.reject(new Error('a limit of nothing'))
        : Promise.resolve(
            this.turns
              .filter((each) => each.conversation === conversation)
              .map(({ turn }) => turn)
              .slice(-limit),
          ),
    saveTurn: (_, { conversation }, turn, expiresAt) =>
      Promise.resolve(void this.turns.push({ conversation, turn, expiresAt })),
  };

  take(content: ReceivedMessage['content'], id = 'm1', app = 'assistant') {
    const [answerBy, leaseUntil] = [this.now + MINUTE, this.now + MINUTE];
    const message: ReceivedMessage = {
      v: 1,
      id,
      app,
      member: 'a',
      createTime: 1,
      content,
      sequence: id,
      answerBy,
      leaseUntil,
    };
    return takeTurn(this.ports(), message);
  }

  says(text: string, id?: string) {
    return this.take({ kind: 'text', text }, id);
  }

  private ports(): TurnPorts {
    const log = (event: string, fields?: LogFields) =>
      void this.logged.push(JSON.stringify({ event, ...fields }));
    return {
      config,
      deliveries: this.deliveries,
      memory: this.memory,
      model: { ask: (request) => this.ask(request) },
      messenger: {
        sendText: async (_app, _member, text) => {
          await this.sending();
          this.sent.push(text);
        },
      },
      log: { info: log, warn: log, error: log },
      clock: () => this.now,
    };
  }

  private async *ask(request: ModelRequest): AsyncGenerator<ModelEvent> {
    this.asked.push(request);
    for (const event of this.events) {
      await Promise.resolve();
      if (event instanceof Error) throw event;
      yield event;
    }
  }
}

it('a question is answered, remembered, and the conversation goes on', async () => {
  const world = new World();
  await world.says('一', 'm1');
  await world.says('二', 'm2');
  expect(world.sent).toEqual(['好', '好']);
  expect(world.asked[1]).toEqual({
    model: 'gpt-x',
    persona: '你是助手。',
    turns: [{ question: '一', answer: '好', tokens: 15 }],
    question: '二',
    deadline: world.now + MINUTE,
  });
  expect(world.profile).toEqual({ conversation: 'm1', activeAt: world.now });
  expect(world.turns[0]).toMatchObject({ conversation: 'm1', expiresAt: 1_000 + 30 * 86_400 });
});

it('after a silence longer than the idle limit a new conversation begins', async () => {
  const world = new World();
  await world.says('一', 'm1');
  world.now += 10 * MINUTE;
  await world.says('二', 'm2');
  expect(world.asked.at(-1)?.turns).toHaveLength(1);
  world.now += 10 * MINUTE + 1;
  await world.says('三', 'm3');
  expect(world.asked.at(-1)?.turns).toEqual([]);
  expect(world.profile?.conversation).toBe('m3');
});

it('no more turns are shown than the limit', async () => {
  const world = new World();
  for (const id of ['m1', 'm2', 'm3', 'm4']) await world.says(id, id);
  expect(world.asked.at(-1)?.turns.map(({ question }) => question)).toEqual(['m2', 'm3']);
});

it('新对话 opens a conversation of its own', async () => {
  const world = new World();
  await world.says('一', 'm1');
  await world.says('新对话', 'm2');
  await world.says('二', 'm3');
  expect(world.asked.at(-1)?.turns).toEqual([]);
  expect(world.profile?.conversation).toBe('m2');
});

it('the tokens of a turn are estimated where the provider reports none', async () => {
  const world = new World();
  world.events = [{ type: 'text', text: '好' }];
  await world.says('一二', 'm1');
  // Persona 15 bytes, question 6, answer 3.
  expect(world.turns[0]?.turn.tokens).toBe(5 + 2 + 1);
});

it('when the model fails the member is told, nothing is remembered, and it counts as dealt with', async () => {
  const world = new World();
  world.events = [{ type: 'text', text: '半' }, new ModelError('busy', '429', 'Wait.')];
  await world.says('一');
  expect(world.sent).toEqual([zhCn.modelFailed.busy]);
  expect(world.turns).toEqual([]);
  expect(world.logged).toContainEqual(expect.stringContaining('MODEL_BUSY'));
});

it.each([[[]], [[{ type: 'text', text: ' \n ' } as const]]])(
  'an answer without a word is a failure, too: %j',
  async (events) => {
    const world = new World();
    world.events = [...events];
    await world.says('一');
    expect(world.sent).toEqual([zhCn.modelFailed.empty]);
  },
);

it('when sending fails the turn is to be tried again, and nothing is remembered', async () => {
  const world = new World();
  world.sending = () => Promise.reject(new Error('60020'));
  await expect(world.says('一')).rejects.toThrow('60020');
  expect(world.turns).toEqual([]);
  expect(world.profile).toBeUndefined();
});

it('an answer that the provider cut short says so', async () => {
  const world = new World();
  world.events = [{ type: 'text', text: '一半' }, { type: 'cut' }];
  await world.says('一');
  expect(world.sent).toEqual([`一半\n\n${zhCn.cutOff}`]);
});

it('with no turns to be shown the memory is not read', async () => {
  const world = new World();
  await world.says('一', 'm1');
  const turns = await recall(world.memory, { app: 'assistant', id: 'a' }, 'm1', {
    ...config.memory,
    maxTurns: 0,
  });
  expect(turns).toEqual([]);
});

it('an answer that was recorded is sent at the next attempt without asking again', async () => {
  const world = new World();
  world.sending = () => Promise.reject(new Error('WeCom is away'));
  await expect(world.says('一')).rejects.toThrow('WeCom is away');
  world.sending = () => Promise.resolve();
  world.now += MINUTE;
  await world.says('一');
  expect(world.sent).toEqual(['好']);
  expect(world.asked).toHaveLength(1);
  expect(world.turns).toHaveLength(1);
});

it('a message that goes on being answered into the void is asked twice, then apologised for', async () => {
  const world = new World();
  const answered = jest.spyOn(world.deliveries, 'answered').mockRejectedValue(new Error('the worker dies'));
  for (let attempt = 1; attempt <= 2; attempt++) {
    await expect(world.says('一')).rejects.toThrow('the worker dies');
    world.now += MINUTE;
  }
  answered.mockRestore();
  await world.says('一');
  expect(world.asked).toHaveLength(2);
  expect(world.sent).toEqual([zhCn.modelFailed.unavailable]);
});

it.each([
  [{ kind: 'unsupported', what: 'voice' } as const, zhCn.unsupported.voice],
  [{ kind: 'too-long' } as const, zhCn.tooLong],
])('%j gets a sentence, and the model is not asked', async (content, sentence) => {
  const world = new World();
  await world.take(content);
  expect(world.sent).toEqual([sentence]);
  expect(world.asked).toEqual([]);
});

it('a message for an app that is no longer configured waits', async () => {
  const world = new World();
  await expect(world.take({ kind: 'text', text: '一' }, 'm1', 'gone')).rejects.toThrow(
    errorWith({ code: 'UNKNOWN_APP' }),
  );
});

it('no log line holds what was said', async () => {
  const world = new World();
  world.events = [{ type: 'text', text: '很私密的回答' }];
  await world.says('很私密的问题');
  expect(world.logged).toHaveLength(2);
  expect(world.logged.join()).not.toContain('私密');
});
