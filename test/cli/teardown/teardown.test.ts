import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { textsIn } from '../../../cli/texts';
import { errorWith } from '../../support/errors';
import { KEEP_LINE, OUTLIVING, World } from './world';

let world: World;
beforeEach(async () => {
  world = new World();
  await world.open();
});
afterEach(() => world.close());

const { usage, left } = textsIn('en').teardown;
const LEFT = { code: 'LEFT', message: left };
const EVERYTHING = ['address', 'secret', 'table', 'auditLog'] as const;

describe('the plan', () => {
  it('says what goes, what stays, what that costs, and how to go on with it', async () => {
    const { text, json } = await world.run({ dryRun: true });
    expect(json).toMatchObject({
      ok: true,
      done: false,
      goes: [
        { group: 'functions', count: 2 },
        { group: 'queues', count: 1 },
        { group: 'network', count: 1 },
        { group: 'logs', count: 1 },
        { group: 'others', count: 1 },
      ],
      messages: { waiting: 3, deadLetters: 2 },
      keepLine: KEEP_LINE,
    });
    expect(text).toContain('3 that wait for an answer, 2 that were given up');
    expect(text).toMatch(/Elastic IP +3\.65 +stays +203\.0\.113\.7 \(eipalloc-0123456789abcdef0\)/);
    expect(text).toMatch(/table +by size +stays +WecomGpt-BotTable/);
    // One address, three secrets, a key.
    expect(text).toContain('What stays costs 5.85 a month');
    expect(text).toContain(KEEP_LINE);
    expect(text).toContain('npx cdk bootstrap');
    expect(text).not.toContain('CNAME');
    expect(text).not.toContain('*');
    expect(world.aws.changes).toEqual([]);
  });

  it('takes off what is to go as well', async () => {
    const { text } = await world.run({ dryRun: true, removed: ['address', 'secret'] });
    expect(text).toMatch(/Elastic IP +3\.65 +deleted/);
    expect(text).toContain('What stays costs 1.00 a month');
  });

  it('tells what was there before the stack, which does not own it', async () => {
    world.aws.resources = world.aws.resources.filter(({ logicalId }) => !/BotTable|DataKey/.test(logicalId));
    const { text, json } = await world.run({ dryRun: true });
    expect(text).toMatch(/table +by size +stays \* +WecomGpt-BotTable/);
    expect(text).toMatch(/key +1\.00 +stays \* +arn:aws:kms/);
    expect(text).toMatch(/Elastic IP +3\.65 +stays +203/);
    expect(text).toContain('* was there before this stack');
    expect(json).toMatchObject({
      outlives: [{}, {}, {}, {}, { kind: 'table', adopted: true }, { adopted: false }, { adopted: true }],
    });
  });

  it('of a first deployment that failed, and has no outputs, names what it left', async () => {
    world.aws.status = 'ROLLBACK_COMPLETE';
    world.aws.outputs = {};
    world.aws.resources = OUTLIVING.map((each) => ({
      ...each,
      status: /BotTable|AuditTrail/.test(each.logicalId) ? 'DELETE_SKIPPED' : 'DELETE_COMPLETE',
    }));
    const { json } = await world.run({ dryRun: true });
    expect(json).toMatchObject({ goes: [], outlives: [{ kind: 'table' }, { kind: 'auditLog' }] });
    expect(json).not.toHaveProperty('messages', expect.anything());
  });

  it('names the DNS records that lead to a domain', async () => {
    world.aws.outputs = { ...world.aws.outputs, Step4aCnameTarget: 'd-1.execute-api.example' };
    await expect(world.run({ dryRun: true })).resolves.toMatchObject({
      text: expect.stringContaining('CNAME') as string,
    });
  });
});

