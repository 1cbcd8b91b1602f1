import type { Language, Menu, MenuButton } from '../../lambda/shared/bot-config';

/** What members of an app may choose, and so find in its menu. */
export interface Choices {
  readonly models: boolean;
  readonly personas: boolean;
  readonly voice: boolean;
}

interface Names {
  readonly fresh: string;
  readonly choose: string;
  readonly more: string;
  readonly choices: Readonly<Record<keyof Choices, string>>;
  readonly others: Readonly<Record<'help' | 'usage' | 'export', string>>;
}

/** At most 16 bytes in UTF-8, and 40 for choices and others [D90231]. */
const NAMES: Readonly<Record<Language, Names>> = {
  'zh-CN': {
    fresh: '新对话',
    choose: '设置',
    more: '更多',
    choices: { personas: '选角色', models: '选模型', voice: '语音回答' },
    others: { help: '使用帮助', usage: '我的用量', export: '导出对话' },
  },
  en: {
    fresh: 'New chat',
    choose: 'Settings',
    more: 'More',
    choices: { personas: 'Choose a persona', models: 'Choose a model', voice: 'Answers by voice' },
    others: { help: 'Help', usage: 'My usage', export: 'Export this chat' },
  },
};

/** The menu of an app whose configuration has none of its own: what a newcomer would not think of typing. */
export function defaultMenu(language: Language, can: Choices): Menu {
  const { fresh, choose, more, choices, others } = NAMES[language];
  const buttons: MenuButton[] = [
    ...(can.personas ? [{ name: choices.personas, key: '/persona' }] : []),
    ...(can.models ? [{ name: choices.models, key: '/model' }] : []),
    ...(can.voice ? [{ name: choices.voice, key: '/voice' }] : []),
  ];
  return [
    { name: fresh, key: '/new' },
    ...(buttons.length > 0 ? [{ name: choose, buttons }] : []),
    {
      name: more,
      buttons: [
        { name: others.help, key: '/help' },
        { name: others.usage, key: '/usage' },
        { name: others.export, key: '/export' },
      ],
    },
  ];
}
