import type { Language, Menu } from '../../lambda/shared/bot-config';

/** The menu of an app whose configuration has none of its own: what a newcomer would not think of typing. */
export const DEFAULT_MENUS: Readonly<Record<Language, Menu>> = {
  'zh-CN': [
    { name: '新对话', key: '/new' },
    {
      name: '设置',
      buttons: [
        { name: '选角色', key: '/persona' },
        { name: '选模型', key: '/model' },
        { name: '语音回答', key: '/voice' },
      ],
    },
    {
      name: '更多',
      buttons: [
        { name: '使用帮助', key: '/help' },
        { name: '我的用量', key: '/usage' },
        { name: '导出对话', key: '/export' },
      ],
    },
  ],
  en: [
    { name: 'New chat', key: '/new' },
    {
      name: 'Settings',
      buttons: [
        { name: 'Choose a persona', key: '/persona' },
        { name: 'Choose a model', key: '/model' },
        { name: 'Answers by voice', key: '/voice' },
      ],
    },
    {
      name: 'More',
      buttons: [
        { name: 'Help', key: '/help' },
        { name: 'My usage', key: '/usage' },
        { name: 'Export this conversation', key: '/export' },
      ],
    },
  ],
};
