import { localTime } from '../stack/report';
import type { DoctorTexts } from './doctor-texts';
import { stackZhCn } from './stack-zh-cn';

const DEPLOY = '部署这个版本：npx cdk deploy';

export const doctorZhCn: DoctorTexts = {
  help: `npm run doctor -- [选项]

从本机和从堆栈内部检查一遍，列出问题和下一步该做什么，最严重的排在最前。只读，不改任何东西。
✗ 不能用，! 能用但要留意，? 查不到，✓ 正常。

  --no-drift     不比较堆栈和模板（比较最多要 90 秒）
  --strict       有 ! 或 ? 时退出码也为 1
${stackZhCn.commonHelp('doctor', 'docs/doctor.md')}
这里的 1 表示：至少有一个 ✗。找不到堆栈、doctor 函数没有回应，也算 ✗。`,

  comparing: '正在比较堆栈和模板，最多 90 秒；用 --no-drift 可以跳过。',
  checks: {
    versions: '版本',
    credentials: '凭证',
    config: 'config.ts',
    outputs: '输出',
    stack: '堆栈',
    drift: '偏移',
    address: '出口 IP',
    domain: '域名',
    certificate: '证书',
    callback: '回调',
    inside: '内部检查',
  },
  tag: (where, code) => `（${{ outside: '本机', inside: '内部' }[where]}：${code}）`,

  findings: {
    'node-ok': ({ version }) => ({ says: `Node.js ${version}。` }),
    'node-older': ({ version, recommended }) => ({
      says: `Node.js ${version} 可以用，推荐 ${recommended}。`,
      next: `有空时安装 Node.js ${recommended}。`,
    }),
    'node-too-old': ({ version, needed }) => ({
      says: `Node.js ${version} 太旧，至少需要 ${needed}。`,
      next: '安装 Node.js 24，然后运行 npm ci。',
    }),
    'release-same': ({ version }) => ({ says: `本目录和堆栈是同一个版本：${version}。` }),
    'release-behind': ({ deployed, here }) => ({
      says: `堆栈是 ${deployed} 版，本目录是 ${here} 版。`,
      next: `先看 CHANGELOG.md，再${DEPLOY}`,
    }),
    'release-ahead': ({ deployed, here }) => ({
      says: `堆栈是 ${deployed} 版，本目录只是 ${here} 版：从这里部署会退回旧版本。`,
      next: '先更新本目录：git pull，然后 npm ci。',
    }),
    identity: ({ account, arn, region }) => ({ says: `账号 ${account}，${arn}，区域 ${region}。` }),
    'config-ok': ({ region }) => ({ says: `配置可以部署，区域 ${region}。` }),
    'config-region': ({ region, here }) => ({
      says: `配置里的区域是 ${region}，现在查的却是 ${here}。`,
      next: `设置 AWS_REGION=${region}，或修改 config.ts 里的 region。`,
    }),
    'config-faulty': ({ faults }) => ({
      says: `配置有错，不能部署。${faults}`,
      next: '改正这些错误；每个字段的说明见 docs/configuration.md。',
    }),

    'stack-ok': ({ stack, status }) => ({ says: `堆栈 ${stack} 已部署（${status}）。` }),
    'stack-busy': ({ stack, status }) => ({
      says: `堆栈 ${stack} 正在变更（${status}）。`,
      next: '等它结束，再查一次。',
    }),
    'stack-rolled-back': ({ stack, status, reason }) => ({
      says: `堆栈 ${stack} 上次部署失败，已退回原来的版本，仍在工作（${status}）。${reason}`,
      next: '在 CloudFormation 控制台的堆栈事件里找到第一个失败，改正后重新部署。',
    }),
    'stack-stuck': ({ stack, status, reason }) => ({
      says: `堆栈 ${stack} 卡住了（${status}）。${reason}`,
      next: '先看 CloudFormation 控制台的堆栈事件，然后运行 npx cdk rollback',
    }),
    'stack-unmade': ({ stack, status, reason }) => ({
      says: `堆栈 ${stack} 从未部署完成（${status}）。${reason}`,
      next: '在 CloudFormation 控制台的堆栈事件里找到第一个失败并改正，在那里删除堆栈，再重新部署。',
    }),
    'stack-leaving': ({ stack, status, reason }) => ({
      says: `堆栈 ${stack} 正在删除，或者没有删干净（${status}）。${reason}`,
      next: '确实要删除：npm run teardown。不是的话，把输出 KeepLine 那一行放进 config.ts，重新部署。',
    }),
    'stack-odd': ({ stack, status }) => ({
      says: `堆栈 ${stack} 的状态不认识：${status}。`,
      next: '看 CloudFormation 控制台怎么说。',
    }),
    'outputs-ok': () => ({ says: '这个版本的命令需要的输出，堆栈都有。' }),
    'outputs-missing': ({ missing }) => ({
      says: `堆栈缺少这个版本的命令需要的输出：${missing}。`,
      next: `它是由较早的版本部署的，或者是另一个堆栈。${DEPLOY}`,
    }),

    'drift-none': ({ compared }) => ({ says: `没有人手工改过：${compared} 个资源与模板一致。` }),
    'drift-changed': ({ resource, type, properties }) => ({
      says: `${resource}（${type}）被手工改过：${properties}。`,
      next: '改回去，或者写进 config.ts：下次部署可能会撤销它，也可能因此失败。',
    }),
    'drift-deleted': ({ resource, type }) => ({
      says: `${resource}（${type}）被手工删除了。`,
      next: '重新部署不会自动补建。用输出 KeepLine 那一行部署另一个堆栈，它会接着用剩下的东西。',
    }),
    'drift-failed': ({ reason }) => ({
      says: `有些资源没法和模板比较。${reason}`,
      next: '多半是缺少读取某个资源的权限；AWS 的 ReadOnlyAccess 策略都包含。',
    }),
    'drift-slow': ({ seconds }) => ({
      says: `${seconds} 秒内没有比较完堆栈和模板。`,
      next: '在 CloudFormation 控制台用“检测偏移”查看，或再运行一次。',
    }),

    'address-ok': ({ ips }) => ({ says: `出口 IP 属于这个账号，正在使用：${ips}。` }),
    'address-of-network': ({ ips }) => ({
      says: `流量走原有的网络，从 ${ips} 出去；是否如此，从这里看不到。`,
    }),
    'address-gone': ({ ip }) => ({
      says: `出口 IP ${ip} 已不属于这个账号和区域：它被释放了。`,
      next: '马上试着找回（aws ec2 allocate-address --address）；找不回就换新的 IP 部署，并填进每个应用的“企业可信IP”。',
    }),
    'address-idle': ({ ip }) => ({
      says: `出口 IP ${ip} 还在，但没有东西使用它：任何调用都出不去。`,
      next: 'NAT 网关或实例被手工删除或改动了：看偏移那一项，再重新部署。',
    }),

    'domain-ok': ({ host }) => ({ says: `域名 ${host} 指向这个堆栈。` }),
    'domain-elsewhere': ({ host, target, found }) => ({
      says: `域名 ${host} 指向 ${found}，不是 ${target}。`,
      next: `在域名服务商处把 ${host} 的 CNAME 记录改为 ${target}。如果前面是你们自己的代理，就不用改。`,
    }),
    'certificate-ok': ({ host, until, days }) => ({
      says: `${host} 的证书有效期到 ${localTime(Date.parse(until))}（还有 ${days} 天）。`,
    }),
    'certificate-ends': ({ host, until, days }) => ({
      says: `${host} 的证书只剩 ${days} 天，到 ${localTime(Date.parse(until))}。`,
      next: 'ACM 早该续期了：在它的控制台看它在等哪条 DNS 记录。导入的证书要手工续期。',
    }),
    'certificate-over': ({ host, until }) => ({
      says: `${host} 的证书已在 ${localTime(Date.parse(until))} 过期：企业微信不再投递任何消息。`,
      next: '在 ACM 控制台看它在等哪条 DNS 记录。导入的证书要手工续期。',
    }),
    'certificate-name': ({ host, names }) => ({
      says: `${host} 出示的证书是别的域名的：${names}。`,
      next: '检查域名指向哪里，以及 config.ts 里的 certificateArn。',
    }),
    'certificate-unseen': ({ host, reason }) => ({
      says: `看不到 ${host} 的证书（${reason}）。`,
      next: '看域名和回调两项怎么说。',
    }),

    'callback-ok': ({ url }) => ({ says: `从本机看，回调正常：${url}。` }),
    'callback-unfilled': ({ fields }) => ({
      says: `没法检查回调：callback 密钥里这些值还没填，或者填错了：${fields}。`,
      next: '运行 npm run secrets -- enter 逐项填写。',
    }),
  },

  insideUnseen: (what) => `doctor 函数没有给出内部的检查结果。${what}`,
  notLookedAt: (checks, what) => `没有检查：${checks.join('、')}。${what}`,
  unforeseen: (reason) => ({
    what: '这个命令在这里出错了。',
    why: reason,
    next: '再运行一次；如果总是这样，就是本项目的问题，请附上这段文字报告。',
  }),
  leftOut: (checks, because) => {
    const reason = {
      local: '本机没有这些',
      'no-drift': '因为 --no-drift',
      'no-stack': '因为没有找到堆栈',
    }[because];
    return `未检查（${reason}）：${checks.join('、')}。`;
  },
  onThisMachine: (simulatorUrl) =>
    `这是本机的堆栈：要在企业微信管理后台做的事，在这里由模拟器代替，地址 ${simulatorUrl}，命令见 docs/simulator.md；` +
    '密钥用 npm run secrets -- enter 填写，日志用 npm run logs 查看。',
  summary: ({ fail, warn, unknown, ok }) =>
    `${fail > 0 ? '✗' : '✓'} ${fail} 项有问题，${warn} 项要留意，${unknown} 项查不到，${ok} 项正常。`,

  faults: {
    ...stackZhCn.faults('docs/doctor.md'),
    'doctor-failed': ({ reason }) => ({
      what: '函数失败了。',
      why: `它说：${reason}`,
      next: '再运行一次；如果还是失败，看它的日志：npm run logs -- doctor',
    }),
    'doctor-answer': () => ({
      what: '它的回应不是检查结果。',
      why: '它是别的版本的，或者是另一个函数。',
      next: DEPLOY,
    }),
  },
};
