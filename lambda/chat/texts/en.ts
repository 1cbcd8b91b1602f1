import type { Texts } from './texts';

export const en: Texts = {
  help: [
    'Just send me text. I remember what was said earlier in this conversation.',
    '',
    '/new: forget what was said and start afresh',
    '/help: show this',
    '',
    'I can only read text so far, not pictures, voice or files.',
  ].join('\n'),
  welcome: "Hello, I'm your company's assistant. Just send me your question; /help shows what I can do.",
  contentIsRecorded:
    "By your company's rules, what you send me and what I answer is kept in the company's audit log.",
  newConversation: 'All right, we start afresh. I no longer look at what was said before.',
  unsupported: {
    image: "I can't see pictures yet. Please tell me in words.",
    voice: "I can't hear voice messages yet. Please tell me in words.",
    video: "I can't watch videos yet. Please tell me in words.",
    location: "I can't read places yet. Please send me the address in words.",
    link: "I can't open links yet. Please copy what you ask about into a message.",
    file: "I can't read files yet. Please copy what you ask about into a message.",
    unknown: "I can't read this kind of message yet. Please tell me in words.",
  },
  tooLong: 'This message is too long for me to read. Please shorten it, or send it in several.',
  cutOff: '(The answer broke off here. Send “continue”, and I can go on.)',
  signOfLife: "Got it. I'm thinking, one moment please…",
  filteredOff: "(The model service's filter ended the answer here. Please put it differently.)",
  givenUp:
    'Sorry, I tried several times and could not finish this one. It is kept for your admin to look at. Please send it again later.',
  notTaken:
    'Sorry, WeCom did not accept my answer, so I could not send it. Please put your question differently.',
  paused: (isKept) => `An admin has paused this app, so I can't answer now.${kept(isKept)}`,
  blocked: {
    untrustedAddress: (address, isKept) =>
      `I can't answer yet: I'm waiting for your admin to add ${address} to the app's 企业可信IP.${kept(isKept)}`,
    other: (errcode, isKept) =>
      `I can't answer yet: WeCom refuses the app's calls (code ${errcode}). Please tell your admin to check the app's settings.${kept(isKept)}`,
  },
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
};

const kept = (isKept: boolean): string =>
  isKept ? ' Your message is kept and will be answered by itself.' : '';
