import type {
  AppStatus,
  Block,
  DeliveryRecord,
  Attachments,
  Memory,
  Moderator,
  ModelEvent,
  ModelRequest,
  NewMedia,
  Painter,
  Pause,
  Profile,
  QueuedMessage,
  Sendable,
  Sending,
  Speech,
  Turn,
  Upload,
} from '../../lambda/chat/ports';
import { MediaError } from '../../lambda/chat/ports';
import { WordFinder } from '../../lambda/chat/moderation';
import { takeTurn, type ReceivedMessage, type TurnPorts, type TurnResult } from '../../lambda/chat/turn';
import type { AuditRecord } from '../../lambda/shared/audit-record';
import type { People } from '../../lambda/shared/bot-config';
import type { LogFields } from '../../lambda/shared/log';
import { MemoryControls, MemoryUsage } from './memory-control';
import { MemoryDeliveries } from './memory-deliveries';
import { turnConfig } from './turn-config';
import { usageOf } from './usage';

export { turnConfig };

/** One call of a port by a worker, by which a test can kill it. */
export interface Kill {
  /** Of the calls of this attempt, from 0. */
  readonly call: number;
  readonly side: 'before' | 'after';
}

/** A member, a WeCom, a model, a memory and a clock, and workers that can be killed at any call that they make. */
export class TurnWorld {
  now = 1_000_000;
  /** What came to the member, in order. */
  readonly phone: string[] = [];
  readonly sendings: Sending[] = [];
  /** What was sent to many. */
  readonly notices: { app: string; to: 'everyone' | People; text: string }[] = [];
  readonly asked: ModelRequest[] = [];
  readonly turns = new Map<string, { conversation: string; turn: Turn; expiresAt: number }>();
  /** Audit records that are kept, or in the log. */
  readonly audited = new Map<string, AuditRecord>();
  /** Ids of the records that were put into the log. */
  readonly shipped: string[] = [];
  readonly metrics: Record<string, unknown>[] = [];
  readonly deadLetters = new Set<string>();
  readonly logged: string[] = [];
  /** How long the message was told to stay away, ms, in order. */
  readonly keptAway: number[] = [];
  /** Names of the calls of the last attempt. */
  calls: string[] = [];
  profile: Profile | undefined;
  block: Block | undefined;
  paused: Pause | undefined;
  config = turnConfig;
  /** What WeCom says of the member's name. */
  nameOf = (): Promise<string | undefined> => Promise.resolve('张三');
  freeAt: number | undefined;
  waitedMs = 0;
  /** When the queue took the message. */
  queuedAt = 999_000;
  readonly deliveries = new MemoryDeliveries(() => this.now);
  /** What WeCom keeps of members, by media id. */
  readonly memberMedia = new Map<string, Uint8Array>();
  /** What was uploaded, in order: its media id is `media-1`, and so on. */
  readonly uploads: NewMedia[] = [];
  /** Files of messages that are kept, by name. */
  readonly attached = new Map<string, Uint8Array>();
  /** Pictures of conversations that are kept. */
  readonly pictures = new Map<string, { bytes: Uint8Array; expiresAt: number }>();
  readonly usage = new MemoryUsage();
  readonly controls = new MemoryControls(() => this.now);
  /** Members of a department or a tag, by `department 2` or `tag 7`. */
  readonly groups = new Map<string, string[]>();
  /** What an admin put in the place of the configuration's model. */
  modelSet: string | undefined;
  speech: Speech | undefined;
  moderator: Moderator | undefined;
  painter: Painter | undefined;
  private readonly uploaded = new Map<string, Upload>();
  /** What the model says. */
  model: (request: ModelRequest) => AsyncIterable<ModelEvent> = (request) => this.says(request, this.answer);
  answer = '好';
  /** What happens to a part before it arrives; may throw. */
  sending: (message: Sendable) => Promise<void> = () => Promise.resolve();
  /** What happens to a notice before it is sent; may throw. */
  notifying: () => Promise<void> = () => Promise.resolve();
  /** What happens to a block before it is noted; may throw. */
  noting: () => Promise<void> = () => Promise.resolve();
  keepingAway: () => Promise<void> = () => Promise.resolve();
  private readonly sleepers: { until: number; wake: () => void }[] = [];

  /** One attempt at a text. */
  attempt(text: string, id = 'm1', kill?: Kill): Promise<TurnResult> {
    return this.take({ kind: 'text', text }, id, 'assistant', kill);
  }

  take(
    content: ReceivedMessage['content'],
    id = 'm1',
    app = 'assistant',
    kill?: Kill,
    member = 'a',
  ): Promise<TurnResult> {
    const answerBy = this.now + 270_000;
    const message: ReceivedMessage = {
      v: 1,
      id,
      app,
      member,
      createTime: 1,
      content,
      sequence: id,
      answerBy,
      workUntil: this.now + 300_000,
    };
    const [ports, queued] = this.ports(kill);
    return takeTurn(ports, message, queued);
  }

