/** What a member can tell the bot to do, instead of asking the model. */
export type Command = 'help' | 'new-conversation';

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['帮助', 'help'],
  ['/help', 'help'],
  ['新对话', 'new-conversation'],
  ['/new', 'new-conversation'],
  // What people typed to earlier bots of this kind.
  ['#清除记忆', 'new-conversation'],
]);

/** The command that a text is as a whole; full-width letters, case and spaces around it are forgiven. */
export function commandIn(text: string): Command | undefined {
  return COMMANDS.get(text.normalize('NFKC').trim().toLowerCase());
}
