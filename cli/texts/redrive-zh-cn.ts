import type { RedriveTexts } from './redrive-texts';

export const redriveZhCn: RedriveTexts = {
  help: `npm run redrive -- [选项] [编号]

不带编号：列出机器人放弃了的消息，也就是堆栈的死信队列里的内容。
带编号：把那一条消息放回去，机器人会像刚收到一样回答它。

  编号           列表里的编号，或它的开头，至少 8 个字符
  --stack 名称   AWS 里的堆栈名称，默认 WecomGpt
  --local        正在运行的 npm start
  --json         输出 JSON
  --lang 语言    zh-CN（默认）或 en
  --help         显示这段说明 (in English: npm run redrive -- --help --lang en)

凭证和区域与 AWS SDK 相同：AWS_PROFILE、AWS_REGION 等。会失去什么、需要哪些权限，见 docs/redrive.md

退出码：0 正常，1 有问题，2 用法不对`,

  usage: {
    badArguments: (reason) => `参数不对：${reason}\n用法：npm run redrive -- --help`,
    oneId: '请只给出一个编号：消息一次放回一条。',
    notAnId: '这不是编号。编号以 8 个 0-9、a-f 的字符开头，不带编号运行 npm run redrive 就会列出。',
    localOrStack: '--stack 和 --local 只能用一个。',
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
    'no-region': () => ({
      what: '无法访问 AWS。',
      why: '没有设置区域，或者设置的不是区域。',
      next: '设置成 config.ts 里的区域，例如 AWS_REGION=ap-northeast-1；如果是 npm start，请加 --local。',
    }),
    'no-credentials': () => ({
      what: '无法访问 AWS。',
      why: '没有找到 AWS 凭证。',
      next: '设置 AWS_PROFILE，或像 npx cdk deploy 之前那样登录；如果是 npm start，请加 --local。',
    }),
    'credentials-refused': ({ reason }) => ({
      what: 'AWS 不接受这些凭证。',
      why: `它说：${reason}`,
      next: '重新登录，或用 AWS_PROFILE 换一个配置。',
    }),
    'access-denied': ({ action }) => ({
      what: 'AWS 拒绝了一次调用。',
      why: `这些凭证没有权限：${action}`,
      next: '请管理员授权，docs/redrive.md 列出了所需的权限。没有丢失任何东西，之后再运行一次即可。',
    }),
    unreachable: ({ reason }) => ({
      what: 'AWS 没有回应。',
      why: reason,
      next: '检查网络和区域。没有丢失任何东西，之后再运行一次即可。',
    }),
    aws: ({ reason }) => ({
      what: '对 AWS 的一次调用失败了。',
      why: `它说：${reason}`,
      next: '没有丢失任何东西，一分钟后再运行一次。',
    }),
    'no-such-stack': ({ stack, region }) => ({
      what: `${region} 里没有名为 ${stack} 的堆栈。`,
      why: '名称、区域或 AWS 账号不对。',
      next: '把 AWS_REGION 设置成 config.ts 里的区域，用 AWS_PROFILE 选择账号，或用 --stack 指定名称。',
    }),
    'old-stack': ({ output }) => ({
      what: `堆栈没有输出 ${output}。`,
      why: '它是由较早的版本部署的，或者是另一个堆栈。',
      next: '部署这个版本（npm start 则重新启动），或用 --stack 指定名称。',
    }),
    'not-running': () => ({
      what: '没有找到本机的堆栈。',
      why: '本目录里没有正在运行的 npm start。',
      next: '用 npm start 启动；如果要看 AWS 里的堆栈，请去掉 --local。',
    }),
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
