import { DoctorError } from '../../../cli/doctor/faults';
import { rotateModelKey, rotateSecret } from '../../../cli/secrets/rotate-value';
import { textsIn } from '../../../cli/texts';
import { VERDICTS, type FindingCode } from '../../../lambda/doctor/finding';
import type { ReportedFinding } from '../../../lambda/doctor/handler';
import { errorWith } from '../../support/errors';
import { fillIn, startSecrets, VALUES, worldOf, type RunningSecrets } from './world';

let secrets: RunningSecrets;
beforeEach(async () => {
  secrets = await startSecrets();
  fillIn(secrets);
});
afterEach(() => secrets.close());

const NEW = `new${VALUES.secret.slice(3)}`;
const OPTIONS = { fromEnv: false, language: 'en' } as const;
const found = (code: FindingCode, app?: string): ReportedFinding => ({
  code,
  verdict: VERDICTS[code],
  facts: {},
  words: { 'zh-CN': { says: '说' }, en: { says: `says ${code}`, next: 'do' } },
  ...(app !== undefined && { app }),
});
const WELL = [found('wecom-accepts', 'assistant'), found('blocked', 'assistant'), found('model-ok')];

it('a new Secret is written, and waited for until WeCom lets the app send', async () => {
  let pauses = 0;
  const { world, screen } = worldOf(secrets, {
    typed: [`Secret ${NEW}`, NEW],
    findings: WELL,
    blocks: [{ errcode: 40001 }, { errcode: 40001 }, undefined],
    pause: () => Promise.resolve(void (pauses += 1)),
  });
  await expect(rotateSecret(world, 'assistant', OPTIONS)).resolves.toEqual({
    what: 'secret',
    app: 'assistant',
    isTaken: true,
  });
  expect(JSON.parse(secrets.textOf('wecom'))).toMatchObject({ apps: { assistant: { secret: NEW } } });
  expect(pauses).toBe(2);
  expect(screen().match(/still blocked/g)).toHaveLength(1);
  expect(screen()).not.toContain(NEW);
});

it('what WeCom says of it is told; what is said of another app is not', async () => {
  const findings = [found('wecom-refuses', 'bot'), found('wecom-refuses', 'assistant')];
  const { world } = worldOf(secrets, { typed: [NEW], findings });
  await expect(rotateSecret(world, 'assistant', OPTIONS)).rejects.toThrow(
    errorWith({ fault: { code: 'refused', rotated: 'secret', says: 'says wecom-refuses', remedy: 'do' } }),
  );
  const ofBot = worldOf(secrets, { typed: [NEW], findings: [found('wecom-refuses', 'bot'), ...WELL] });
  await expect(rotateSecret(ofBot.world, 'assistant', OPTIONS)).resolves.toMatchObject({ isTaken: true });
});

it('a new key of the model is asked for, or taken from the environment', async () => {
  const typed = worldOf(secrets, { typed: ['sk-typed'], findings: WELL });
  await expect(rotateModelKey(typed.world, OPTIONS)).resolves.toEqual({ what: 'model', isTaken: true });
  expect(JSON.parse(secrets.textOf('model'))).toEqual({ apiKey: 'sk-typed' });

  const given = worldOf(secrets, {
    environment: { OPENAI_API_KEY: 'sk-given' },
    findings: [found('model-key-refused')],
  });
  const rotated = rotateModelKey(given.world, { ...OPTIONS, fromEnv: true });
  await expect(rotated).rejects.toThrow(errorWith({ code: 'refused' }));
  expect(JSON.parse(secrets.textOf('model'))).toEqual({ apiKey: 'sk-given' });
});

it('if the doctor can not be asked, that is said, and the value is there', async () => {
  const askDoctor = () => Promise.reject(new DoctorError({ code: 'doctor-answer' }));
  const { world } = worldOf(secrets, { typed: ['sk-typed'], askDoctor });
  await expect(rotateModelKey(world, OPTIONS)).resolves.toEqual({ what: 'model', isTaken: false });
});

it.each([
  ['Ctrl-C', { typed: [undefined] }, OPTIONS, { code: 'LEFT', message: textsIn('en').secrets.left.secret }],
  ['no terminal', {}, OPTIONS, { fault: { code: 'no-terminal', action: 'secret' } }],
  [
    'no variable',
    {},
    { ...OPTIONS, fromEnv: true },
    { fault: { code: 'no-values', variables: ['WECOM_SECRET'] } },
  ],
])('at %s nothing is written', async (_, around, options, error) => {
  const before = secrets.textOf('wecom');
  const { world } = worldOf(secrets, around);
  await expect(rotateSecret(world, 'assistant', options)).rejects.toThrow(errorWith(error));
  expect(secrets.textOf('wecom')).toBe(before);
});