describe('nothing is deleted', () => {
  it.each<[string, readonly string[] | 'no-terminal', object]>([
    [
      'another name is typed',
      ['wecomgpt', 'y', 'y', 'y', 'y', 'y'],
      { fault: { code: 'not-confirmed', name: 'WecomGpt' } },
    ],
    ['whoever is asked leaves', [], LEFT],
    ['they leave at a later question', ['WecomGpt', 'y'], LEFT],
    ['nobody can be asked', 'no-terminal', { code: 'USAGE', message: usage.nobodyToAsk('WecomGpt') }],
  ])('if %s', async (_, answers, error) => {
    await expect(world.run({ removed: EVERYTHING }, answers)).rejects.toThrow(errorWith(error));
    expect(world.cdkRuns).toEqual([]);
    expect(world.aws.changes).toEqual([]);
  });

  it('where CDK would delete in another region', async () => {
    world.configRegion = 'ap-southeast-1';
    await expect(world.run({ yes: true })).rejects.toThrow(
      errorWith({
        fault: { code: 'other-region', stackRegion: 'ap-northeast-1', configRegion: 'ap-southeast-1' },
      }),
    );
    expect(world.cdkRuns).toEqual([]);
  });

  it('of a stack that is protected, that something is at work on, or that is none of this project', async () => {
    world.aws.isProtected = true;
    await expect(world.run({ yes: true })).rejects.toThrow(errorWith({ code: 'protected' }));
    world.aws.isProtected = false;
    world.aws.status = 'UPDATE_IN_PROGRESS';
    await expect(world.run({ yes: true })).rejects.toThrow(errorWith({ code: 'under-way' }));
    await expect(world.run({ yes: true, name: 'Other' })).rejects.toThrow(
      errorWith({ code: 'foreign-stack' }),
    );
    expect(world.cdkRuns).toEqual([]);
  });
});

