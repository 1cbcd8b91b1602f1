import { CallerGoneError } from '../../../local/caller';
import { serveLocally } from '../../../local/http';
import { SandboxIdentity } from '../../../local/aws/sandbox-identity';
import type { Death, FunctionCall } from '../../../local/function-call';

let seen: FunctionCall[] = [];
let death: Death | undefined;
let kills = 0;

function sandbox(): SandboxIdentity {
  const observe = (call: FunctionCall): Death | undefined => {
    seen.push(call);
    return death;
  };
  return new SandboxIdentity('Worker', 'token', observe, () => void (kills += 1));
}

beforeEach(() => {
  seen = [];
  death = undefined;
  kills = 0;
});

it('is observed while it works on an event, and at no other time', async () => {
  const identity = sandbox();
  const sqs = identity.at('sqs');
  await sqs.during('SendMessage', () => undefined);
  identity.worksOn({ member: 'Ann' });
  await expect(sqs.during('SendMessage', () => 'sent')).resolves.toBe('sent');
  identity.worksOn(undefined);
  await sqs.during('SendMessage', () => undefined);
  expect(seen).toEqual([
    {
      invocation: { function: 'Worker', event: '{"member":"ann"}' },
      service: 'sqs',
      operation: 'SendMessage',
    },
  ]);
});

it.each<[Death, number]>([
  ['before', 0],
  ['after', 1],
])('is killed %s a service acts, and has nothing served any more', async (when, acts) => {
  const identity = sandbox();
  identity.worksOn({});
  death = when;
  const act = jest.fn();
  await expect(identity.at('wecom').during('gettoken', act)).rejects.toThrow(CallerGoneError);
  expect(act).toHaveBeenCalledTimes(acts);
  death = undefined;
  await expect(identity.at('sqs').during('SendMessage', act)).rejects.toThrow(CallerGoneError);
  expect(act).toHaveBeenCalledTimes(acts);
  expect([kills, seen.length]).toEqual([1, 1]);
});

it('is killed after a service refused, too', async () => {
  const identity = sandbox();
  identity.worksOn({});
  death = 'after';
  const refuse = (): never => {
    throw new Error('refused');
  };
  await expect(identity.at('model').during('responses', refuse)).rejects.toThrow(CallerGoneError);
});

it('gets no answer over its connection', async () => {
  const server = await serveLocally(0, () => {
    throw new CallerGoneError();
  });
  await expect(fetch(server.url)).rejects.toThrow('fetch failed');
  await server.close();
});
