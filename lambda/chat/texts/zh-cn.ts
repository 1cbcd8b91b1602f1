import { MANAGING } from '../managing-commands';
import type { Limits, Used } from '../ports';
import type { Texts } from './texts';
import { waitingZhCn } from './waiting-zh-cn';

export const zhCn: Texts = {
  help: ({ hears, speaks, draws, models, personas }) =>
    [
      `直接发文字给我就可以聊天，我会记得这次对话里前面说过的话。也可以发图片、${hears ? '语音、' : ''}位置、链接和文件（PDF 或文本）给我。`,
      '',
      '新对话：忘掉前面的内容，重新开始',
      '继续：接着说没说完的回答',
      ...(draws ? ['画 一只猫：画一张图'] : []),
      ...(speaks ? ['语音 开、语音 关：要不要用语音回答'] : []),
      ...(personas ? ['角色：换一种角色来回答，比如翻译'] : []),
      ...(models ? ['模型：换一个模型'] : []),
      '导出：把这次对话发成文件',
      '用量：看看用了多少',
      '我是谁：看看我知道你的什么',
      '我的数据：看看保存了你的哪些内容',
      '清空：删除保存的全部对话',
      '帮助：显示这段说明',
      '',
      '合并转发的聊天记录和小程序，企业微信不会转给我；视频我只能看到封面。',
    ].join('\n'),
  welcome: '你好，我是公司的智能助手。有问题直接发文字给我，发“帮助”看我能做什么。',
  contentIsRecorded: '按公司规定，你发给我的内容和我的回答会记录在公司的审计日志里。',
  newConversation: '好的，我们重新开始。前面的内容我不再参考了。',
  unsupported: '这类消息我看不懂，请用文字告诉我。',
  mediaFailed: {
    expired: '这条消息的内容在企业微信里已经过期了（只保留三天），请重新发一次。',
    'too-large': '内容太大了，我读不了：图片和 PDF 不超过 10 MB，文本不超过 40 KB，语音不超过 2 MB。',
    'too-long': '这段语音太长了，请控制在一分钟以内，或者分成几段。',
    malformed: '这条消息的内容好像坏了，我打不开。请重新发一次，或者用文字告诉我。',
    unreadable:
      '这种格式我认不出来。我能听语音，看 JPG、PNG、GIF、WebP 图片，读 PDF 和文本文件；其他内容请用文字告诉我。',
  },
  notPossible: {
    hearing: '这个应用没有开通语音识别，请用文字告诉我。',
    drawing: '这个应用没有开通画图。',
    pdf: '现在用的模型读不了 PDF，请把要问的内容复制成文字发给我。',
    pictures: '现在用的模型看不了图片，请用文字告诉我。',
  },
  understood: (text) => `🎤 “${text}”`,
  notUnderstood: '没听清这段语音里说了什么，请再说一遍，或者用文字告诉我。',
  onlyCover: '视频我看不了，只看得到它的封面。',
  tooLong: '这条消息太长了，我没能读完。请缩短或分成几条发给我。',
  cutOff: '（回答到这里中断了。发“继续”，我可以接着说。）',
  sources: '来源：',
  signOfLife: '收到，我正在想，请稍等一下…',
  filteredOff: '（回答到这里被模型服务的内容审核中断了。请换个说法再问。）',
  givenUp: '抱歉，这条消息我试了几次都没能完成，已经记录下来，管理员可以查看。请稍后再发一次。',
  notTaken: '抱歉，企业微信没有接受我的回答，所以没能发给你。请换个说法再问一次。',
  ...waitingZhCn,
  modelFailed: {
    credentials: '模型服务没有接受我的密钥，暂时无法回答。请告诉管理员检查模型的 API Key。',
    region: '模型服务不接受从这个地区发出的请求，暂时无法回答。请告诉管理员更换地区或服务商。',
    'not-found': '配置的模型不存在或没有权限使用，暂时无法回答。请告诉管理员检查模型名称。',
    'no-credit': '模型服务的账户余额或额度用完了，暂时无法回答。请告诉管理员充值或提高额度。',
    busy: '模型服务现在很忙，没能回答这条消息。请过一两分钟再发一次。',
    'too-slow': '这个问题想得太久，没能在时限内答完。请换个问法，或者拆成几个小问题。',
    refused: '模型拒绝了这个请求，没有给出回答。请换个说法再试。',
    filtered: '模型的回答被模型服务的内容审核拦下了。请换个说法再试。',
    empty: '模型这次没有给出内容。请换个说法再试一次。',
    'too-long': '这条消息超出了模型一次能读的长度，没能回答。请缩短或分成几条发给我。',
    'bad-request': '模型服务说请求的格式不对，没能回答这条消息。请告诉管理员查看日志。',
    broken: '模型服务的回答还没开始就断了，没能回答这条消息。请稍后再发一次。',
    unavailable: '暂时联系不上模型服务，没能回答这条消息。请稍后再发一次。',
  },
  refusals: {
    outside: (userid) =>
      `你的账号（${userid}）不在这个应用的使用范围里，所以我不能回答。需要使用的话，请联系管理员。`,
    closed: (spans) =>
      spans.length === 0
        ? '今天没有服务，请在服务日再来。'
        : `现在不在服务时间里。今天的服务时间是 ${spans.join('、')}。`,
    overBudget: '公司这个应用的预算用完了，暂时不能回答。请联系管理员。',
    limited: {
      messages: (limit) =>
        limit === 0
          ? NOTHING_ALLOWED
          : `你今天的 ${limit} 条消息用完了，明天再来吧。急用的话请联系管理员加量。`,
      tokens: (limit) =>
        limit === 0
          ? NOTHING_ALLOWED
          : `你今天的 ${limit} 个 token 用完了，明天再来吧。急用的话请联系管理员加量。`,
    },
    left: (left) => `（今天还剩 ${amountsIn(left).join('、')}。）`,
    paused: '这个应用现在是暂停的，所以我没有回答。发“管理 恢复”结束暂停。',
    question: '这条消息里有公司规定不能发给我的内容，所以我没有处理。请换个说法。',
    answer: '（后面的内容按公司规定不能显示。）',
    part: '（这一段按公司规定不能显示。）',
  },
  commands: {
    usualPersona: '默认',
    models: (all, current) => `现在用的模型是 ${current}。可以选：\n${list(all, '模型')}`,
    modelChosen: (name) => `好的，从现在起用 ${name} 回答。`,
    noSuchModel: (name, all) => `没有“${name}”这个模型。可以选：\n${list(all, '模型')}`,
    personas: (all, current) => `现在的角色是“${current}”。可以选：\n${list(all, '角色')}`,
    personaChosen: (name) => `好的，从现在起我是“${name}”，我们重新开始一段对话。`,
    noSuchPersona: (name, all) => `没有“${name}”这个角色。可以选：\n${list(all, '角色')}`,
    voice: (isOn) =>
      `${isOn === undefined ? '你发语音，我就也用语音回答' : isOn ? '语音回答已打开' : '语音回答已关闭'}。发“语音 开”或“语音 关”来更改。`,
    voiceChosen: (isOn) =>
      isOn ? '好的，从现在起我除了文字，也用语音回答。' : '好的，从现在起我只用文字回答。',
    noVoice: '这个应用没有开通语音回答。',
    usage: (day, month, left) =>
      [
        `今天：${day.messages} 条消息，${day.tokens} 个 token`,
        `本月：${month.messages} 条消息，${month.tokens} 个 token`,
        ...(amountsIn(left).length > 0 ? [`今天还剩：${amountsIn(left).join('、')}`] : []),
      ].join('\n'),
    whoAmI: ({ name, userid, app, model, persona }) =>
      [
        ...(name === undefined ? [] : [`姓名：${name}`]),
        `账号：${userid}`,
        `应用：${app}`,
        `模型：${model}`,
        `角色：${persona}`,
      ].join('\n'),
    myData: ({ turns, pictures, keepDays, contentIsRecorded }) =>
      [
        `对话：现在保存着 ${turns} 轮对话、${pictures} 张图片，只给我自己用；对话 ${keepDays} 天后删除，图片三天后删除。发“清空”可以马上删除。`,
        '设置：你选的模型、角色、语音，你的姓名和账号，直到你离开公司或由管理员删除。',
        '用量：每天的消息数、token 数和费用，保存 400 天。',
        contentIsRecorded
          ? '审计日志：按公司规定，你发的内容和我的回答都记录在里面。'
          : '审计日志：只记录有过一次对话、用了哪个模型、多少 token，不记录内容。',
        '对话内容会发给公司选用的模型服务来回答。要导出或删除全部数据，请联系管理员。',
      ].join('\n'),
    erased: '好的，保存的对话和图片已经全部删除，我们重新开始。',
    nothingToExport: '这次对话里还没有内容可以导出。',
    question: '问',
    answer: '答',
    exportName: (date) => `conversation-${date}`,
    drawWhat: '想画什么？请把内容写在后面，比如：画 一只在月亮上的猫',
    unknown: (typed, nearest) =>
      `没有“${typed}”这个命令，你是不是想发“${nearest}”？发“帮助”可以看到全部命令。`,
  },
  managing: {
    help: [
      '管理员可以发：',
      '管理 用量：这个应用今天和本月的用量；后面可以写账号、日期（2026-11-26）或月份（2026-11）',
      '管理 加量 账号 50：今天多给 50 条消息；写“100000 token”就是多给 token',
      '管理 封禁 账号、管理 解封 账号',
      '管理 暂停、管理 恢复',
      '管理 模型 名称：换这个应用的模型；不写名称就列出可以用的',
      '管理 通知 内容：发给这个应用的所有使用者',
      '管理 状态：是否正常、预算、排队和没能回答的消息',
    ].join('\n'),
    notAdmin: '“管理”只对这个应用的管理员开放。如果你是想问问题，请换个说法。',
    misspelt: (command) => `这样我看不懂。请这样写：${EXAMPLES[command]}`,
    usageOfMember: (member, period, used) => `${member} ${period}：${usedIn(used)}`,
    usageOfApp: (period, used, budget) => `这个应用 ${period}：${usedIn(used)}${ofBudget(budget)}`,
    usageOfAll: (period, used, budget) => `所有应用 ${period}：${usedIn(used)}${ofBudget(budget)}`,
    raised: (member, messages, tokens) =>
      `好的，${member} 今天多了 ${messages > 0 ? `${messages} 条消息` : `${tokens} 个 token`}。`,
    blocked: (member) => `${member} 已被封禁，不能再使用这个应用。`,
    unblocked: (member) => `${member} 可以使用这个应用了。`,
    paused: '已暂停。成员发来的消息会保存，恢复后再回答。',
    resumed: '已恢复。保存的消息会陆续得到回答。',
    allPaused: '这个应用已恢复，但运维还暂停着所有应用：npm run pause -- --all --end',
    models: (all, current) => `这个应用现在用 ${current}。可以换成：\n${list(all, '管理 模型')}`,
    modelUsed: (name) => `好的，这个应用从现在起用 ${name}。`,
    noSuchModel: (name, all) => `这个应用不能用“${name}”。可以用：\n${list(all, '管理 模型')}`,
    notified: '通知已经发出。',
    notNotified: (code) => `通知没有发出：企业微信没有接受（${code}）。日志里有原因。`,
    tooLong: '这段通知太长了：一条消息最多 2048 字节，大约 680 个汉字。请缩短，或分成几条。',
    isSure: {
      block: (member) => `要封禁 ${member} 吗？五分钟内发“管理 确认”就执行。`,
      pause: '要暂停这个应用吗？所有成员都会等着。五分钟内发“管理 确认”就执行。',
      model: (name) => `要让这个应用改用 ${name} 吗？五分钟内发“管理 确认”就执行。`,
      notify: (text) => `要把下面这段话发给这个应用的所有使用者吗？五分钟内发“管理 确认”就执行。\n\n${text}`,
    },
    isAdminToo: (member) => `${member} 是管理员，只能在配置里去掉。`,
    nothingToConfirm: '没有等着确认的操作，或者已经过了五分钟。',
    status: ({ version, model, isPaused, budget, waiting, deadLetters, others }) =>
      [
        isPaused ? '已暂停' : '正常：企业微信接受这个应用的调用',
        `模型：${model}`,
        ...(budget === undefined ? [] : [`预算：用了 ${Math.round(budget * 100)}%`]),
        `排队或正在回答的消息：${waiting}（所有应用）`,
        `没能回答的消息：${deadLetters}（所有应用）`,
        ...others
          .filter(({ errcode, isPaused: isOff }) => errcode !== undefined || isOff)
          .map(({ app, errcode }) =>
            errcode === undefined ? `应用 ${app} 已暂停` : `应用 ${app} 被企业微信拒绝（错误码 ${errcode}）`,
          ),
        `版本：${version}`,
      ].join('\n'),
  },
  forModel: {
    picture: '[图片]',
    pictureAlone:
      '我只发来一张图片，没有写问题。请简短地说出图里最要紧的内容；图里如果有文字，说明写的是什么；最后问我想了解哪一点。',
    video: '[视频封面]',
    videoAlone:
      '我发来一段视频，你只看得到它的封面。请简短地描述封面，不要猜视频里的内容，再问我想了解什么。',
    location: (label, latitude, longitude) =>
      `[位置] ${label}（纬度 ${latitude}，经度 ${longitude}）`.replace(' （', '（'),
    link: (title, description, url) => [`[链接] ${title}`, description, url].filter(Boolean).join('\n'),
    linkIsToRead: '（请打开这个网页再回答。）',
    linkIsUnread: '（你没有打开过这个网页，只知道标题、摘要和网址。请说明这一点，不要猜网页里的内容。）',
    file: (name) => `[文件] ${name}`,
    fileAlone: '我只发来一个文件，没有写问题。请简短地概括它的内容，再问我想了解哪一点。',
    drawn: '[图片]',
    continue: '继续',
  },
};

