import type { Texts } from './texts';

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
  paused: (isKept) => `管理员暂停了这个应用，现在不能回答。${kept(isKept)}`,
  blocked: {
    untrustedAddress: (address, isKept) =>
      `暂时还不能回答：请等管理员把 ${address} 加入这个应用的“企业可信IP”。${kept(isKept)}`,
    other: (errcode, isKept) =>
      `暂时还不能回答：企业微信拒绝了这个应用的调用（错误码 ${errcode}）。请告诉管理员检查应用的设置。${kept(isKept)}`,
  },
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
    usage: (day, month) =>
      `今天：${day.messages} 条消息，${day.tokens} 个 token\n本月：${month.messages} 条消息，${month.tokens} 个 token`,
    whoAmI: ({ name, userid, app, model, persona }) =>
      [
        ...(name === undefined ? [] : [`姓名：${name}`]),
        `账号：${userid}`,
        `应用：${app}`,
        `模型：${model}`,
        `角色：${persona}`,
      ].join('\n'),
    nothingToExport: '这次对话里还没有内容可以导出。',
    question: '问',
    answer: '答',
    exportName: (date) => `conversation-${date}`,
    drawWhat: '想画什么？请把内容写在后面，比如：画 一只在月亮上的猫',
    unknown: (typed, nearest) =>
      `没有“${typed}”这个命令，你是不是想发“${nearest}”？发“帮助”可以看到全部命令。`,
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

const list = (all: readonly string[], word: string): string =>
  all.map((each) => `${word} ${each}`).join('\n');

const kept = (isKept: boolean): string => (isKept ? '你的消息已经保存，之后会自动回答，不用重发。' : '');
