import { localTime } from '../stack/report';
import { doctorZhCn } from './doctor-zh-cn';
import { pick } from './pick';
import { secretsZhCn } from './secrets-zh-cn';
import { setupStepsZhCn } from './setup-steps-zh-cn';
import type { SetupTexts } from './setup-texts';
import { stackZhCn } from './stack-zh-cn';

const PAGE = '企业微信管理后台（https://work.weixin.qq.com/）';

const WITHOUT_DOMAIN =
  '  ! config.ts 里没有 domain：回调地址会以 amazonaws.com 结尾，已认证的企业保存时会被拒绝（域名主体校验未通过）。' +
  '见 docs/guide.zh-CN.md。';

export const setupZhCn: SetupTexts = {
  help: `npm run setup -- [选项] [应用]

从零开始，一步一步做到企业微信里的第一次回答：检查本机和 AWS 账号，部署，填写密钥，再按企业微信管理后台要求的顺序逐项设置。
每次运行都会先看哪些已经做好，再从没做好的一步接着做；随时可以按 Ctrl-C 离开。

  应用           config.ts 里的应用名称；默认所有应用，一个接一个
  --check        只看做到了哪一步：逐步列出，并说明下一步做什么；不提问，也不改动任何东西
  --stage 名称   该 stage 的堆栈 WecomGpt-名称
  --local        用本机的 npm start -- --fresh 练习，不用 AWS
  --json         最后输出 JSON
  --lang 语言    zh-CN（默认）或 en
  --help         显示本说明（English: npm run setup -- --help --lang en）

凭证与 AWS SDK 相同：AWS_PROFILE 等；区域是 config.ts 里的那个。所需的权限见 docs/guide.zh-CN.md

退出码：0 全部做好，1 有问题，或者（--check）还没做完，2 用法不对，130 按 Ctrl-C 离开`,

  usage: {
    oneApp: '最多写一个应用。',
    noStack: '这里不能用 --stack：要部署的堆栈由 --stage 决定。',
  },

  begins: '每一步都可以按 Ctrl-C 离开，之后再运行 npm run setup，会从没做好的一步接着做。\n',
  practice: (simulatorUrl) =>
    [
      `这是在本机练习：企业微信管理后台由模拟器代替，地址 ${simulatorUrl}，`,
      '每一步对应的命令见 docs/guide.zh-CN.md 的“练习”。下面的“应用管理 → …”等，是真实管理后台里的名称。',
      '',
    ].join('\n'),
  left: '\n已离开。做好的都还在，再运行一次 npm run setup 会接着做。',
  allDone: (isLocal) =>
    [
      '',
      isLocal ? '全部做好了。在本机可以试试：' : '全部做好了。接下来：',
      '  npm run doctor       随时看哪里不对',
      '  npm run usage        谁用了多少',
      '  npm run audit        审计日志里的问题',
      '  npm run pause        暂停应用',
      isLocal ? '  npm run teardown     结束 npm start 的堆栈' : '  npm run teardown     撤掉，默认保留 IP',
      ...(isLocal ? ['要部署到 AWS，去掉 --local 再做一遍。'] : []),
    ].join('\n'),
  looks: '正在查看做到了哪一步…',
  notDone: (count) => `还有 ${count} 步没有做好：npm run setup`,
  ...setupStepsZhCn,
  ofApp: (step, app) => `${step}（${app}）`,
  colon: '：',
  isNext: '下一步',
  isNextAndOptional: '下一步，可选',
  isLater: '稍后',
  isNotNeeded: '不需要',
  next: '怎么办：',

  machineIs: (version) => `Node.js ${version}`,
  askRegion:
    '  部署到哪个区域？东京 ap-northeast-1、新加坡 ap-southeast-1 离中国近，OpenAI 也支持 [ap-northeast-1] ',
  noRegion: '区域的写法像 ap-northeast-1。',
  aboutDomain: [
    '',
    '  已认证的企业，回调地址的域名必须由本企业（或关联企业）备案，否则保存时提示 域名主体校验未通过。',
    '  请用公司已备案域名下的一个子域名。未认证的企业据说不受此限制。',
  ].join('\n'),
  askDomain: '  子域名，例如 gpt.example.com（没有就直接回车）：',
  noDomain: '请写小写的主机名，不带 https:// 和路径，例如 gpt.example.com。',
  aboutCertificate: (name) =>
    [
      `  它需要一张证书：在 AWS 控制台打开同一区域的 Certificate Manager → Request → 填 ${name} → DNS validation，`,
      '  按提示加一条 CNAME 记录，等状态变成 Issued，再复制它的 ARN。（域名在 Route 53 的话，也可以在 config.ts 里用 hostedZone 代替。）',
      '  证书还没好的话，可以按 Ctrl-C，好了再来。',
    ].join('\n'),
  askCertificate: '  证书的 ARN：',
  noCertificate: 'ARN 的写法像 arn:aws:acm:ap-northeast-1:123456789012:certificate/0a1b2c3d-…',
  aboutContent: [
    '',
    '  审计日志总会记录谁在什么时候问了哪类问题、用了多少、结果如何。',
    '  是否也记录问了什么、答了什么，现在就要决定：没有记录的，以后补不回来。',
    '  记录的话，欢迎语和帮助里会告诉成员。之后可以在 config.ts 里用 auditContent 修改。',
  ].join('\n'),
  askContent: '  记录问题和回答的内容？',
  askUnrecorded: '  config.ts 里没有 auditContent，也就是不记录内容。就这样部署？',
  aboutEmail:
    '\n  出问题时可以发告警邮件。部署后 AWS 会先给这个邮箱发一封确认信，点了里面的链接才会收到告警。',
  askEmail: '  接收告警的邮箱（直接回车：不用邮件，以后可以在 config.ts 的 alarms.emails 里填）：',
  noEmail: '邮箱的写法像 ops@example.com。',
  configIsMade: '  已写好 config.ts，以后可以直接修改它。',
  configurationIs: (region, apps, recorded) =>
    `区域 ${region}，应用 ${apps.join('、')}，` +
    (recorded.length === 0 ? '不记录问答内容' : `记录问答内容：${recorded.join('、')}`),
  accountIs: (account, arn, region) => `${account}（${arn}），${region}`,
  roomIs: (executions) => `够用，Lambda 可同时运行 ${executions} 个`,
  roomUnknown: (action) => `没有查：这些凭证没有权限 ${action}；不够的话部署会失败并说明`,
  concurrencyLow: (executions, workers) =>
    `够部署，但账号只能同时运行 ${executions} 个 Lambda 函数，回答最多占 ${workers} 个，人多时回调会受影响。` +
    '请在 Service Quotas 里申请提高 Concurrent executions，或者调低 maxConcurrency',
  qualifierIs: (qualifier) => `用公司自己的 qualifier ${qualifier}，应已由公司准备好`,
  aboutBootstrap:
    '  这个账号在这个区域还没有用过 CDK。cdk bootstrap 会创建一个存放代码的 S3 桶和几个部署用的角色，只做一次，几乎不花钱。',
  askBootstrap: '  现在运行 cdk bootstrap？',
  isBootstrapped: '已就绪',
  plan: (stack, { network, alarms, apps, domain }, { fixed, perThousand, region, asOf }) =>
    [
      `  将创建堆栈 ${stack}：`,
      '    · API Gateway 和回调函数：接收企业微信的消息',
      '    · SQS 队列、DynamoDB 表、Secrets Manager 密钥、审计日志',
      `    · 回答的函数，出口：${egressOf(network.egress)}`,
      `    · 每分钟检查一次的函数、告警${alarms.robot ? '和发到群机器人的通知' : ''}、CloudWatch 面板`,
      `    · 告警邮件：${alarms.emails.length > 0 ? `发到 ${alarms.emails.join('、')}` : '不发（没有填 config.ts 的 alarms.emails）'}`,
      `    · 应用：${Object.entries(apps)
        .map(
          ([name, { model, auditContent }]) =>
            `${name}（${model}${auditContent === 'full' ? '，记录内容' : ''}）`,
        )
        .join('、')}`,
      '',
      `  固定费用每月约 ${fixed.toFixed(2)} 美元，每一千条消息在 AWS 约 ${perThousand.toFixed(2)} 美元，模型另计。`,
      `  按 ${region} 在 ${asOf} 查到的目录价推算，不含税，不计免费额度；逐项见 docs/cost.md。`,
      ...(domain ? [] : [WITHOUT_DOMAIN]),
      '  大约需要 5 到 10 分钟（估计，未在真实账号上测量）。',
      '',
    ].join('\n'),
  askDeploy: '  开始部署？',
  stackIs: (stack) => `${stack} 已就绪`,
  aboutKeep: (stage) =>
    `  把下面这行写进 config.ts${stage === undefined ? '' : ` 的 stages.${stage} 里`}：以后即使删掉堆栈再部署，IP、表、审计日志和密钥都接着用。`,
  askKeep: '  现在写进 config.ts？',
  isKept: 'config.ts 里已有 keep',
  keepByHand: '没有写入，请自己把上面这行加进 config.ts',

  modelIs: '已填写',
  aboutApp: (app) =>
    [
      `  在${PAGE}：应用管理 → 自建 → 创建应用，在“可见范围”里选择谁可以用。`,
      `  它就是 config.ts 里的 ${app}。已经有了的话，打开它。然后逐项复制（三项都填完才会保存）：`,
    ].join('\n'),
  wecomIs: 'CorpID、AgentId、Secret 已填写',
  entersAnew: '请先确认应用已启用，再重新复制（即使内容相同）：只有重新填写的才会再试。',
  areRefused: (says) => `${says}运行 npm run setup，会重新询问有关的几项。`,
  askNewValues: '  生成新的 Token 和 EncodingAESKey？（n：用企业微信页面上已有的）',
  callbackIs: '已填写',
  aboutDns: (name, target) =>
    [
      '  在你的 DNS 服务商添加一条记录，不要开代理或加速：',
      '',
      `    类型    CNAME`,
      `    主机    ${name}`,
      `    值      ${target}`,
      '',
      '  等它生效…（Ctrl-C 离开）',
    ].join('\n'),
  dnsIs: (name) => `${name} 已指向堆栈`,
  dnsSays: (seen) => `  现在解析到：${seen}`,
  ownCheckIsWell: '用签名的请求访问回调，一切正常',
  waitsForSecret: '  回调还在用之前的值，半分钟内会读到新的…',
  askAgain: '  改好后按回车再检查一次（Ctrl-C 离开）：',
  receiveForm: ({ app, url, token, encodingAesKey }) => ({
    page: `企业微信管理后台 → 应用管理 → 自建 → ${app} 对应的应用 → 接收消息 → 设置API接收`,
    fields: [
      ['URL', url],
      ['Token', token],
      ['EncodingAESKey', encodingAesKey],
    ],
    ticks: ['用户发送的普通消息（不勾选就收不到任何消息）', '上报进入应用事件（不勾选就没有欢迎语）'],
    button: '保存',
  }),
  waitsForSave: '\n  粘贴三个值，勾选，点“保存”。等企业微信来验证…（Ctrl-C 离开）',
  refusedSave: (code) => `  ! 刚才有请求被回调拒绝（${code}）。请核对粘贴的三个值，再点一次“保存”。`,
  refusedUrl: (end) =>
    `  ! 刚才有请求被回调拒绝：URL 里的应用不在这个堆栈里（UNKNOWN_APP）。请核对 URL，结尾必须是 ${end}，再点一次“保存”。`,
  isSaved: '企业微信已用这些值验证了回调',
  trustedIpForm: (app, ips) => ({
    page: `企业微信管理后台 → 应用管理 → 自建 → ${app} 对应的应用 → 企业可信IP → 配置`,
    fields: [['公网IP地址', ips.join(';')]],
    button: '确定',
  }),
  waitsForTrust: '\n  大约一分钟后生效。等企业微信接受…（Ctrl-C 离开）',
  isTrusted: (ips) => `企业微信接受来自 ${ips.join('、')} 的调用`,
  waitsForMenu: '  一两分钟内由堆栈自己创建，等一下…',
  menuIs: '已创建',
  askUserid: '  你在企业微信里的账号（通讯录 → 你 → 账号）？欢迎语会发给你：',
  noUserid: '账号由 1 到 64 个字母、数字和 . _ - @ 组成。',
  welcomes: (member) => `  正在给 ${member} 发送欢迎语…`,
  isWelcomed:
    '  ✓ 欢迎语已发送，请看企业微信。没有收到的话，填的可能是别人的账号：按 Ctrl-C 离开，再运行一次 npm run setup。',
  isNotWelcomed: '  ✓ 最近已经发过欢迎语，这次没有再发。',
  isUnreachable: (member) => `企业微信不能把消息发给 ${member}：账号写错了，或者不在应用的可见范围里。`,
  writeToIt: '  在企业微信里打开应用，发一句“你好”。等第一次回答…（Ctrl-C 离开）',
  isAnswered: (seconds) => `${seconds} 秒答完`,
  isNoAnswer: (result, error) =>
    `  ! 有一条消息还没有得到回答：${result}${error === undefined ? '' : `（${error}，含义见 docs/errors.md）`}`,
  hasMessages: (at) => `最近一条消息：${localTime(at)}`,
  aboutRobot:
    '  可选：告警发到企业微信群。在管理员的群里：群机器人 → 添加，复制它的 Webhook 地址。它不需要可信IP。',
  robotMayWait: '（直接回车：以后再说）',
  robotLater: '以后再填：npm run secrets -- enter',
  robotIs: '群机器人已填写',

  faults: {
    ...stackZhCn.faults('docs/guide.zh-CN.md'),
    ...pick(doctorZhCn.faults, 'doctor-failed', 'doctor-answer'),
    ...pick(secretsZhCn.faults, 'not-json', 'not-kept', 'changed-meanwhile'),
    'not-running': () => ({
      what: '没有找到本机的堆栈。',
      why: '本目录里没有正在运行的 npm start。',
      next: '在另一个终端里运行 npm start -- --fresh；要部署到 AWS，请去掉 --local。',
    }),
    'node-too-old': ({ version }) => ({
      what: `Node.js ${version} 太旧。`,
      why: '需要 20.19 或更新的版本，推荐 24。',
      next: '从 https://nodejs.org/ 安装，然后再运行 npm ci && npm run setup。',
    }),
    'bad-config': ({ reason }) => ({
      what: '配置有错。',
      why: reason,
      next: '改好后再运行 npm run setup。所有字段见 docs/configuration.md。',
    }),
    'no-such-app': ({ app, apps }) => ({
      what: `config.ts 里没有应用 ${app}。`,
      why: `里面有：${apps.join('、')}。`,
      next: '写其中一个，或者在 config.ts 里加上它。',
    }),
    'not-deployed': ({ app }) => ({
      what: `已部署的堆栈里没有应用 ${app}。`,
      why: '它是在部署之后才加进 config.ts 的。',
      next: '运行 npx cdk deploy，然后再运行 npm run setup。',
    }),
    'no-room': ({ what, used, limit, region }) => ({
      what: `${region} 里放不下新的${what === 'vpcs' ? ' VPC' : '弹性 IP'}。`,
      why: `已有 ${used} 个，这个账号的上限是 ${limit} 个。`,
      next:
        what === 'vpcs'
          ? "删掉不用的 VPC，或在 Service Quotas 里申请提高“VPCs per Region”；也可以在 config.ts 里用公司现有的 VPC：network: { egress: 'existing-vpc', … }。"
          : '释放不用的弹性 IP，或在 Service Quotas 里申请提高“EC2-VPC Elastic IPs”。',
    }),
    'not-agreed': ({ to }) => ({
      what: to === 'bootstrap' ? '没有运行 cdk bootstrap。' : '没有部署。',
      why: '你选择了不做。',
      next:
        to === 'unrecorded'
          ? "在 config.ts 的应用里写 auditContent: 'full'（或 'none'），再运行 npm run setup。"
          : `想好了再运行 npm run setup；也可以自己运行 npx cdk ${to}。`,
    }),
    'cdk-failed': ({ command, words }) => ({
      what: `cdk ${command} 没有成功。`,
      why: `它最后说：${words}`,
      next: '按它说的处理，再运行 npm run setup。首次部署失败不会留下弹性 IP。',
    }),
    'stack-busy': ({ stack, status }) => ({
      what: `堆栈 ${stack} 正在变化：${status}。`,
      why: '有另一次部署或删除还没结束。',
      next: '等它结束，再运行 npm run setup。',
    }),
    'not-taken-over': ({ app, until }) => ({
      what: '没有写入。',
      why: `${app} 刚换了 Token，还没看到企业微信使用新的。再改一次，企业微信还在用的旧 Token 就会失效，消息会被拒绝。`,
      next: `先在企业微信里换上新的：npm run secrets -- rotate ${app} token 会再次显示。旧的到 ${localTime(until)} 为止有效。`,
    }),
    'nobody-there': ({ question }) => ({
      what: `要有人回答才能继续：${question}。`,
      why: '这里没有终端。',
      next: '在终端里运行 npm run setup；只想看做到了哪一步，请加 --check。密钥也可以用 npm run secrets -- enter --from-env 填写。',
    }),
  },
};

function egressOf(egress: string): string {
  if (egress === 'nat-gateway') return 'NAT 网关加自己的弹性 IP';
  return egress === 'nat-instance' ? 'NAT 实例加自己的弹性 IP' : '公司现有的 VPC';
}
