import { zhCn } from '../../lambda/chat/texts/zh-cn';
import { Member } from '../support/member';
import { modelRequests } from '../support/model-requests';
import { amrOf, measureAmr, silence, tone, wavOf } from '../support/sounds';

/** As the model stand-in hears it. */
const heard = (seconds: number, hertz: number): string =>
  `声音长 ${seconds.toFixed(1)} 秒，音高 ${hertz} 赫兹。`;

const speaks = async (member: Member, file: Uint8Array, fields: object = {}): Promise<void> => {
  await member.sends({ msgtype: 'voice', voice: { file: Buffer.from(file).toString('base64'), ...fields } });
};

it('a voice message is understood, answered in text, and by a voice of the right length and pitch', async () => {
  const member = new Member();
  await speaks(member, await amrOf(tone({ hz: 440, seconds: 2, rate: 8_000 })));
  await member.isDealtWith(1);
  const messages = await member.messagesOf('out');
  expect(messages[0]?.content).toBe(zhCn.understood(heard(2, 440)));
  expect(messages.map(({ msgtype }) => msgtype)).toEqual([
    ...Array.from({ length: messages.length - 1 }, () => 'text'),
    'voice',
  ]);
  const answer = messages
    .slice(1, -1)
    .map(({ content }) => content)
    .join('\n\n');
  expect(answer).toContain(`你说的是：「${heard(2, 440)}」`);
  // The stand-in speaks 0.1 s for each character, alloy at 440 Hz.
  const voice = await measureAmr(await member.fileIn(messages.at(-1)));
  expect(voice.hz).toBeCloseTo(440, -1);
  expect(voice.seconds).toBeGreaterThan(5);
  expect(voice.seconds).toBeLessThanOrEqual(60);
});

it('WAV is understood as well', async () => {
  const member = new Member();
  await speaks(member, wavOf(tone({ hz: 880, seconds: 1.5, rate: 16_000 }), 16_000), { format: 'wav' });
  await expect(member.receives(1)).resolves.toContain(zhCn.understood(heard(1.5, 880)));
});

it.each([
  ['silence', () => silence({ seconds: 2, rate: 8_000 })],
  ['what the model is not sure of', () => tone({ hz: 2_600, seconds: 2, rate: 8_000 })],
])('%s is asked for again, and the model that answers is not asked', async (_, samples) => {
  const member = new Member();
  await speaks(member, await amrOf(samples()));
  await expect(member.receives(1)).resolves.toEqual([zhCn.notUnderstood]);
  await expect(modelRequests(member.userid)).resolves.toEqual([]);
});

const HEADER = Buffer.from('#!AMR\n');

it.each<[string, Buffer, string]>([
  ['a bomb of 200 KB', Buffer.concat([HEADER, Buffer.alloc(200_000, 0x7c)]), zhCn.mediaFailed['too-long']],
  ['a header alone', HEADER, zhCn.mediaFailed.malformed],
  ['no voice', Buffer.from('any bytes at all'), zhCn.mediaFailed.unreadable],
  ['3 MB', Buffer.alloc(3 * 1024 * 1024, 1), zhCn.mediaFailed['too-large']],
])('%s gets a sentence', async (_, file, sentence) => {
  const member = new Member();
  await speaks(member, file);
  await expect(member.receives(1)).resolves.toEqual([sentence]);
});

it('what WeCom made of it is taken where the voice can not be read', async () => {
  const member = new Member();
  await speaks(member, HEADER, { recognition: '原样返回：听到了' });
  const [understood, answer] = await member.receives(2);
  expect([understood, answer]).toEqual([zhCn.understood('原样返回：听到了'), '听到了']);
});

it('语音 开 speaks the answers to texts as well, 语音 关 ends it', async () => {
  const member = new Member();
  await member.asks('语音 开');
  await member.asks('原样返回：这句话有十个字的');
  await member.asks('语音 关');
  await member.asks('原样返回：好');
  const out = await member.messagesOf('out');
  expect(out.map(({ msgtype }) => msgtype)).toEqual(['text', 'text', 'voice', 'text', 'text']);
  const voice = await measureAmr(await member.fileIn(out[2]));
  // The stand-in speaks a character in 0.1 s.
  expect(voice.seconds).toBeCloseTo(0.8, 1);
});
