import { MANAGING } from '../managing-commands';
import type { Limits, Used } from '../ports';
import type { Texts } from './texts';
import { waitingEn } from './waiting-en';

export const en: Texts = {
  help: ({ hears, speaks, draws, models, personas }) =>
    [
      `Just send me text. I remember what was said earlier in this conversation. You can also send me pictures, ${hears ? 'voice, ' : ''}places, links and files (PDF or text).`,
      '',
      '/new: forget what was said and start afresh',
      '/continue: go on with an answer that broke off',
      ...(draws ? ['/image a cat: draw a picture'] : []),
      ...(speaks ? ['/voice on, /voice off: whether I speak my answers'] : []),
      ...(personas ? ['/persona: have me answer in another role, such as a translator'] : []),
      ...(models ? ['/model: use another model'] : []),
      '/export: send this conversation as a file',
      '/usage: how much was used',
      '/whoami: what I know of you',
      '/mydata: what is kept about you',
      '/erase: delete all of the conversation that is kept',
      '/help: show this',
      '',
      'WeCom does not pass forwarded chats and mini programs on to me, and of a video I see the cover alone.',
    ].join('\n'),
  welcome: "Hello, I'm your company's assistant. Just send me your question; /help shows what I can do.",
  contentIsRecorded:
    "By your company's rules, what you send me and what I answer is kept in the company's audit log.",
  newConversation: 'All right, we start afresh. I no longer look at what was said before.',
  unsupported: "I can't read this kind of message. Please tell me in words.",
  mediaFailed: {
    expired: 'WeCom no longer has what you sent (it keeps files for three days). Please send it again.',
    'too-large':
      'This is too large for me: pictures and PDFs up to 10 MB, text up to 40 KB, voice up to 2 MB, please.',
    'too-long': 'This voice message is too long. Please keep it within a minute, or send several.',
    malformed: 'What you sent seems to be broken. Please send it again, or tell me in words.',
    unreadable:
      "I don't know this format. I can hear voice, see JPG, PNG, GIF and WebP pictures, and read PDFs and text files; please tell me anything else in words.",
  },
  notPossible: {
    hearing: 'This app was not set up to understand voice. Please tell me in words.',
    drawing: 'This app was not set up to draw.',
    pdf: 'The model in use reads no PDFs. Please copy what you ask about into a message.',
    pictures: 'The model in use sees no pictures. Please tell me in words.',
  },
  understood: (text) => `🎤 “${text}”`,
  notUnderstood:
    "I couldn't make out the words in this voice message. Please say it again, or tell me in text.",
  onlyCover: "I can't watch videos; I see the cover alone.",
  tooLong: 'This message is too long for me to read. Please shorten it, or send it in several.',
  cutOff: '(The answer broke off here. Send “continue”, and I can go on.)',
  sources: 'Sources:',
  signOfLife: "Got it. I'm thinking, one moment please…",
  filteredOff: "(The model service's filter ended the answer here. Please put it differently.)",
  givenUp:
    'Sorry, I tried several times and could not finish this one. It is kept for your admin to look at. Please send it again later.',
  notTaken:
    'Sorry, WeCom did not accept my answer, so I could not send it. Please put your question differently.',
  ...waitingEn,
  modelFailed: {
    credentials:
      "The model service did not accept my key, so I can't answer. Please tell your admin to check the model's API key.",
    region:
      "The model service takes no requests from this region, so I can't answer. Please tell your admin to change the region or the provider.",
    'not-found':
      "The configured model does not exist or may not be used, so I can't answer. Please tell your admin to check the model's name.",
    'no-credit':
      "The credit of the model service is used up, so I can't answer. Please tell your admin to add credit or raise the limit.",
    busy: 'The model service is busy and could not answer this. Please send it again in a minute or two.',
    'too-slow':
      'This took too long to answer. Please ask it differently, or split it into smaller questions.',
    refused: 'The model declined this request. Please put it differently.',
    filtered: "The model service's filter held the answer back. Please put it differently.",
    empty: 'The model gave no words this time. Please put it differently.',
    'too-long':
      'This message is longer than the model can read at once. Please shorten it, or send it in several.',
    'bad-request':
      "The model service says that the request was wrong, so I couldn't answer this. Please tell your admin to look at the log.",
    broken: 'The answer of the model service broke off before it began. Please send this again later.',
    unavailable: 'The model service can not be reached right now. Please send this again later.',
  },
  refusals: {
    outside: (userid) =>
      `Your account (${userid}) is not among those who may use this app, so I can't answer. Please ask your admin if you need it.`,
    closed: (spans) =>
      spans.length === 0
        ? 'There is no service today. Please come back on a service day.'
        : `There is no service now. Today's service hours are ${spans.join(', ')}.`,
    overBudget:
      "The company's budget for this app is used up, so I can't answer for now. Please ask your admin.",
    limited: {
      messages: (limit) =>
        limit === 0
          ? NOTHING_ALLOWED
          : `Your ${limit} messages of today are used up; please come back tomorrow. If it is urgent, your admin can add some.`,
      tokens: (limit) =>
        limit === 0
          ? NOTHING_ALLOWED
          : `Your ${limit} tokens of today are used up; please come back tomorrow. If it is urgent, your admin can add some.`,
    },
    left: (left) => `(Left for today: ${amountsIn(left).join(', ')}.)`,
    paused: 'This app is paused, so I did not answer. Send “/admin resume” to end the pause.',
    question:
      'This message holds something that the company does not allow to be sent to me, so I did not handle it. Please put it differently.',
    answer: "(What follows can't be shown, by the company's rules.)",
    part: "(This passage can't be shown, by the company's rules.)",
  },
  commands: {
    usualPersona: 'usual',
    models: (all, current) => `The model in use is ${current}. You can choose:\n${list(all, '/model')}`,
    modelChosen: (name) => `All right, ${name} answers from now on.`,
    noSuchModel: (name, all) => `There is no model “${name}”. You can choose:\n${list(all, '/model')}`,
    personas: (all, current) => `My role is “${current}” now. You can choose:\n${list(all, '/persona')}`,
    personaChosen: (name) => `All right, I am “${name}” from now on, and we start a new conversation.`,
    noSuchPersona: (name, all) => `There is no role “${name}”. You can choose:\n${list(all, '/persona')}`,
    voice: (isOn) =>
      `${isOn === undefined ? 'I speak my answer when you speak' : isOn ? 'Spoken answers are on' : 'Spoken answers are off'}. Send “/voice on” or “/voice off” to change that.`,
    voiceChosen: (isOn) =>
      isOn
        ? 'All right, from now on I speak my answers, too.'
        : 'All right, from now on I answer in text alone.',
    noVoice: 'This app was not set up to speak.',
    usage: (day, month, left) =>
      [
        `Today: ${day.messages} messages, ${day.tokens} tokens`,
        `This month: ${month.messages} messages, ${month.tokens} tokens`,
        ...(amountsIn(left).length > 0 ? [`Left for today: ${amountsIn(left).join(', ')}`] : []),
      ].join('\n'),
    whoAmI: ({ name, userid, app, model, persona }) =>
      [
        ...(name === undefined ? [] : [`Name: ${name}`]),
        `Account: ${userid}`,
        `App: ${app}`,
        `Model: ${model}`,
        `Role: ${persona}`,
      ].join('\n'),
    myData: ({ turns, pictures, keepDays, contentIsRecorded }) =>
      [
        `Conversation: ${turns} turns and ${pictures} pictures are kept now, for my use alone; turns are deleted after ${keepDays} days, pictures after three. “/erase” deletes them at once.`,
        'Settings: the model, role and voice that you chose, your name and account, until you leave the company or an admin deletes them.',
        'Usage: messages, tokens and cost of each day, for 400 days.',
        contentIsRecorded
          ? "Audit log: by the company's rules, what you send and what I answer is recorded there."
          : 'Audit log: that there was a conversation, with which model and how many tokens; not what was said.',
        'What you say goes to the model service that the company chose, to be answered. To have all of it exported or deleted, ask your admin.',
      ].join('\n'),
    erased: 'All right, the conversation and the pictures that were kept are deleted. We start anew.',
    nothingToExport: 'Nothing was said in this conversation yet.',
    question: 'Q',
    answer: 'A',
    exportName: (date) => `conversation-${date}`,
    drawWhat: 'What shall I draw? Write it behind the command, like: /image a cat on the moon',
    unknown: (typed, nearest) =>
      `There is no command “${typed}”. Did you mean “${nearest}”? /help shows all commands.`,
  },
  managing: {
    help: [
      'An admin can send:',
      '/admin usage: of this app, today and this month; a userid, a day (2026-11-26) or a month (2026-11) may follow',
      '/admin raise USERID 50: 50 messages more for today; “100000 token” means tokens',
      '/admin block USERID, /admin unblock USERID',
      '/admin pause, /admin resume',
      '/admin model NAME: another model for this app; without a name, shows which there are',
      '/admin notify TEXT: to all who may use this app',
      '/admin status: whether all is well, the budget, what waits and what was not answered',
    ].join('\n'),
    notAdmin:
      '“/admin” is for the admins of this app alone. If it was a question, please put it differently.',
    misspelt: (command) => `I don't understand that. Write it like this: ${EXAMPLES[command]}`,
    usageOfMember: (member, period, used) => `${member}, ${period}: ${usedIn(used)}`,
    usageOfApp: (period, used, budget) => `This app, ${period}: ${usedIn(used)}${ofBudget(budget)}`,
    usageOfAll: (period, used, budget) => `All apps, ${period}: ${usedIn(used)}${ofBudget(budget)}`,
    raised: (member, messages, tokens) =>
      `All right, ${member} has ${messages > 0 ? `${messages} messages` : `${tokens} tokens`} more today.`,
    blocked: (member) => `${member} is blocked and can't use this app any more.`,
    unblocked: (member) => `${member} can use this app.`,
    paused: 'Paused. What members send is kept, and answered when the pause ends.',
    resumed: 'The pause is over. What was kept will be answered.',
    allPaused:
      'The pause of this app is over, but an operator still pauses all apps: npm run pause -- --all --end',
    models: (all, current) => `This app uses ${current}. It can use:\n${list(all, '/admin model')}`,
    modelUsed: (name) => `All right, this app uses ${name} from now on.`,
    noSuchModel: (name, all) => `This app can't use “${name}”. It can use:\n${list(all, '/admin model')}`,
    notified: 'The notice is sent.',
    notNotified: (code) => `The notice was not sent: WeCom did not take it (${code}). The log says why.`,
    tooLong:
      'This notice is too long: a message has at most 2048 bytes. Please shorten it, or send it in several.',
    isSure: {
      block: (member) => `Block ${member}? Send “/admin confirm” within five minutes to do it.`,
      pause:
        'Pause this app? All its members will have to wait. Send “/admin confirm” within five minutes to do it.',
      model: (name) => `Let this app use ${name}? Send “/admin confirm” within five minutes to do it.`,
      notify: (text) =>
        `Send this to all who may use this app? Send “/admin confirm” within five minutes to do it.\n\n${text}`,
    },
    isAdminToo: (member) => `${member} is an admin, and can only be taken out in the configuration.`,
    nothingToConfirm: 'There is nothing to confirm, or five minutes have passed.',
    status: ({ version, model, isPaused, budget, waiting, deadLetters, others }) =>
      [
        isPaused ? 'Paused' : 'All well: WeCom takes the calls of this app',
        `Model: ${model}`,
        ...(budget === undefined ? [] : [`Budget: ${Math.round(budget * 100)}% used`]),
        `Messages that wait or are being answered: ${waiting} (all apps)`,
        `Messages that were given up: ${deadLetters} (all apps)`,
        ...others
          .filter(({ errcode, isPaused: isOff }) => errcode !== undefined || isOff)
          .map(({ app, errcode }) =>
            errcode === undefined
              ? `App ${app} is paused`
              : `WeCom refuses app ${app} (error code ${errcode})`,
          ),
        `Version: ${version}`,
      ].join('\n'),
  },
  forModel: {
    picture: '[picture]',
    pictureAlone:
      'I sent a picture without a question. Say briefly what matters most in it; if it holds text, say what is written; then ask which point I want to know about.',
    video: '[cover of a video]',
    videoAlone:
      'I sent a video of which you see the cover alone. Describe the cover briefly without guessing what the video shows, then ask what I want to know.',
    location: (label, latitude, longitude) =>
      `[place] ${label} (latitude ${latitude}, longitude ${longitude})`.replace('  (', ' ('),
    link: (title, description, url) => [`[link] ${title}`, description, url].filter(Boolean).join('\n'),
    linkIsToRead: '(Please open this page before you answer.)',
    linkIsUnread:
      '(You have not opened this page: you know its title, description and address alone. Say so, and do not guess what it says.)',
    file: (name) => `[file] ${name}`,
    fileAlone:
      'I sent a file without a question. Sum up briefly what it says, then ask which point I want to know about.',
    drawn: '[picture]',
    continue: 'continue',
  },
};

