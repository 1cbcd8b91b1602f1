import { understoodOf } from '../../../lambda/model/transcript';

const sure = (...logprobs: number[]) => logprobs.map((logprob) => ({ token: 'a', logprob, bytes: [97] }));

it.each([
  ['words', { text: ' 今天几号？ ' }, '今天几号？'],
  ['words that are sure', { text: '今天几号？', logprobs: sure(-0.1, -0.9) }, '今天几号？'],
  ['words of which one is not sure', { text: '今天几号？', logprobs: sure(-0.1, -0.1, -2.5) }, '今天几号？'],
  ['words in a language that is known', { text: '今天几号？', languages: [{ code: 'zh' }] }, '今天几号？'],
  ['words about films', { text: '谢谢观看我的演示，有什么意见吗？' }, '谢谢观看我的演示，有什么意见吗？'],
  ['thanks', { text: 'Thank you.' }, 'Thank you.'],
])('%s are understood', (_, transcript, text) => {
  expect(understoodOf(transcript)).toEqual({ text, isDoubtful: false });
});

it.each([
  ['words that are not sure', { text: '今天几号？', logprobs: sure(-0.5, -1.9) }],
  ['words in a language that can not be told', { text: '今天几号？', languages: [] }],
  ['credits', { text: '字幕由 Amara.org 社群提供' }],
  ['credits of volunteers', { text: '中文字幕志愿者 李宗盛' }],
  ['a farewell to viewers', { text: '谢谢观看！' }],
  ['a farewell to viewers in English', { text: ' Thank you for watching! ' }],
  ['a plea for subscribers', { text: '请不吝点赞 订阅 转发 打赏支持明镜与点点栏目' }],
])('%s are doubted', (_, transcript) => {
  expect(understoodOf(transcript)).toMatchObject({ isDoubtful: true });
});

it('the prompt, said back, is doubted', () => {
  expect(understoodOf({ text: '云杉、飞鸽。' }, '云杉, 飞鸽')).toMatchObject({ isDoubtful: true });
});

it.each([[{ text: '' }], [{ text: ' \n' }], [{ text: '...' }], [{}], [{ text: '', languages: [] }]])(
  'nothing is understood of %j',
  (transcript) => {
    expect(understoodOf(transcript, '')).toEqual({ text: '', isDoubtful: false });
  },
);
