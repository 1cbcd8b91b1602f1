import { consoleForm } from '../setup/console-form';
import { localTime } from '../stack/report';
import { nameOf } from '../secrets/report';
import { fieldsZhCn } from './fields-zh-cn';
import type { SecretsTexts } from './secrets-texts';
import { stackZhCn } from './stack-zh-cn';

const PAGE = 'docs/secrets.md';

export const secretsZhCn: SecretsTexts = {
  help: `npm run secrets -- [选项] [enter [应用] | rotate [应用] token | rotate [应用] secret | rotate model]

不带参数：显示哪些凭证已填写、哪些没有，以及每个密钥最近的修改时间，从不显示内容。

  enter          逐项询问缺少的，写入 Secrets Manager
  rotate token   生成新的 Token 和 EncodingAESKey，显示要粘贴到企业微信的内容，等待企业微信开始使用。
                 一天之内旧的仍然有效，不会丢消息
  rotate secret  在企业微信里重置 Secret 之后，询问新的 Secret。在此之前消息会等待
  rotate model   询问模型的新 API key

  应用           config.ts 里的应用名称；enter 默认所有应用
  --all          用于 enter：已填写的也询问，直接按回车则保留
  --from-env     不询问，从环境变量或 .env 读取：WECOM_CORP_ID、WECOM_AGENT_ID、WECOM_SECRET、WECOM_TOKEN、
                 WECOM_ENCODING_AES_KEY、OPENAI_API_KEY、SPEECH_API_KEY、IMAGES_API_KEY、WECOM_ROBOT_WEBHOOK。
                 有多个应用时，应用的变量要带上应用名称：WECOM_SECRET__FINANCE_BOT
  --force        即使企业微信可能还在使用旧的 Token（它会因此失效）
${stackZhCn.commonHelp('secrets', PAGE, '，130 按 Ctrl-C 离开')}`,

  usage: {
    unknownAction: '只能是 enter 或 rotate，或者都不写。',
    noAction: '--all、--from-env 和 --force 要和 enter 或 rotate 一起用。',
    oneApp: '请只给出一个应用。',
    allIsForEnter: '--all 只用于 enter。',
    rotateWhat:
      '请在最后写明要更换什么：token、secret 或 model，例如：npm run secrets -- rotate assistant token',
    modelIsOfAll: '模型的 API key 由所有应用共用：npm run secrets -- rotate model',
    tokenIsMade: '新的 Token 由本命令生成，要粘贴到企业微信，所以请在终端里运行，不带 --from-env。',
  },

  columns: ['应用', '字段', '状态'],
  secretColumns: ['密钥', '最近修改'],
  ofCompany: '（所有应用）',
  states: {
    filled: '✓ 已填写',
    missing: '✗ 未填写',
    optional: '- 不需要，除非 config.ts 为它指定了另一家服务商',
    differs: '✗ wecom 和 callback 两个密钥里的值不一样',
    wrong: '✗ ',
  },
  allThere: '已全部填写。',
  missing: (count) => `有 ${count} 项需要填写：npm run secrets -- enter`,
  isOpen: (app, until) =>
    `${app}：还没有看到企业微信使用新的 Token。旧的在 ${until} 之前有效。继续：npm run secrets -- rotate ${app} token`,

  emptyKeeps: '直接按回车则保留现有的值。',
  emptyLeaves: '直接按回车则留到以后再填。',
  willWrite: (secrets, entered) =>
    `将写入 ${secrets.join(' 和 ')}：` + entered.map((entry) => nameOf(entry, fieldsZhCn)).join('、'),
  nothingAsked: '没有缺少的。要修改已填写的，请加 --all。',
  nothingWritten: '没有输入，也没有改动。',
  hasWritten: (names) => `已写入：${names.join('、')}`,
  stillMissing: (names) => `还缺少：${names.join('、')}。`,
  pairIsMade: 'Token 和 EncodingAESKey 可以由本命令生成：npm run secrets -- rotate 应用 token',

  goesOn: (app, since) =>
    `${app}：还没有看到企业微信使用 ${since} 生成的 Token。不再生成新的，下面还是那一对。`,
  waitsForCallback: '等几秒钟，让回调读到新的值……',
  pasteThese: ({ app, url, token, encodingAesKey, until }) =>
    [
      `请粘贴到企业微信管理后台（应用 ${app}）：`,
      '',
      consoleForm({
        page: '应用管理 → 该应用 → 接收消息 → 设置API接收',
        fields: [
          ['URL', url],
          ['Token', token],
          ['EncodingAESKey', encodingAesKey],
        ],
        button: '保存',
      }),
      '',
      `旧的在 ${until} 之前仍然有效，这期间不会丢消息。`,
      '正在等待企业微信……可以按 Ctrl-C 离开，之后运行同一条命令继续。',
    ].join('\n'),
  refusedCheck: (code) =>
    `  ! 回调拒绝了一次请求（${code}）。如果是刚才点的保存：请重新复制这两个值，再点一次。`,
  tokenIsTaken: (app, until) =>
    `${app}：企业微信已经在使用新的 Token 和 EncodingAESKey。旧的从 ${until} 起失效。`,

  about: {
    secret:
      '在企业微信里：应用管理 → 该应用 → Secret → 重置。旧的立即失效；消息会等待，在这里填入新的之后逐条回答。',
    model: '请先在服务商那里新建 API key；本命令成功之后再删除旧的。',
  },
  asksWhetherTaken: '已写入，正在确认是否有效……',
  waitsForRecovery: (app) =>
    `${app} 仍被拒绝。每分钟会重试一次，之后等待的消息会逐条回答。可以按 Ctrl-C 离开。`,
  isTaken: {
    secret: '企业微信接受新的 Secret，等待的消息会自动得到回答。',
    model: '服务商接受新的 API key，五分钟之内启用，在此之前请保留旧的。',
  },
  isUnchecked: {
    secret: '新的 Secret 已写入，但无法确认企业微信是否接受：npm run doctor',
    model: '新的 API key 已写入，但无法确认服务商是否接受：npm run doctor',
  },

  left: {
    enter: '已离开。正在输入的内容没有写入，之前写入的保持不变。要继续，请再运行一次同样的命令。',
    secret:
      '已离开，没有写入任何东西。如果已经重置，在输入新的 Secret 之前消息会一直等待：请再运行一次同样的命令。',
    model: '已离开，没有写入任何东西，仍在使用原来的 key。要继续，请再运行一次同样的命令。',
  },
  leftWaiting: {
    token: (app) =>
      `已离开。新的 Token 已写入，但还没有看到企业微信使用它：请在一天之内把这两个值粘贴过去。再次显示并继续等待：npm run secrets -- rotate ${app} token`,
    secret: (app) =>
      `已离开。新的 Secret 已写入，不需要再做什么：${app} 每分钟重试一次，用 npm run doctor 可以查看进展。`,
  },

  faults: {
    ...stackZhCn.faults(PAGE),
    'no-such-app': ({ app, apps }) => ({
      what: `堆栈里没有名为 ${app} 的应用。`,
      why: `它的应用是：${apps.join('、')}。`,
      next: '请给出其中一个。',
    }),
    'which-app': ({ apps, rotated }) => ({
      what: '没有指定应用。',
      why: `有多个应用：${apps.join('、')}。`,
      next: `请指定一个：npm run secrets -- rotate ${apps[0] ?? '应用'} ${rotated}`,
    }),
    'no-terminal': ({ action }) =>
      action === 'token'
        ? {
            what: '没有生成新的 Token。',
            why: '它要显示一次，以便粘贴到企业微信，而这里不是终端。',
            next: '请在终端里运行。',
          }
        : {
            what: '无法询问，没有改动任何东西。',
            why: '这里不是终端。',
            next: '请在终端里运行，或者加 --from-env 并设置 --help 里列出的环境变量。',
          },
    'no-values': ({ variables }) => ({
      what: '没有写入任何东西。',
      why: `这些变量都没有设置：${variables.join('、')}。`,
      next: '请写进环境变量或 .env，或者在终端里运行，不带 --from-env。',
    }),
    'wrong-values': ({ faults }) => ({
      what: `没有写入任何东西：${faults.map(({ variable }) => variable).join('、')} 不对。`,
      why: faults.map(({ variable, fault }) => `${variable}：${fieldsZhCn.shapeFault(fault)}`).join(''),
      next: '请改正后再运行一次。',
    }),
    unfilled: ({ fields }) => ({
      what: '没有生成新的 Token。',
      why: `缺少 ${fields.map((entry) => nameOf(entry, fieldsZhCn)).join('、')}，回调无法通过企业微信的校验。`,
      next: '请先运行：npm run secrets -- enter',
    }),
    'not-taken-over': ({ app, changedAt, until }) => ({
      what: '没有改动任何东西。',
      why:
        `${app} 在 ${localTime(changedAt)} 换了新的 Token，还没有看到企业微信使用它。再改一次，企业微信正在用的那一个就会失效，` +
        '消息会被拒绝。',
      next:
        `请先粘贴新的：npm run secrets -- rotate ${app} token 会再次显示。旧的在 ${localTime(until)} 之前有效。` +
        '加 --force 则照样修改。',
    }),
    refused: ({ rotated, says, remedy }) => ({
      what: `新的 ${rotated === 'secret' ? 'Secret' : 'API key'} 已写入，但不被接受。`,
      why: says,
      next: `${remedy}要另填一个：npm run secrets -- rotate ${rotated === 'secret' ? '应用 secret' : 'model'}`,
    }),
    'not-json': ({ secret, arn }) => ({
      what: `密钥 ${secret} 的内容不是 JSON 对象。`,
      why: '被手工改过，或者不是这个密钥。',
      next: `请恢复它的上一个版本，或者把内容改成 {} 再全部重新填写：${arn}`,
    }),
    'not-kept': ({ secret }) => ({
      what: `密钥 ${secret} 的内容和写入的不一样。`,
      why: '有人同时在修改，或者 Secrets Manager 还没有显示新的内容。',
      next: '请用 npm run secrets 查看，缺少的重新填写。',
    }),
    'changed-meanwhile': ({ secret }) => ({
      what: `有人同时修改了密钥 ${secret}。`,
      why: '对方的修改写在您读取之后、写入之前。现在生效的是您写入的内容，不包含对方的修改。',
      next: '请用 npm run secrets 查看，并和对方商量好：对方改的内容需要重新填写。',
    }),
  },
};
