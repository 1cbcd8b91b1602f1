import type { StackTexts } from './stack-texts';

export const stackZhCn: StackTexts = {
  oneStack: '--stack、--stage 和 --local 只能用一个。',

  commonHelp: (command, page, exitCode = '') => `  --stack 名称   AWS 里的堆栈名称，默认 WecomGpt
  --stage 名称   该 stage 的堆栈 WecomGpt-名称
  --local        本机正在运行的 npm start
  --json         输出 JSON
  --lang 语言    zh-CN（默认）或 en
  --help         显示本说明（English: npm run ${command} -- --help --lang en）

凭证与 AWS SDK 相同：AWS_PROFILE 等；区域是 AWS_REGION，没有设置时是 config.ts 里的那个。所需的权限见 ${page}

退出码：0 正常，1 有问题，2 用法不对${exitCode}`,

  faults: (page) => ({
    'no-region': () => ({
      what: '无法访问 AWS。',
      why: '没有 config.ts，也没有设置区域；或者设置的不是区域。',
      next: '还没部署过的话，先运行 npm run setup；部署过的，设置它的区域，例如 AWS_REGION=ap-northeast-1；如果是 npm start，请加 --local。',
    }),
    'no-credentials': ({ reason }) => ({
      what: '还没有登录 AWS。',
      why: `没有找到 AWS 凭证。AWS SDK 说：${reason}`,
      next: '在这个终端里登录（例如 aws login 或 aws configure sso），用 AWS_PROFILE 选择账号（步骤见 docs/guide.zh-CN.md 第 2 步）；如果是 npm start，请加 --local。',
    }),
    'credentials-refused': ({ reason }) => ({
      what: 'AWS 不接受这些凭证。',
      why: `它说：${reason}`,
      next: '重新登录，或用 AWS_PROFILE 换一个配置。',
    }),
    'access-denied': ({ action }) => ({
      what: 'AWS 拒绝了一次调用。',
      why: `这些凭证没有权限：${action}`,
      next: `请管理员授权，${page} 列出了所需的权限。没有丢失任何东西，之后再运行一次即可。`,
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
  }),
};
