import type { WaitingTexts } from './waiting-texts';

export const waitingZhCn: WaitingTexts = {
  paused: (isKept) => `管理员暂停了这个应用，现在不能回答。${kept(isKept)}`,
  blocked: {
    untrustedAddress: (address, isKept) =>
      `暂时还不能回答：请等管理员把 ${address} 加入这个应用的“企业可信IP”。${kept(isKept)}`,
    other: (errcode, isKept) =>
      `暂时还不能回答：企业微信拒绝了这个应用的调用（错误码 ${errcode}）。请告诉管理员检查应用的设置。${kept(isKept)}`,
  },
};

const kept = (isKept: boolean): string => (isKept ? '你的消息已经保存，之后会自动回答，不用重发。' : '');