  /** Time passes; who sleeps until then wakes. */
  async pass(ms: number): Promise<void> {
    await settle();
    this.now += ms;
    for (const sleeper of this.sleepers.filter(({ until }) => until <= this.now)) sleeper.wake();
    await settle();
  }

  record(id = 'm1'): DeliveryRecord | undefined {
    return this.deliveries.items.get(id)?.record;
  }

  isDone(id = 'm1'): boolean {
    return this.deliveries.items.get(id)?.isDone ?? false;
  }

  /** Streams an answer, from where an earlier one broke off. */
  async *says({ said, signal }: ModelRequest, answer: string): AsyncGenerator<ModelEvent> {
    for (const text of answer.slice(said.length).match(/.{1,40}/gsu) ?? []) {
      await Promise.resolve();
      signal.throwIfAborted();
      yield { type: 'text', text };
    }
    yield { type: 'usage', usage: usageOf(10, 5) };
  }

  /** What a worker is given that may be killed. */
  ports(kill?: Kill): [TurnPorts, QueuedMessage] {
    this.calls = [];
    let isDead = false;
    const at = async <T>(name: string, call: () => Promise<T>): Promise<T> => {
      const index = this.calls.push(name) - 1;
      const dies = (side: Kill['side']): void => {
        if (kill?.call === index && kill.side === side) isDead = true;
        if (isDead) throw new Error('killed');
      };
      dies('before');
      const result = await call();
      dies('after');
      return result;
    };
    const log = (event: string, fields?: LogFields): void => {
      this.logged.push(JSON.stringify({ event, ...fields }));
    };
    const ask = (request: ModelRequest): AsyncIterable<ModelEvent> => this.asks(request, at);
    const ports: TurnPorts = {
      config: this.config,
      deliveries: killable('deliveries', this.deliveries, at),
      memory: killable('memory', this.memory, at),
      statuses: killable(
        'statuses',
        {
          statusOf: (): Promise<AppStatus> =>
            Promise.resolve({
              ...(this.block && { block: this.block }),
              ...(this.paused && { pause: this.paused }),
              ...(this.modelSet !== undefined && { model: this.modelSet }),
            }),
          setPaused: (_: string, isPaused: boolean) =>
            Promise.resolve(void (this.paused = isPaused ? { since: this.now } : undefined)),
          setModel: (_: string, model: string) => Promise.resolve(void (this.modelSet = model)),
          setBlocked: async (_: string, block: Block) => {
            await this.noting();
            this.block = block;
            return true;
          },
        },
        at,
      ),
      paces: killable('paces', { take: () => Promise.resolve(this.freeAt) }, at),
      usage: killable('usage', this.usage, at),
      spendings: this.usage,
      controls: killable('controls', this.controls, at),
      confirmations: killable('confirmations', this.controls, at),
      groups: {
        isAmong: ({ id }, { departments, tags }) => {
          const names = [
            ...departments.map((each) => `department ${each}`),
            ...tags.map((each) => `tag ${each}`),
          ];
          return Promise.resolve(names.some((name) => this.groups.get(name)?.includes(id)));
        },
      },
      wordsOf: (app) => new WordFinder(this.config.apps[app]?.moderation.words ?? []),
      moderator: this.moderator,
      health: { queues: () => Promise.resolve({ waiting: 1, deadLetters: this.deadLetters.size }) },
      audit: killable(
        'audit',
        {
          add: (record: AuditRecord) => Promise.resolve(void this.audited.set(record.id, record)),
          addOnce: (record: AuditRecord) => {
            if (!this.audited.has(record.id)) this.audited.set(record.id, record);
            return Promise.resolve();
          },
          ship: ({ id }: AuditRecord) => Promise.resolve(void this.shipped.push(id)),
        },
        at,
      ),
      arrivals: killable('arrivals', { note: () => Promise.resolve() }, at),
      directory: killable('directory', { nameOf: () => this.nameOf() }, at),
      metrics: {
        emit: (values, ...sets) =>
          void this.metrics.push(Object.assign({}, values, ...sets) as Record<string, unknown>),
      },
      messenger: killable('messenger', this.messenger, at),
      model: { ask },
      media: killable(
        'media',
        {
          get: (_: string, mediaId: string, maxBytes: number) => {
            const bytes = this.memberMedia.get(mediaId);
            if (!bytes) return Promise.reject(new MediaError('expired', 'it is not there'));
            return bytes.length > maxBytes
              ? Promise.reject(new MediaError('too-large', 'it is too large'))
              : Promise.resolve(bytes);
          },
        },
        at,
      ),
      attachments: killable('attachments', this.attachments, at),
      speech: this.speech && killable('speech', this.speech, at),
      painter: this.painter && killable('painter', this.painter, at),
      log: { info: log, warn: log, error: log },
      clock: () => this.now,
      pause: (ms, signal) => this.pause(ms, signal),
    };
    const queued: QueuedMessage = {
      queuedAt: this.queuedAt,
      waitedMs: this.waitedMs,
      keepAway: (ms) =>
        at('queued.keepAway', async () => {
          await this.keepingAway();
          this.keptAway.push(ms);
        }),
      copyToDeadLetters: (id) =>
        at('queued.copyToDeadLetters', () => Promise.resolve(void this.deadLetters.add(id))),
    };
    return [ports, queued];
  }