const NOTHING_ALLOWED = '这个应用没有对你开放提问。需要使用的话，请联系管理员。';

const EXAMPLES = {
  usage: '管理 用量 zhangsan 2026-11',
  raise: '管理 加量 zhangsan 50',
  block: '管理 封禁 zhangsan',
  unblock: '管理 解封 zhangsan',
  pause: `管理 ${MANAGING.pause[0]}`,
  resume: `管理 ${MANAGING.resume[0]}`,
  model: '管理 模型 gpt-5.4',
  notify: '管理 通知 今晚八点停机半小时',
  status: `管理 ${MANAGING.status[0]}`,
  confirm: `管理 ${MANAGING.confirm[0]}`,
} as const;

const amountsIn = ({ messages, tokens }: Limits): string[] => [
  ...(messages === undefined ? [] : [`${messages} 条消息`]),
  ...(tokens === undefined ? [] : [`${tokens} 个 token`]),
];

const usedIn = ({ messages, tokens, cost }: Used): string =>
  `${messages} 条消息，${tokens} 个 token，${cost.toFixed(2)} 美元`;

const ofBudget = (budget: number | undefined): string =>
  budget === undefined ? '' : `（预算 ${budget} 美元）`;

const list = (all: readonly string[], word: string): string =>
  all.map((each) => `${word} ${each}`).join('\n');
