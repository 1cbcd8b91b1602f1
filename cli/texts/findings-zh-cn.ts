import type { RequestKind } from '../callback-check/findings';
import type { FindingTexts } from './texts';

const NAMES: Readonly<Record<RequestKind, string>> = { check: 'URL 校验（GET）', message: '消息（POST）' };
const SECRET = '回调密钥（堆栈输出 Step3CallbackSecret）';
const SOON = '改动约一分钟后生效。';
const said = (words: string): string => (words === '' ? '它没有说明。' : `它回答：${words}`);

export const findingsZhCn: FindingTexts = {
  'plain-http': () => ({
    what: '地址以 http:// 开头。',
    why: '企业微信允许 http，但路上的人能看到并重放请求；API Gateway 只提供 https。',
    next: '改用 https:// 的地址，在企业微信里也这样填。',
  }),
  'amazonaws-domain': ({ host }) => ({
    what: `域名 ${host} 属于亚马逊。`,
    why: '已认证的企业只能用备案主体与本企业相同或有关联的域名，否则保存时提示“域名主体校验未通过”。',
    next: '未认证的企业可以先用它；已认证的企业请在 config.ts 的 domain 里设置自己已备案的域名，再部署。',
  }),

  dns: ({ host, reason }) => ({
    what: `查不到域名 ${host}（${reason}）。`,
    why: '域名写错了，还没有解析记录，或者本机无法访问 DNS。',
    next: '对照堆栈输出 Step4… 检查拼写；自己的域名请检查 CNAME 记录，新记录可能要等几分钟。',
  }),
  certificate: ({ host, reason }) => ({
    what: `${host} 的证书不被信任（${reason}）。`,
    why: '证书过期、是自签名的、缺少中间证书，或者是给别的域名签发的。',
    next: '为这个域名安装受信任机构签发的完整证书（在 AWS 上用 ACM），并检查本机时间。',
  }),
  tls: ({ reason }) => ({
    what: `https 握手失败（${reason}）。`,
    why: '这个端口提供的不是 https，或者 TLS 版本太旧。',
    next: '检查地址里的端口，以及开头应为 https:// 还是 http://。',
  }),
  connection: ({ host, reason }) => ({
    what: `无法与 ${host} 完成通信（${reason}）。`,
    why: '服务没有运行、端口不对、防火墙拦截，或者对方中途断开了连接。API Gateway 不提供 http。',
    next: '确认服务已经启动，可以从公网访问，地址和端口没有写错。',
  }),
  'no-answer': ({ request, waitedMs }) => ({
    what: `${NAMES[request]}发出后 ${waitedMs} 毫秒内没有得到完整的回答。`,
    why: '服务卡住了，或者防火墙丢弃了请求。企业微信等 URL 校验 1 秒，等消息 5 秒。',
    next: '查看回调函数的日志里有没有这次请求；没有的话，检查防火墙、端口和域名指向。',
  }),

  redirect: ({ status, location }) => ({
    what: `回答是跳转（HTTP ${status}${location === '' ? '' : `，到 ${location}`}）。`,
    why: '企业微信不跟随跳转，只接受状态 200。',
    next: '在企业微信里直接填写最终的地址，注意 https、www 和末尾的斜杠。',
  }),
  'wrong-path': ({ words }) => ({
    what: `这个路径不存在（HTTP 404）。${said(words)}`,
    why: '路径写错了，或者 config.ts 里没有这个名称的应用。',
    next: '完整复制堆栈输出 Step4…：路径是 /wxcomapp/应用名称，默认应用也可以用 /wxcomapp。',
  }),
  'domain-not-mapped': ({ words }) => ({
    what: `API Gateway 拒绝了这个域名（HTTP 403）。${said(words)}`,
    why: '自定义域名没有映射到回调的 API。',
    next: '在 API Gateway → 自定义域名 → API 映射 里，把它映射到本堆栈的 API 的 $default 阶段。',
  }),
  'wrong-token': ({ words }) => ({
    what: `签名不被接受（HTTP 401）。${said(words)}`,
    why: '这里的 Token 与服务器上的不一样。',
    next: `让企业微信页面、${SECRET}和 WECOM_TOKEN 三处的 Token 相同。${SOON}`,
  }),
  'wrong-key': ({ words }) => ({
    what: `签名正确，但内容解不开（HTTP 400）。${said(words)}`,
    why: '这里的 EncodingAESKey 与服务器上的不一样。',
    next: `让企业微信页面、${SECRET}和 WECOM_ENCODING_AES_KEY 三处的值相同。${SOON}`,
  }),
  'wrong-corp-id': ({ words }) => ({
    what: `请求被拒绝（HTTP 403）。${said(words)}`,
    why: '这里的企业ID（CorpID）与服务器上的不一样，或者前面的防火墙（WAF、CDN）拦截了请求。',
    next: `从 我的企业 → 企业信息 重新复制企业ID，填进${SECRET}和 WECOM_CORP_ID。${SOON}`,
  }),
  'not-ready': ({ words }) => ({
    what: `回调已经部署，但还不能工作（HTTP 503）。${said(words)}`,
    why: '密钥里还有占位的 REPLACE-ME，或者填的值形状不对。',
    next: `在 Secrets Manager 里把${SECRET}填完整，几秒后再检查一次。`,
  }),
  'server-error': ({ request, status, words }) => ({
    what: `${NAMES[request]}时服务器出错（HTTP ${status}）。${said(words)}`,
    why: '回调函数崩溃、超时，或者读不到密钥、写不进队列；也可能是前面的代理连不上它。',
    next: '查看名称含 CallbackEndpointCallbackLogs 的 CloudWatch 日志组，按里面的说明处理。',
  }),
  'unexpected-status': ({ request, status, words }) => ({
    what: `${NAMES[request]}得到 HTTP ${status}，应为 200。${said(words)}`,
    why: '前面的代理、防火墙或限流拦下了请求，或者这个地址不是企业微信回调。',
    next: '检查地址，以及 GET 和 POST 是否都会转给回调。',
  }),

  'byte-order-mark': () => ({
    what: '回答的开头有字节顺序标记（BOM）。',
    why: '程序文件或模板以“带 BOM 的 UTF-8”保存，BOM 混进了输出。',
    next: '把相关文件保存为不带 BOM 的 UTF-8，只输出解密后的明文。',
  }),
  'white-space': () => ({
    what: '回答的明文前后有空格或换行。',
    why: '程序用了会自动换行的输出（如 println），或者模板里有空行。',
    next: '只输出解密后的明文，前后不加任何字符。',
  }),
  quotes: () => ({
    what: '回答的明文带着引号。',
    why: '框架把字符串编码成了 JSON。',
    next: '以纯文本（text/plain）返回字符串，不要经过 JSON。',
  }),
  json: () => ({
    what: '回答是 JSON。',
    why: '框架把结果包进了 JSON，或者中间的代理改写了回答；企业微信只要明文。',
    next: '以纯文本（text/plain）只返回解密后的明文。',
  }),
  number: () => ({
    what: '回答的数字与明文不完全一样，末尾几位丢失了。',
    why: '明文被当成数字处理，超出了精度。',
    next: '始终把 echostr 的明文当作字符串。',
  }),
  'empty-echo': () => ({
    what: 'URL 校验得到 HTTP 200，但回答是空的。',
    why: '这个地址没有处理 GET，或者没有返回解密后的明文。',
    next: '确认 GET 会转给回调，并返回 echostr 解密后的明文。',
  }),
  'web-page': () => ({
    what: '回答的是一个网页。',
    why: '路径不对，域名指向了别的网站，或者前面有登录页或拦截页。',
    next: '完整复制堆栈输出 Step4…，并检查域名指向哪里。',
  }),
  'other-echo': ({ words }) => ({
    what: `回答不是解密后的明文。${said(words)}`,
    why: '这个地址不是企业微信回调，或者它原样返回、错误地解密了 echostr。',
    next: '检查地址；自己写的回调要返回用 EncodingAESKey 解密出的 msg 部分。',
  }),

  'wrong-agent-id': ({ words }) => ({
    what: `URL 校验通过，但消息被拒绝（HTTP 403）。${said(words)}`,
    why: '这里的 AgentId 与服务器上的不一样：能保存，但收不到消息。',
    next: `从应用页面复制 AgentId，填进${SECRET}和 WECOM_AGENT_ID。${SOON}`,
  }),
  stale: ({ words }) => ({
    what: `URL 校验通过，但消息被拒绝（HTTP 401）。${said(words)}`,
    why: '消息里的时间与服务器相差一小时以上。',
    next: '校准本机和服务器的时间，再检查一次。',
  }),
  'message-answer': ({ words }) => ({
    what: `对消息的回答不对。${said(words)}`,
    why: '企业微信只接受空的回答、success，或者加密的被动回复。',
    next: '收到消息后立即返回空的 200，答案另用 message/send 发送。',
  }),
  'broken-reply': () => ({
    what: '对消息的回答像是加密的被动回复，但签名不对或者解不开。',
    why: '它用了别的 Token、EncodingAESKey 或企业ID，或者签名的不是它发出的密文。',
    next: '用同一组凭证加密和签名，或者返回空的 200。',
  }),

  'slow-check': ({ firstMs, secondMs, limitMs }) => ({
    what: `URL 校验用了 ${firstMs} 毫秒，再试一次仍用了 ${secondMs} 毫秒。`,
    why: `企业微信只等 ${limitMs} 毫秒，包括建立连接；这里的时间是从本机量的。`,
    next: '换离中国近的区域（如东京、新加坡），增加回调函数的内存，检查中间的代理。',
  }),
  'slow-first-check': ({ firstMs, secondMs, limitMs }) => ({
    what: `第一次 URL 校验用了 ${firstMs} 毫秒，第二次只用了 ${secondMs} 毫秒。`,
    why: `函数冷启动；企业微信只等 ${limitMs} 毫秒。`,
    next: '现在就点保存；失败的话马上再点一次。总是这样的话，增加回调函数的内存。',
  }),
  'slow-message': ({ tookMs, limitMs }) => ({
    what: `回答消息用了 ${tookMs} 毫秒。`,
    why: `企业微信 ${limitMs} 毫秒后断开连接，并重发同一条消息，成员可能得到几次回答。`,
    next: '收到消息后先返回空的 200，再处理；本堆栈请查看回调函数的日志，看队列是否正常。',
  }),

  'accepts-forgery': ({ request }) => ({
    what: `签名错误的${NAMES[request]}没有被拒绝${request === 'check' ? '，还返回了明文' : '（HTTP 200）'}。`,
    why: '回调没有检查签名，任何人都可能冒充企业微信；或者它对一切请求都回答 200，出错的消息就此丢失。',
    next: '先比较签名，再解密；签名不对时回答 401。解决之前不要启用这个回调。',
  }),
};
