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
  modelFailed: {
    credentials:
      "The model service did not accept my key, so I can't answer. Please tell your admin to check the model's API key.",
    region:
      "The model service takes no requests from this region, so I can't answer. Please tell your admin to change the region or the provider.",
    'not-found':
      "The configured model does not exist or may not be used, so I can't answer. Please tell your admin to check the model's name.",
    busy: 'The model service is busy and could not answer this. Please send it again in a minute or two.',
    'too-slow':
      'This took too long to answer. Please ask it differently, or split it into smaller questions.',
    refused: 'The model declined this request. Please put it differently.',
    empty: 'The model gave no words this time. Please put it differently.',
    unavailable: 'The model service can not be reached right now. Please send this again later.',
  },
};
