import type { WaitingTexts } from './waiting-texts';

export const waitingEn: WaitingTexts = {
  paused: (isKept) => `An admin has paused this app, so I can't answer now.${kept(isKept)}`,
  blocked: {
    untrustedAddress: (address, isKept) =>
      `I can't answer yet: I'm waiting for your admin to add ${address} to the app's 企业可信IP.${kept(isKept)}`,
    other: (errcode, isKept) =>
      `I can't answer yet: WeCom refuses the app's calls (code ${errcode}). Please tell your admin to check the app's settings.${kept(isKept)}`,
  },
};

const kept = (isKept: boolean): string =>
  isKept ? ' Your message is kept and will be answered by itself.' : '';
