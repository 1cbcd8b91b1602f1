import type { DoctorTexts } from './texts';

export const zhCn: DoctorTexts = {
  'secret-ok': { says: '{secret} 密钥已填写，格式正确（版本 {version}，{since}）。' },
  'secret-unfilled': {
    says: '{secret} 密钥还没填好：{fields}。',
    next: '运行 npm run secrets -- enter 逐项填写。',
  },
  'secret-malformed': {
    says: '{secret} 密钥里的 {field} 格式不对。',
    next: '重新复制，不要带空格、引号或名称。',
  },
  'secret-unreadable': {
    says: '读不到 {secret} 密钥（{reason}）。',
    next: '确认它还在、内容是 JSON 对象，并且能访问 Secrets Manager。',
  },
  'robot-unfilled': {
    says: '告警不会发到企业微信群：机器人密钥还没填。',
    next: '在管理员群里添加“群机器人”，用 npm run secrets -- enter 填写它的 Webhook 地址；不需要的话把 alarms.robot 设为 false。',
  },
  'mcp-unauthorized': {
    says: 'model 密钥里没有这些 MCP 服务器的授权：{fields}。',
    next: '把它们要求的授权填进去；不要求授权的，填一个空字符串。',
  },
  'corp-mismatch': {
    says: 'callback 密钥和 wecom 密钥里的 CorpID 不一样。',
    next: '两处都应是“我的企业 → 企业信息”里的企业ID。',
  },
  'agent-mismatch': {
    says: 'callback 密钥和 wecom 密钥里这个应用的 AgentId 不一样。',
    next: '两处都应是应用页面上的 AgentId。',
  },
  'wecom-accepts': { says: '企业微信给出了 access_token，也接受这个应用的调用，应用名称：{name}。' },
  'wecom-refuses': {
    says: '企业微信拒绝这个应用的调用：{errcode}，{meaning}。',
    next: '{remedy}',
  },
  'wecom-unreachable': {
    says: '连不上企业微信（{reason}）。',
    next: '检查 NAT 网关或实例、路由，以及安全组是否放行 TCP 443 出站。',
  },
  'app-disabled': { says: '应用已被停用。', next: '在企业微信管理后台启用它。' },
  'address-trusted': { says: '企业微信信任出口 IP（{ips}）。' },
  'address-untrusted': {
    says: '企业微信不信任出口 IP（{seen}）。',
    next: '把 {ips} 填进应用的“企业可信IP”，约一分钟后生效。',
  },
  'address-elsewhere': {
    says: '企业微信看到的 IP 是 {seen}，不是本堆栈的出口 IP（{ips}）。',
    next: '流量走了别的出口：检查私有子网的路由，以及自有 VPC 的出口。',
  },
  'visible-to': { says: '应用对 {members} 名成员、{departments} 个部门、{tags} 个标签可见。' },
  'visible-to-nobody': { says: '应用对任何人都不可见。', next: '在应用的“可见范围”里选择成员或部门。' },
  'audience-unseen': {
    says: '企业微信不让应用看到配置里的这些部门或标签：{groups}，没有人会算在其中。',
    next: '在企业微信管理后台核对编号，并把它们放进应用的“可见范围”。',
  },
  'audience-unknown': {
    says: '不知道应用能否看到配置里的这些部门或标签：{groups}（{reason}）。',
    next: '再试一次；总是这样的话，在 docs/runbook.zh-CN.md 里查企业微信的错误码。',
  },
  'callback-seen': { says: '最近一条消息：{at}。' },
  'callback-events-only': {
    says: '还没收到过消息，只收到过事件，最近一次：{at}。',
    next: '在应用页面“接收消息 → 设置API接收”里勾选“用户发送的普通消息”。',
  },
  'callback-never': {
    says: '还没收到过回调。',
    next: '在“接收消息 → 设置API接收”保存回调 URL，勾选“用户发送的普通消息”，再给应用发一条消息。',
  },
  'callback-unknown': { says: '不知道有没有收到过回调（{reason}）。' },
  'model-ok': { says: '模型服务接受密钥，可以使用 {model}。' },
  'model-key-refused': {
    says: '模型服务不接受密钥（{model}）。',
    next: '在 model 密钥里填写可以使用这个模型的有效 API Key。',
  },
  'model-no-credit': {
    says: '模型服务提示 {model} 的额度已用完。',
    next: '在模型服务商的账单设置里充值，或提高消费上限。',
  },
  'model-not-found': {
    says: '模型服务没有 {model}，或者密钥不能使用它。',
    next: '检查 config.ts 里应用的 model，以及密钥所属项目是否可以使用它。',
  },
  'model-unchecked': {
    says: '无法确认能否使用 {model}（{reason}）。',
    next: '有的服务商不支持这种查询；给应用发一条消息就知道了。',
  },
  'region-ok': { says: '模型服务支持所在地区 {region}。' },
  'region-not-served': {
    says: '模型服务不支持所在地区 {region}。',
    next: '部署到别的地区，或设置 provider.baseUrl。',
  },
  'concurrency-ok': { says: '账号可同时运行 {limit} 个函数，worker 最多占 {maxConcurrency} 个。' },
  'concurrency-low': {
    says: '账号只能同时运行 {limit} 个函数，worker 最多占 {maxConcurrency} 个，留给回调的太少。',
    next: '向 AWS 申请提高 Lambda 的 Concurrent executions，或调低 maxConcurrency。',
  },
  'concurrency-unknown': { says: '不知道账号能同时运行多少个函数（{reason}）。' },
  'nothing-waits': { says: '没有消息在等待。' },
  'messages-wait': {
    says: '约有 {count} 条消息在等待或正在回答。',
    next: '如果一直不减少，看应用是否被拒绝或暂停，或者模型服务失败。',
  },
  'no-dead-letters': { says: '没有被放弃的消息。' },
  'dead-letters': { says: '约有 {count} 条消息被放弃。', next: '运行 npm run redrive 查看，并放回去。' },
  'queues-unknown': { says: '查不到队列（{reason}）。' },
  'not-blocked': { says: '应用没有被拒绝。' },
  blocked: {
    says: '自 {since} 起应用被拒绝：{errcode}，{meaning}。',
    next: '{remedy}',
  },
  'never-asked': {
    says: '还没向企业微信查询过这个应用。',
    next: '如果密钥已填好，无需处理：一分钟内会自动查询，之后再运行 npm run doctor 查看。',
  },
  paused: { says: '自 {since} 起应用被暂停。', next: '运行 npm run pause -- --end 恢复。' },
  'status-unknown': { says: '不知道应用是否被拒绝（{reason}）。' },
};
