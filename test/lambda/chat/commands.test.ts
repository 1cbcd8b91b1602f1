import fc from 'fast-check';
import { commandIn, COMMANDS } from '../../../lambda/chat/commands';

it.each([
  ['新对话', 'new-conversation', ''],
  ['/new', 'new-conversation', ''],
  ['/新对话', 'new-conversation', ''],
  ['#清除记忆', 'new-conversation', ''],
  ['＃清除记忆', 'new-conversation', ''],
  ['  新对话\n', 'new-conversation', ''],
  ['新 对话', 'new-conversation', ''],
  ['新对话。', 'new-conversation', ''],
  ['帮助', 'help', ''],
  ['/help', 'help', ''],
  ['／ＨＥＬＰ', 'help', ''],
  ['Help', 'help', ''],
  ['模型', 'model', ''],
  ['模型 GPT-5.4', 'model', 'GPT-5.4'],
  ['模型：gpt-5.4', 'model', 'gpt-5.4'],
  ['/model gpt-5.4', 'model', 'gpt-5.4'],
  ['角色　翻译', 'persona', '翻译'],
  ['语音', 'voice', ''],
  ['语音 开', 'voice', '开'],
  ['语音关', 'voice', '关'],
  ['/voice on', 'voice', 'on'],
  ['画 一只猫\n在月亮上', 'draw', '一只猫\n在月亮上'],
  ['/image A Cat', 'draw', 'A Cat'],
  ['/画 一只猫', 'draw', '一只猫'],
  ['用量', 'usage', ''],
  ['导出', 'export', ''],
  ['我是谁', 'who-am-i', ''],
  ['继续', 'continue', ''],
  ['/help foo', 'help', ''],
  ['/voice what', 'voice', ''],
  ['画一只猫', 'draw', '一只猫'],
])('%j is a command', (text, name, choice) => {
  expect(commandIn(text)).toEqual({ name, choice });
});

it.each([
  '新对话是什么意思？',
  '',
  '请帮助我',
  'constructor',
  '__proto__',
  '画蛇添足是什么意思',
  '我是谁？',
  '帮助 我写一封信',
  '继续 说说第二点',
  '/usr/bin/env 是什么',
  '/ 是什么符号',
  '模型训练怎么做',
  '语音 识别怎么做',
  '画家是谁',
  'new',
])('%j is a question', (text) => {
  expect(commandIn(text)).toBeUndefined();
});

it.each([
  ['/hlep', '/help'],
  ['/models', '/model'],
  ['/expotr', '/export'],
  ['/新对画', '新对话'],
  ['/abcdefgh', '/help'],
  ['/删除', '帮助'],
  ['/modle gpt-5.4', '/model'],
])('%j is none, and %j is the nearest', (typed, nearest) => {
  expect(commandIn(typed)).toEqual({ name: 'unknown', typed: typed.split(' ')[0], nearest });
});

it('every word of every command is that command, also with a slash, and in any width and case', () => {
  for (const [name, { words }] of Object.entries(COMMANDS)) {
    for (const word of words) {
      expect(commandIn(word)).toEqual({ name, choice: '' });
      expect(commandIn(word.toUpperCase())).toEqual({ name, choice: '' });
    }
  }
});

it('no text makes it throw, and what is long is no unknown command', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const command = commandIn(text);
      expect(command?.name === 'unknown' && command.typed.length > 21).toBe(false);
    }),
  );
});
