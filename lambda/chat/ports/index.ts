/** What the bot needs from outside; `lambda/aws`, `lambda/wecom` and `lambda/model` implement it. */
export * from './control';
export * from './media';
export * from './memory';
export * from './model';
export * from './records';
export * from './sending';
