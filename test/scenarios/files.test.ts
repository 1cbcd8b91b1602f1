import { zhCn } from '../../lambda/chat/texts/zh-cn';
import { jpegOf } from '../support/pictures';
import { Member } from '../support/member';
import { modelRequests } from '../support/model-requests';

const sendsFile = async (member: Member, filename: string, file: Uint8Array): Promise<void> => {
  await member.sends({ msgtype: 'file', file: { file: Buffer.from(file).toString('base64'), filename } });
};

const PDF = Buffer.from(
  '%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n',
);

it('a place and a link are told to the model in words', async () => {
  const member = new Member();
  await member.sends({
    msgtype: 'location',
    location: { location_x: 23.106, location_y: 113.324, scale: 16, label: '广州塔' },
  });
  await member.isDealtWith(1);
  expect((await member.received()).join('')).toContain('[位置] 广州塔（纬度 23.106，经度 113.324）');
  await member.sends({
    msgtype: 'link',
    link: {
      title: '放假通知',
      description: '三天',
      url: 'https://a.example/1',
      picurl: 'https://a.example/p',
    },
  });
  await member.isDealtWith(2);
  const told = (await member.received()).join('');
  expect(told).toContain('[链接] 放假通知');
  expect(told).toContain(zhCn.forModel.linkIsUnread);
});

it('a file of text is read, in the coding of Chinese Windows, too', async () => {
  const member = new Member();
  // 第一条
  await sendsFile(member, '规定.txt', Buffer.from('b5dad2bbccf50d0a', 'hex'));
  await member.isDealtWith(1);
  expect((await member.received()).join('')).toContain('第一条');
});

it('a PDF is shown to the model', async () => {
  const member = new Member();
  await sendsFile(member, '规定.pdf', PDF);
  await member.isDealtWith(1);
  expect((await member.received()).join('')).toContain(`文件：规定.pdf，PDF，${PDF.length} 字节。`);
});

it.each<[string, string, Uint8Array, string]>([
  ['a program', 'a.txt', Buffer.from('4d5a900003000000040000000000', 'hex'), zhCn.mediaFailed.unreadable],
  ['a PDF that is cut off', 'a.pdf', PDF.subarray(0, 40), zhCn.mediaFailed.malformed],
  ['a text of 50 KB', 'a.txt', Buffer.alloc(50_000, 'abc '), zhCn.mediaFailed['too-large']],
])('%s gets a sentence, and the model is not asked', async (_, filename, file, sentence) => {
  const member = new Member();
  await sendsFile(member, filename, file);
  await expect(member.receives(1)).resolves.toEqual([sentence]);
  await expect(modelRequests(member.userid)).resolves.toEqual([]);
});

it('of a video the cover is looked at, and the member is told so', async () => {
  const member = new Member();
  await member.sends({ msgtype: 'video', video: { file: jpegOf(2, 2).toString('base64') } });
  await member.isDealtWith(1);
  const [note, ...answer] = await member.received();
  expect(note).toBe(zhCn.onlyCover);
  // The simulator's cover is one white dot.
  expect(answer.join('')).toContain('图片 1：PNG 1×1，平均色 #ffffff。');
});