  private async *asks(
    request: ModelRequest,
    at: <T>(name: string, call: () => Promise<T>) => Promise<T>,
  ): AsyncGenerator<ModelEvent> {
    await at('model.begin', () => Promise.resolve(void this.asked.push(request)));
    yield* this.model(request);
    await at('model.end', () => Promise.resolve());
  }

  private readonly messenger = {
    notify: async (app: string, to: 'everyone' | People, text: string) => {
      await this.notifying();
      this.notices.push({ app, to, text });
    },
    prepare: () => Promise.resolve(),
    upload: (_app: string, media: NewMedia) => Promise.resolve(`media-${this.uploads.push(media)}`),
    send: async (_app: string, _member: string, message: Sendable, sending: Sending) => {
      sending.mayStart();
      await this.sending(message);
      this.sendings.push(sending);
      this.phone.push('text' in message ? message.text : this.shownAs(message.media, message.mediaId));
    },
  };

  /** A text file is shown as its text. */
  private shownAs(media: NewMedia['kind'], mediaId: string): string {
    const upload = this.uploads[Number(mediaId.replace('media-', '')) - 1];
    const content = media === 'file' ? new TextDecoder().decode(upload?.bytes) : mediaId;
    return `${media}: ${content}`;
  }

  private readonly attachments: Attachments = {
    keep: ({ id, name }, bytes) => Promise.resolve(void this.attached.set(`${id}/${name}`, bytes)),
    find: ({ id, name }) => Promise.resolve(this.attached.get(`${id}/${name}`)),
    uploadOf: ({ id, name }) => Promise.resolve(this.uploaded.get(`${id}/${name}`)),
    noteUpload: ({ id, name }, upload) => Promise.resolve(void this.uploaded.set(`${id}/${name}`, upload)),
    remove: ({ id, name }) => {
      this.attached.delete(`${id}/${name}`);
      this.uploaded.delete(`${id}/${name}`);
      return Promise.resolve();
    },
  };

  private readonly memory: Memory = {
    profile: () => Promise.resolve(this.profile),
    saveProfile: (_, profile) => Promise.resolve(void (this.profile = profile)),
    latestTurns: (_, conversation, limit) =>
      // As DynamoDB would.
      limit < 1
        ? Promise.reject(new Error('a limit of nothing'))
        : Promise.resolve(
            [...this.turns.values()]
              .filter((each) => each.conversation === conversation)
              .map(({ turn }) => turn)
              .slice(-limit),
          ),
    saveTurn: (_, { conversation, sequence }, turn, expiresAt) =>
      Promise.resolve(void this.turns.set(sequence, { conversation, turn, expiresAt })),
    picture: (_, conversation, mediaId) => {
      const kept = this.pictures.get(`${conversation}/${mediaId}`);
      return Promise.resolve(kept && kept.expiresAt * 1000 > this.now ? kept.bytes : undefined);
    },
    savePicture: (_, conversation, mediaId, bytes, expiresAt) =>
      Promise.resolve(void this.pictures.set(`${conversation}/${mediaId}`, { bytes, expiresAt })),
    kept: () => Promise.resolve({ turns: this.turns.size, pictures: this.pictures.size }),
    erase: () => {
      this.turns.clear();
      this.pictures.clear();
      return Promise.resolve();
    },
  };

  private pause(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const abort = (): void => reject(new Error('aborted'));
      const wake = (): void => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      signal?.addEventListener('abort', abort);
      this.sleepers.push({ until: this.now + ms, wake });
    });
  }
}

/** Lets everything go on that waits for nothing but promises. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 200; turn++) await Promise.resolve();
}

function killable<T extends object>(
  name: string,
  port: T,
  at: (name: string, call: () => Promise<unknown>) => Promise<unknown>,
): T {
  return new Proxy(port, {
    get: (target, key) => {
      const method = Reflect.get(target, key, target) as (...args: unknown[]) => Promise<unknown>;
      return (...args: unknown[]) => at(`${name}.${String(key)}`, () => method.apply(target, args));
    },
  });
}
