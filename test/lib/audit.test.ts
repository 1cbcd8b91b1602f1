import * as z from 'zod';
import { auditRecordSchema } from '../../docs/make/audit-schema';
import { AUDIT_QUESTIONS } from '../../lib/audit-questions';
import { config, templateOf } from '../support/synthesised';
import { grantsIn, nameOf, resourcesIn, type Resource } from '../support/template';

const template = templateOf();
const [[log, { Properties }]] = resourcesIn(template, 'AWS::Logs::LogGroup').filter(([id]) =>
  id.startsWith('AuditTrail'),
) as [[string, Resource]];

describe('the audit log', () => {
  it('outlives the stack, has no name of its own, and is kept for 400 days unless told otherwise', () => {
    template.hasResource('AWS::Logs::LogGroup', {
      UpdateReplacePolicy: 'Retain',
      DeletionPolicy: 'Retain',
      Properties: { RetentionInDays: 400 },
    });
    expect(Properties).not.toHaveProperty('LogGroupName');
    templateOf({ ...config, audit: { keepDays: 731 } }).hasResourceProperties('AWS::Logs::LogGroup', {
      RetentionInDays: 731,
    });
  });

  it('masks keys and tokens', () => {
    const policy = JSON.stringify(Properties['DataProtectionPolicy']);
    for (const identifier of [
      'AwsSecretKey',
      'OpenSshPrivateKey',
      'sk-[A-Za-z0-9_-]',
      'access_token=',
      'corpsecret=',
    ]) {
      expect(policy).toContain(identifier);
    }
    expect(policy).toContain('Deidentify');
  });

  it('is written by worker and recovery alone, and read by no function', () => {
    const writers = Object.entries(grantsIn(template)).flatMap(([name, grants]) =>
      grants.filter((grant) => grant.endsWith(' on AuditTrailLog')).map((grant) => `${name}: ${grant}`),
    );
    expect(writers.sort()).toEqual([
      'Recovery: logs:CreateLogStream on AuditTrailLog',
      'Recovery: logs:PutLogEvents on AuditTrailLog',
      'Worker: logs:CreateLogStream on AuditTrailLog',
      'Worker: logs:PutLogEvents on AuditTrailLog',
    ]);
  });

  it('has a policy for those who may read it, and nothing else of any log', () => {
    const [[, readers]] = resourcesIn(template, 'AWS::IAM::ManagedPolicy') as [[string, Resource]];
    const { Statement } = readers.Properties['PolicyDocument'] as {
      Statement: { Action: string[]; Resource: unknown }[];
    };
    const [records, results] = Statement;
    expect(nameOf(records?.Resource)).toBe(log.replace(/[0-9A-F]{8}$/, ''));
    expect(records?.Action.join()).not.toMatch(/Put|Create|Delete|Unmask|\*/);
    expect(results?.Action).toEqual([
      'logs:DescribeLogGroups',
      'logs:DescribeQueryDefinitions',
      'logs:GetQueryResults',
      'logs:StopQuery',
    ]);
  });
});

describe('the saved questions', () => {
  it('are named as questions, in a folder of the stack', () => {
    const saved = resourcesIn(template, 'AWS::Logs::QueryDefinition').map(
      ([, { Properties: query }]) => query['Name'],
    );
    expect(saved).toEqual(AUDIT_QUESTIONS.map(({ name }) => `WecomGpt/${name}`));
    for (const name of saved) expect(name).toMatch(/\?$/);
  });

  it.each(AUDIT_QUESTIONS)('"$name" asks the right log', ({ name, of }) => {
    const groups = resourcesIn(template, 'AWS::Logs::QueryDefinition')
      .filter(([, { Properties: query }]) => query['Name'] === `WecomGpt/${name}`)
      .map(([, { Properties: query }]) => query['LogGroupNames'] as unknown[]);
    expect(groups.flat().map(nameOf)).toEqual([
      of === 'audit' ? 'AuditTrailLog' : 'CallbackEndpointCallbackLogs',
    ]);
  });

  const known = fieldsOf(auditRecordSchema);
  const callback = ['event', 'class', 'status', 'code', 'message', 'count', 'path'];

  it.each(AUDIT_QUESTIONS)('"$name" asks for fields that there are', ({ of, query }) => {
    const made = [...query.matchAll(/ as (\w+)/g)].map(([, alias]) => alias);
    const names = wordsOf(query).filter((word) => !made.includes(word));
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !(of === 'audit' ? known : callback).includes(name))).toEqual([]);
  });

  it.each(AUDIT_QUESTIONS.filter(({ of }) => of === 'audit'))(
    '"$name" counts each record once',
    ({ query }) => {
      const [first = ''] = query.split('\n').filter((line) => line.includes('stats'));
      const isGrouped = / by id\b/.test(first);
      const isSingled = /\n\| dedup id\n\| limit \d+$/.test(query);
      expect(isGrouped || isSingled).toBe(true);
    },
  );
});

/** Paths of the schema's fields. */
function fieldsOf(schema: z.ZodObject, prefix = ''): string[] {
  return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, field]) => {
    const inner = field instanceof z.ZodOptional ? (field.unwrap() as z.ZodType) : field;
    // The first of a list, as Logs Insights names it.
    const first = inner instanceof z.ZodArray ? (inner.element as z.ZodType) : undefined;
    const below = inner instanceof z.ZodObject ? fieldsOf(inner, `${prefix}${name}.`) : [];
    const inFirst = first instanceof z.ZodObject ? fieldsOf(first, `${prefix}${name}.0.`) : [];
    return [
      prefix + name,
      ...below,
      ...inFirst,
      ...(name === 'configuration' ? ['configuration.version'] : []),
    ];
  });
}

/** Names of fields in a query: what is neither command, function, keyword, number, text nor comment. */
function wordsOf(query: string): string[] {
  const bare = query.replace(/^#.*$/gm, '').replace(/"[^"]*"/g, '');
  const words = [...bare.matchAll(/@?[A-Za-z_][\w.]*/g)].map(([word]) => word);
  const language =
    /^(filter|or|ispresent|stats|fields|sort|dedup|limit|in|as|by|asc|desc|count|sum|max|latest|sortsLast|coalesce|substr|@timestamp)$/;
  return [...new Set(words)].filter((word) => !language.test(word));
}
