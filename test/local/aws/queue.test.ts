import { FifoQueue, type QueueSettings } from '../../../local/aws/queue';

const MINUTE = 60_000;
const settings: QueueSettings = {
  name: 'messages.fifo',
  arn: 'arn:aws:sqs:ap-northeast-1:000000000000:messages.fifo',
  visibilityTimeoutMs: 30_000,
  retentionMs: 60 * MINUTE,
  maximumMessageBytes: 1024,
  deduplicationScope: 'messageGroup',
};

let now = 0;
let ids = 0;

function queueOf(changes: Partial<QueueSettings> = {}): FifoQueue {
  return new FifoQueue({ ...settings, ...changes }, { now: () => now }, () => `id-${(ids += 1)}`);
}

function send(queue: FifoQueue, groupId: string, body: string, deduplicationId = body): string {
  return queue.send({ body, groupId, deduplicationId, senderId: 'tests' }).sequenceNumber;
}

function bodies(queue: FifoQueue, max = 10): string[] {
  return queue.receive(max).map(({ body }) => body);
}

beforeEach(() => {
  now = Date.UTC(2026, 0, 1);
});

describe('order', () => {
  it('hands out a group in the order in which it was sent, with rising sequence numbers of 20 digits', () => {
    const queue = queueOf();
    const sequence = ['a', 'b', 'c'].map((body) => send(queue, 'member', body));
    expect(bodies(queue)).toEqual(['a', 'b', 'c']);
    expect(sequence).toEqual([...sequence].sort());
    expect(sequence[0]).toMatch(/^\d{20}$/);
  });

  it('passes over a group while one of its messages is in flight, and no other group', () => {
    const queue = queueOf();
    send(queue, 'one', 'one-1');
    send(queue, 'one', 'one-2');
    send(queue, 'two', 'two-1');
    expect(bodies(queue, 1)).toEqual(['one-1']);
    expect(bodies(queue)).toEqual(['two-1']);
    expect(bodies(queue)).toEqual([]);
  });

  it('goes on with the group once the message is deleted', () => {
    const queue = queueOf();
    send(queue, 'one', 'one-1');
    send(queue, 'one', 'one-2');
    const [first] = queue.receive(1);
    queue.delete(first?.receiptHandle ?? '');
    expect(bodies(queue)).toEqual(['one-2']);
  });

  it('gives the first message again, not the second, once it is visible again', () => {
    const queue = queueOf();
    send(queue, 'one', 'one-1');
    send(queue, 'one', 'one-2');
    queue.receive(1);
    now += 29_999;
    expect(bodies(queue, 1)).toEqual([]);
    now += 1;
    const [again] = queue.receive(1);
    expect(again).toMatchObject({ body: 'one-1', receiveCount: 2, firstReceivedAt: now - 30_000 });
  });
});

describe('deduplication', () => {
  it('keeps a duplicate out for five minutes, also when the first is deleted, and answers as to the first', () => {
    const queue = queueOf();
    const first = send(queue, 'one', 'body', 'same');
    const [message] = queue.receive(1);
    queue.delete(message?.receiptHandle ?? '');
    now += 5 * MINUTE - 1;
    expect(send(queue, 'one', 'body', 'same')).toBe(first);
    expect(bodies(queue)).toEqual([]);
    now += 1;
    expect(send(queue, 'one', 'body', 'same')).not.toBe(first);
    expect(bodies(queue)).toEqual(['body']);
  });

  it('is per message group or per queue, as the queue says', () => {
    for (const [deduplicationScope, kept] of [
      ['messageGroup', 2],
      ['queue', 1],
    ] as const) {
      const queue = queueOf({ deduplicationScope });
      send(queue, 'one', 'body', 'same');
      send(queue, 'two', 'body', 'same');
      expect(bodies(queue)).toHaveLength(kept);
    }
  });
});

describe('visibility', () => {
  it('can be lengthened and given back', () => {
    const queue = queueOf();
    send(queue, 'one', 'body');
    const handle = queue.receive(1)[0]?.receiptHandle ?? '';
    queue.changeVisibility(handle, MINUTE);
    now += MINUTE - 1;
    expect(bodies(queue)).toEqual([]);
    queue.changeVisibility(handle, 0);
    expect(bodies(queue)).toEqual(['body']);
  });

  it('can be shortened: the message comes again at exactly that time, and its group waits until then', () => {
    const queue = queueOf();
    send(queue, 'one', 'first');
    send(queue, 'one', 'second');
    const handle = queue.receive(1)[0]?.receiptHandle ?? '';
    now += 5000;
    queue.changeVisibility(handle, 2000);
    expect(queue.nextVisibleAt()).toBe(now + 2000);
    now += 1999;
    expect(bodies(queue, 1)).toEqual([]);
    now += 1;
    expect(bodies(queue, 1)).toEqual(['first']);
  });

  it('says when the next message becomes visible', () => {
    const queue = queueOf();
    send(queue, 'one', 'body');
    expect(queue.nextVisibleAt()).toBeUndefined();
    queue.receive(1);
    expect(queue.nextVisibleAt()).toBe(now + 30_000);
  });

  it('refuses a receipt handle that has expired', () => {
    const queue = queueOf();
    send(queue, 'one', 'body');
    const handle = queue.receive(1)[0]?.receiptHandle ?? '';
    now += 30_000;
    expect(() => queue.delete(handle)).toThrow('The receipt handle has expired');
    expect(() => queue.changeVisibility(handle, 1000)).toThrow('not available for visibility timeout change');
    const newer = queue.receive(1)[0]?.receiptHandle ?? '';
    expect(() => queue.delete(handle)).toThrow('The receipt handle has expired');
    queue.delete(newer);
    expect(() => queue.delete(newer)).not.toThrow();
    expect(() => queue.delete('nonsense')).toThrow('not a valid receipt handle');
  });

  it('ends after twelve hours', () => {
    const queue = queueOf({ retentionMs: 24 * 60 * MINUTE });
    send(queue, 'one', 'body');
    const handle = queue.receive(1)[0]?.receiptHandle ?? '';
    now += 1000;
    expect(() => queue.changeVisibility(handle, 43_200_000)).toThrow('beyond the limit [43200 seconds]');
  });
});

it('moves what was received too often to the dead-letter queue, its id as deduplication id', () => {
  const deadLetters = queueOf({ name: 'dead.fifo' });
  const queue = queueOf({ deadLetter: { queue: deadLetters, maxReceiveCount: 2 } });
  const { messageId } = queue.send({ body: 'bad', groupId: 'one', deduplicationId: 'd', senderId: 's' });
  send(queue, 'one', 'good');
  for (let attempt = 0; attempt < 2; attempt += 1) {
    expect(bodies(queue, 1)).toEqual(['bad']);
    now += 30_000;
  }
  expect(bodies(queue, 1)).toEqual(['good']);
  expect(deadLetters.receive(10)).toMatchObject([
    { messageId, body: 'bad', groupId: 'one', deduplicationId: messageId, deadLetterSourceArn: settings.arn },
  ]);
});

it('forgets messages after the retention period', () => {
  const queue = queueOf();
  send(queue, 'one', 'body');
  now += 60 * MINUTE;
  expect(queue.counts()).toEqual({ visible: 0, inFlight: 0 });
});
