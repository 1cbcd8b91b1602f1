import { zhCn } from '../../lambda/chat/texts/zh-cn';
import { colourOf } from '../../local/model/paint';
import { Member } from '../support/member';
import { modelRequests } from '../support/model-requests';
import { averageColourOf, jpegOf, pngOf } from '../support/pictures';

const shows = async (member: Member, file: Uint8Array): Promise<void> => {
  await member.sends({ msgtype: 'image', image: { file: Buffer.from(file).toString('base64') } });
};

it('a picture alone gets an answer that saw it, and the questions after it see it too', async () => {
  const member = new Member();
  await shows(member, pngOf(8, 6, [204, 51, 0]));
  await member.isDealtWith(1);
  expect((await member.received()).join('')).toContain('图片 1：PNG 8×6，平均色 #cc3300。');
  await shows(member, jpegOf(40, 30, [0, 102, 204]));
  await member.isDealtWith(2);
  const answer = await member.asks('它们是什么颜色？');
  expect(answer).toContain('图片 1：PNG 8×6，平均色 #cc3300。');
  expect(answer).toContain('图片 2：JPEG 40×30');
  await expect(member.asks('新对话')).resolves.toBe(zhCn.newConversation);
  await expect(member.asks('刚才的图片呢？')).resolves.not.toContain('图片 1');
});

it('a picture is fetched from WeCom once for its conversation', async () => {
  const member = new Member();
  await shows(member, pngOf(3, 3));
  await member.isDealtWith(1);
  await member.asks('什么颜色？');
  const fetched = (await member.calls()).filter(({ operation }) => operation === 'media/get');
  expect(fetched).toHaveLength(1);
});

it('a large picture comes to the model as it was', async () => {
  const member = new Member();
  // Noise does not shrink.
  await shows(member, pngOf(400, 300, 'noise'));
  await member.isDealtWith(1);
  expect((await member.received()).join('')).toContain('图片 1：PNG 400×300');
});

const PNG = pngOf(9, 9);

it.each<[string, Uint8Array, string]>([
  ['that is cut off', PNG.subarray(0, PNG.length - 8), zhCn.mediaFailed.malformed],
  ['that is none', Buffer.from('<html><body>404</body></html>'), zhCn.mediaFailed.unreadable],
  ['of 11 MB', Buffer.concat([PNG, Buffer.alloc(11 * 1024 * 1024)]), zhCn.mediaFailed['too-large']],
])('a picture %s gets a sentence, and the model is not asked', async (_, file, sentence) => {
  const member = new Member();
  await shows(member, file);
  await expect(member.receives(1)).resolves.toEqual([sentence]);
  await expect(modelRequests(member.userid)).resolves.toEqual([]);
});

it('a picture that WeCom no longer has gets a sentence', async () => {
  const member = new Member();
  await member.sends({ msgtype: 'image', image: { mediaid: 'gone', picurl: 'https://p.invalid/0' } });
  await expect(member.receives(1)).resolves.toEqual([zhCn.mediaFailed.expired]);
});

it('画 draws what is written behind it', async () => {
  const member = new Member();
  await member.writes('画 一只在月亮上的猫');
  await member.isDealtWith(1);
  const [picture, ...others] = await member.messagesOf('out');
  expect([picture?.msgtype, others]).toEqual(['image', []]);
  const file = await member.fileIn(picture);
  const painted = Buffer.from(colourOf('一只在月亮上的猫').slice(1), 'hex');
  // A JPEG changes colours a little.
  for (const [channel, value] of averageColourOf(file).entries()) {
    expect(Math.abs(value - (painted[channel] ?? 0))).toBeLessThanOrEqual(4);
  }
  expect(file.length).toBeLessThan(2 * 1024 * 1024);
});

it('a picture that the provider refuses to draw gets a sentence', async () => {
  const member = new Member();
  await expect(member.asks('/image 出错 400 moderation_blocked：一只猫')).resolves.toBe(
    zhCn.modelFailed.refused,
  );
});
