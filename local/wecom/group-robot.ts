import type { ApiResult } from './api';
import { NotSimulatedError, WecomError } from './errors';
import type { LenientJson } from './lenient-json';

/** What stands in the group. */
export interface GroupMessage {
  readonly msgtype: string;
  readonly content: string;
  /** Milliseconds since epoch. */
  readonly time: number;
}

/** Bytes of UTF-8 [D91770]. */
const LIMITS: Readonly<Record<string, number>> = { text: 2048, markdown: 4096 };
/** "每个机器人发送的消息不能超过20条/分钟" [D91770]. */
const PER_MINUTE = 20;
const MINUTE_MS = 60_000;

/** A group's robot (群机器人): whoever knows its key writes into the group, from any address [D91770]. */
export class GroupRobot {
  private sent: GroupMessage[] = [];

  constructor(private readonly key: string) {}

  /** Does webhook/send. @param now ms since epoch. @throws WecomError, NotSimulatedError */
  send(key: string, json: LenientJson, now: number): ApiResult {
    if (key !== this.key) throw new WecomError(93000);
    const msgtype = json.string('msgtype');
    const limit = LIMITS[msgtype];
    if (limit === undefined) throw new NotSimulatedError(`the msgtype "${msgtype}" of a group's robot`);
    const content = json.string(msgtype, 'content');
    if (content === '') throw new WecomError(44004);
    if (Buffer.byteLength(content) > limit) throw new WecomError(45002);
    if (this.sent.filter(({ time }) => time > now - MINUTE_MS).length >= PER_MINUTE)
      throw new WecomError(45009);
    this.sent.push({ msgtype, content, time: now });
    return { fields: {} };
  }

  /** Oldest first. */
  messages(): readonly GroupMessage[] {
    return this.sent;
  }

  reset(): void {
    this.sent = [];
  }
}