describe('taken away', () => {
  it('the stack goes and all else stays, and the line for a later deployment is saved', async () => {
    const { text } = await world.run({}, ['WecomGpt', '']);
    expect(world.cdkRuns).toEqual([['destroy', 'WecomGpt', '--force']]);
    expect(world.aws.changes).toEqual([]);
    expect(text).toContain('✓ The stack WecomGpt is deleted.');
    expect(text).toContain('What stays costs 5.85 a month');
    const file = join(world.directory, 'keep-WecomGpt.txt');
    expect(text).toContain(file);
    expect(readFileSync(file, 'utf8')).toContain(`\n${KEEP_LINE}\n`);
    expect(world.said).toContain('  1/6  AWS::Lambda::Function  Worker/Function (WorkerFunction)');
    expect(process.exitCode).toBeUndefined();
  });

  it('a stage is told to CDK, and whoever wants no file gets the line', async () => {
    const { text } = await world.run({ name: 'WecomGpt-dev' }, ['WecomGpt-dev', 'n']);
    expect(world.cdkRuns).toEqual([['destroy', 'WecomGpt-dev', '--force', '--context', 'stage=dev']]);
    expect(text).toContain(KEEP_LINE);
    expect(existsSync(join(world.directory, 'keep-WecomGpt-dev.txt'))).toBe(false);
  });

  it('what goes besides is asked for one by one, and a no, or no word, keeps it', async () => {
    const { text } = await world.run({ removed: EVERYTHING }, ['WecomGpt', 'y', 'n', '', 'y', 'y']);
    expect(world.aws.changes).toEqual([
      {
        action: 'ReleaseAddress',
        input: expect.objectContaining({ AllocationId: 'eipalloc-0123456789abcdef0' }) as object,
      },
      { action: 'DeleteLogGroup', input: { logGroupName: 'WecomGpt-AuditTrailLog' } },
    ]);
    expect(text).toMatch(/企业可信IP .*take out 203\.0\.113\.7/);
    expect(text).toContain('Leave out of it what is deleted: addresses, auditLog.');
    expect(text).toMatch(/secret +0\.40 +stays/);
  });

  it('everything goes but the key, the table once it is not protected any more', async () => {
    const { text } = await world.run({ removed: EVERYTHING, yes: true });
    expect(world.aws.changes.map(({ action }) => action)).toEqual([
      'ReleaseAddress',
      'DeleteSecret',
      'DeleteSecret',
      'DeleteSecret',
      'UpdateTable',
      'DeleteTable',
      'DeleteLogGroup',
    ]);
    expect(world.aws.changes).toContainEqual({
      action: 'UpdateTable',
      input: { TableName: 'WecomGpt-BotTable', DeletionProtectionEnabled: false },
    });
    expect(world.aws.changes[1]?.input).toMatchObject({ RecoveryWindowInDays: 7 });
    expect(text).toMatch(/What stays costs 1\.00 a month[^]*KMS → Schedule key deletion/);
    expect(existsSync(join(world.directory, 'keep-WecomGpt.txt'))).toBe(true);
  });

  it('what can’t be removed is told with its reason, the rest goes, and the next call goes on by the file', async () => {
    world.aws.refused.set('ReleaseAddress', 'InvalidIPAddress.InUse');
    world.aws.refused.set('DeleteTable', 'AccessDeniedException');
    const { text, json } = await world.run({ removed: EVERYTHING, yes: true });
    expect(process.exitCode).toBe(1);
    expect(json).toMatchObject({
      ok: false,
      failed: [
        { kind: 'address', reason: 'InvalidIPAddress.InUse: no' },
        { kind: 'table', reason: 'AccessDeniedException: no' },
      ],
    });
    const file = join(world.directory, 'keep-WecomGpt.txt');
    expect(text).toContain(`--keep-file ${file}`);

    process.exitCode = undefined;
    world.aws.refused.clear();
    world.aws.refused.set('DeleteSecret', 'ResourceNotFoundException');
    world.aws.isTableProtected = false;
    world.aws.calls.length = 0;
    const again = await world.run({ removed: EVERYTHING, yes: true, keepFile: file });
    expect(again.json).toMatchObject({
      ok: true,
      removed: [{ kind: 'address' }, { kind: 'table' }, { kind: 'auditLog' }],
      absent: [{ kind: 'secret' }, { kind: 'secret' }, { kind: 'secret' }],
      failed: [],
      outlives: [{ kind: 'key' }],
    });
    expect(again.text).toMatch(/– secret arn:\S+CredentialsWecom-abcdef was not there \(any more\)/);
    expect(again.text).not.toContain('will be deleted in 7 days');
    expect(again.text).toContain('Leave out of it what is deleted: addresses, table, auditLog, secrets.');
    expect(world.aws.changes.map(({ action }) => action)).not.toContain('UpdateTable');
    expect(world.cdkRuns).toHaveLength(1);
    expect(process.exitCode).toBeUndefined();
  });

  it('of a stack that is gone, without the file, nothing is known', async () => {
    world.aws.status = undefined;
    await expect(world.run({ removed: EVERYTHING, yes: true })).rejects.toThrow(
      errorWith({ code: 'no-such-stack' }),
    );
    const file = join(world.directory, 'none.txt');
    await expect(world.run({ yes: true, keepFile: file })).rejects.toThrow(
      errorWith({ fault: { code: 'bad-keep-file', file, reason: 'ENOENT' } }),
    );
    writeFileSync(file, "keep: { table: 'a'; DROP },");
    await expect(world.run({ yes: true, keepFile: file })).rejects.toThrow(
      errorWith({ fault: { code: 'bad-keep-file', file, reason: 'SyntaxError' } }),
    );
  });

  it('a secret that is to be deleted already is told as one that goes', async () => {
    world.aws.refused.set('DeleteSecret', 'InvalidRequestException');
    world.aws.words = 'You can’t perform this operation on the secret because it was marked for deletion.';
    const { json } = await world.run({ removed: ['secret'], yes: true });
    expect(json).toMatchObject({ ok: true, removed: [{}, {}, {}], absent: [], failed: [] });
  });

  describe('by the file of a stack that is gone', () => {
    const fileOf = (text: string): string => {
      const file = join(world.directory, 'keep.txt');
      writeFileSync(file, text);
      return file;
    };
    beforeEach(() => (world.aws.status = undefined));

    it.each<[string, string, string, string, string]>([
      ['of another stack', '// WecomGpt (ap-northeast-1)\n', 'WecomGpt-test', 'WecomGpt', 'ap-northeast-1'],
      ['of another region', '// WecomGpt (eu-west-1)\n', 'WecomGpt', 'WecomGpt', 'eu-west-1'],
      ['of two stacks', '// WecomGpt (ap-northeast-1)\n// B (eu-west-1)\n', 'WecomGpt', 'B', 'eu-west-1'],
    ])('nothing goes that is %s', async (_, header, name, stackOfFile, regionOfFile) => {
      const keepFile = fileOf(`${header}${KEEP_LINE}\n`);
      await expect(world.run({ name, removed: EVERYTHING, yes: true, keepFile })).rejects.toThrow(
        errorWith({
          fault: {
            code: 'keep-file-of-another',
            file: keepFile,
            stackOfFile,
            regionOfFile,
            stack: name,
            region: 'ap-northeast-1',
          },
        }),
      );
      expect(world.aws.changes).toEqual([]);
    });

    it('where the file does not say of which stack it is, the ARNs say of which region', async () => {
      const keepFile = fileOf(KEEP_LINE.replaceAll('ap-northeast-1', 'eu-west-1'));
      await expect(world.run({ removed: EVERYTHING, yes: true, keepFile })).rejects.toThrow(
        errorWith({
          fault: {
            code: 'keep-file-of-another',
            file: keepFile,
            stackOfFile: undefined,
            regionOfFile: 'eu-west-1',
            stack: 'WecomGpt',
            region: 'ap-northeast-1',
          },
        }),
      );
      expect(world.aws.changes).toEqual([]);
      const { json } = await world.run({ removed: ['table'], yes: true, keepFile: fileOf(KEEP_LINE) });
      expect(json).toMatchObject({ ok: true, removed: [{ kind: 'table' }] });
    });

    it('nothing is called deleted where nothing was', async () => {
      for (const action of ['DeleteSecret', 'DescribeTable', 'DeleteLogGroup'])
        world.aws.refused.set(action, 'ResourceNotFoundException');
      world.aws.refused.set('ReleaseAddress', 'InvalidAllocationID.NotFound');
      const keepFile = fileOf(KEEP_LINE);
      const { text, json } = await world.run({ removed: EVERYTHING, yes: true, keepFile });
      expect(json).toMatchObject({ removed: [], failed: [], outlives: [{ kind: 'key' }] });
      expect(text).not.toMatch(/(is|be) deleted in|is deleted\.|is released/);
      expect(text).toContain('– Elastic IP 203.0.113.7 was not there (any more)');
      expect(text).toContain('AWS_PROFILE');
      expect(text).not.toContain('企业可信IP');
    });
  });

  it('a file that is there is not written over', async () => {
    const first = join(world.directory, 'keep-WecomGpt.txt');
    writeFileSync(first, 'of an earlier stack');
    const { text } = await world.run({ yes: true });
    expect(readFileSync(first, 'utf8')).toBe('of an earlier stack');
    expect(text).toContain('keep-WecomGpt-2.txt');
  });
});

