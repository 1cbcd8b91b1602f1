import { commandIn } from '../../../lambda/chat/commands';

it.each([
  ['新对话', 'new-conversation'],
  ['/new', 'new-conversation'],
  ['#清除记忆', 'new-conversation'],
  ['＃清除记忆', 'new-conversation'],
  ['帮助', 'help'],
  ['/help', 'help'],
  ['／ＨＥＬＰ', 'help'],
  ['  新对话\n', 'new-conversation'],
])('%j is a command', (text, command) => {
  expect(commandIn(text)).toBe(command);
});

it.each(['新对话是什么意思？', 'help', '', '请帮助我', 'constructor', '__proto__'])(
  '%j is a question',
  (text) => {
    expect(commandIn(text)).toBeUndefined();
  },
);
