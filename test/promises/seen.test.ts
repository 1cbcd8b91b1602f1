import type { AuditRecord } from '../../lambda/shared/audit-record';
import { auditLog, auditOutbox, recordsOf } from '../support/audit-records';
import { eventually } from '../support/eventually';
import { Member, settled } from '../support/member';
import { logged, startOwnStack, type OwnStack } from '../support/own-stack';
import { runningStack } from '../support/running-stack';

it('an answer is in the audit log: who, what, by which model, at what cost, how long, and nothing of what was said', async () => {
  const member = new Member();
  await member.asks('一个机密的问题');
  const [record, ...others] = await eventually('the record is in the log', async () => {
    const there = await auditLog(runningStack(), member.userid);
    return there.length > 0 ? there : undefined;
  });
  expect(others).toEqual([]);
  expect(record).toMatchObject({
    event: 'answered',
    app: 'assistant',
    member: member.userid,
    name: expect.stringMatching(/./) as string,
    kind: 'text',
    result: 'answered',
    model: 'gpt-5.4-mini',
    tokens: { input: expect.any(Number) as number, output: expect.any(Number) as number },
    costUsd: expect.any(Number) as number,
    ms: { queued: expect.any(Number) as number, firstWords: expect.any(Number) as number },
    attempts: 1,
  });
  expect(JSON.stringify(record)).not.toContain('机密');
});

it('where the operator asked for it, what was said is in the record, and members are told so', async () => {
  const member = new Member(undefined, runningStack(), 'finance-bot');
  await member.asks('原样返回：一个机密的回答');
  await member.asks('帮助');
  const records = await recordsOf(runningStack(), member.userid);
  expect(records.find(({ event }) => event === 'answered')?.content).toEqual({
    question: '原样返回：一个机密的回答',
    answer: '一个机密的回答',
  });
  expect((await member.received()).at(-1)).toContain('会记录在公司的审计日志里');
});

describe('with a log service that is away', () => {
  let stack: OwnStack;
  beforeAll(async () => {
    stack = await startOwnStack();
  });
  afterAll(() => stack.close());

  const control = (method: string, path: string, body?: unknown) =>
    fetch(`${stack.endpoints.simulatorUrl}${path}`, { method, body: JSON.stringify(body) });
  const answeredIn = (records: readonly AuditRecord[]) =>
    records.filter(({ event }) => event === 'answered').map(({ member }) => member);

  it.each(['down', 'ServiceUnavailableException', 'ThrottlingException'])(
    'answers go on, and the records arrive later, once (%s)',
    async (error) => {
      await control('PUT', '/aws-faults', [{ service: 'logs', operation: 'PutLogEvents', error }]);
      const members = ['zhang', 'li', 'wang'].map((name) => new Member(`${name}-${error}`, stack));
      const answers = await Promise.all(members.map((member) => member.asks('原样返回：好')));
      expect(answers).toEqual(['好', '好', '好']);
      await settled(stack.endpoints.simulatorUrl);

      const userids = members.map(({ userid }) => userid.toLowerCase());
      await expect(auditLog(stack, error.toLowerCase())).resolves.toEqual([]);
      expect(answeredIn(await auditOutbox(stack)).sort()).toEqual([...userids].sort());
      expect(logged(stack, 'audit record not shipped yet').length).toBeGreaterThan(0);

      await control('PUT', '/aws-faults', []);
      await eventually('the recovery has put them into the log', async () => {
        await control('POST', '/schedules/run');
        return (await auditOutbox(stack)).length === 0 || undefined;
      });
      const inLog = answeredIn(await auditLog(stack, error.toLowerCase()));
      expect(inLog.sort()).toEqual([...userids].sort());
    },
  );

  it('one connection that breaks is no fault: the record is in the log', async () => {
    await control('PUT', '/aws-faults', [
      { service: 'logs', operation: 'PutLogEvents', error: 'down', count: 1, member: 'once' },
    ]);
    const before = logged(stack, 'audit record not shipped yet').length;
    await new Member('once', stack).asks('原样返回：好');
    await settled(stack.endpoints.simulatorUrl);
    expect(answeredIn(await auditLog(stack, 'once'))).toEqual(['once']);
    expect(logged(stack, 'audit record not shipped yet')).toHaveLength(before);
  });

  it('the recovery tells how many are behind', async () => {
    await control('PUT', '/aws-faults', [{ service: 'logs', error: 'down' }]);
    await new Member('behind', stack).asks('原样返回：好');
    const figure = await eventually('the figure rises', async () => {
      await control('POST', '/schedules/run');
      const figures = stack.logLines.flatMap((line) => /"AuditBehind":(\d+)/.exec(line)?.[1] ?? []);
      return Number(figures.at(-1)) || undefined;
    });
    await control('PUT', '/aws-faults', []);
    expect(figure).toBeGreaterThan(0);
  });
});

it('the configuration in force is on record', async () => {
  const { endpoints } = runningStack();
  await fetch(`${endpoints.simulatorUrl}/schedules/run`, { method: 'POST' });
  const [record] = await eventually('it is in the log', async () => {
    const there = await auditLog(runningStack(), 'configuration');
    return there.length > 0 ? there : undefined;
  });
  expect(record).toMatchObject({
    event: 'configuration',
    app: '*',
    configuration: { language: 'zh-CN', apps: { assistant: { model: 'gpt-5.4-mini' } } },
  });
});