describe('a deletion that does not end well', () => {
  it('names what failed in it and why, not what was only cancelled, and removes nothing else', async () => {
    world.statusAfterCdk = 'DELETE_FAILED';
    const failed = { type: 'AWS::EC2::SecurityGroup', logicalId: 'HttpsOut', status: 'DELETE_FAILED' };
    const stack = { type: 'AWS::CloudFormation::Stack', logicalId: 'WecomGpt' };
    world.aws.events = [
      { ...stack, status: 'DELETE_FAILED', reason: 'The following resource(s) failed to delete' },
      { ...failed, reason: 'has a dependent object' },
      { ...failed, logicalId: 'Vpc', reason: 'Resource deletion cancelled' },
      { ...stack, status: 'DELETE_IN_PROGRESS' },
      { ...failed, logicalId: 'Earlier', reason: 'of an earlier deletion' },
    ];
    await expect(world.run({ yes: true, removed: EVERYTHING })).rejects.toThrow(
      errorWith({
        fault: {
          code: 'not-deleted',
          stack: 'WecomGpt',
          failed: [
            { resource: 'HttpsOut', type: 'AWS::EC2::SecurityGroup', reason: 'has a dependent object' },
          ],
        },
      }),
    );
    expect(world.aws.changes).toEqual([]);
  });

  it('goes on without CDK if that was ended', async () => {
    world.statusAfterCdk = 'DELETE_IN_PROGRESS';
    await expect(world.run({ yes: true })).rejects.toThrow(errorWith({ code: 'under-way' }));
  });

  it('is not taken for one that did: CDK’s words are told', async () => {
    world.statusAfterCdk = 'UPDATE_COMPLETE';
    await expect(world.run({ yes: true })).rejects.toThrow(
      errorWith({ fault: { code: 'cdk-failed', words: expect.stringContaining('destroying') as string } }),
    );
  });
});
