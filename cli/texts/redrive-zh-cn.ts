import type { RedriveTexts } from './redrive-texts';
import { stackZhCn } from './stack-zh-cn';

export const redriveZhCn: RedriveTexts = {
  help: `npm run redrive -- [选项] [编号]

不带编号：列出机器人放弃了的消息，也就是堆栈的死信队列里的内容。
带编号：把那一条消息放回去，机器人会像刚收到一样回答它。会失去什么，见 docs/redrive.md

  编号           列表里的编号，或它的开头，至少 8 个字符；原因见
                 npm run logs -- worker --since 14d --message 编号
${stackZhCn.commonHelp('redrive', 'docs/redrive.md')}`,

  usage: {
    oneId: '请只给出一个编号：消息一次放回一条。',
    notAnId: '这不是编号。编号以 8 个 0-9、a-f 的字符开头，不带编号运行 npm run redrive 就会列出。',
  },

  list: {
    empty: '✓ 这里是空的：没有被放弃的消息。',
    heading: (count) => `有 ${count} 条消息被放弃：`,
    columns: ['编号', '应用', '成员', '类型', '发送时间', '放弃时间'],
    unreadable: '无法读取',
    putBack: (id) => `放回一条（选项与这次相同）：npm run redrive -- ${id}`,
    behind: (count) => `另外还有大约 ${count} 条：列出的放回之后就能看到。`,
    elsewhere: (count) => `另外有大约 ${count} 条正被别人查看，半分钟内会重新出现。`,
  },

  results: {
    'put-back': (id) => `${id} 已放回队列，排在该成员之后发来的消息后面。`,
    'already-answered': (id) => `${id} 已经有了回答，所以只从列表中去掉，没有放回。`,
  },

  faults: {
    ...stackZhCn.faults('docs/redrive.md'),
    'no-such-message': ({ id }) => ({
      what: `没有编号以 ${id} 开头的消息。`,
      why: '它已经放回、超过了 14 天，或者正被别人查看。',
      next: '用 npm run redrive 看看有哪些；必要时等半分钟。',
    }),
    'several-messages': ({ id }) => ({
      what: `有几条消息的编号以 ${id} 开头。`,
      why: '列表只显示编号的开头。',
      next: '从 npm run redrive -- --json 取完整的编号。',
    }),
    unreadable: ({ id }) => ({
      what: `${id} 无法读取，已原样留下。`,
      why: '它是另一个版本写的，这个版本只会再次放弃它。',
      next: '完成写它的那个版本的部署，再从那里运行一次。',
    }),
    'not-in-hand': ({ id }) => ({
      what: `${id} 没能拿住，已原样留下。`,
      why: '查看队列用了太久，或者别人取走了这条消息。',
      next: '半分钟后再运行一次。',
    }),
    'not-finished': ({ id }) => ({
      what: `${id} 已原样留下。`,
      why: '机器人还没有处理完对它的放弃，现在放回可能会被丢弃。',
      next: '一分钟后再运行一次，最迟在它被放弃的六分钟之后。',
    }),
  },
};