const NOTHING_ALLOWED = 'This app answers no questions of yours. Please ask your admin if you need it.';

const EXAMPLES = {
  usage: '/admin usage zhangsan 2026-11',
  raise: '/admin raise zhangsan 50',
  block: '/admin block zhangsan',
  unblock: '/admin unblock zhangsan',
  pause: `/admin ${MANAGING.pause[1]}`,
  resume: `/admin ${MANAGING.resume[1]}`,
  model: '/admin model gpt-5.4',
  notify: '/admin notify Out of service tonight from eight to half past',
  status: `/admin ${MANAGING.status[1]}`,
  confirm: `/admin ${MANAGING.confirm[1]}`,
} as const;

const amountsIn = ({ messages, tokens }: Limits): string[] => [
  ...(messages === undefined ? [] : [`${messages} messages`]),
  ...(tokens === undefined ? [] : [`${tokens} tokens`]),
];

const usedIn = ({ messages, tokens, cost }: Used): string =>
  `${messages} messages, ${tokens} tokens, ${cost.toFixed(2)} US dollars`;

const ofBudget = (budget: number | undefined): string =>
  budget === undefined ? '' : ` (budget ${budget} US dollars)`;

const list = (all: readonly string[], word: string): string =>
  all.map((each) => `${word} ${each}`).join('\n');
