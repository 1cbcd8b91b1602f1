import fc from 'fast-check';
import { conversationOf, estimateUsage, tokensOf, withinTokens } from '../../../lambda/chat/conversation';
import type { Turn } from '../../../lambda/chat/ports';
import { usageOf } from '../../support/usage';

const memory = { idleMinutes: 10, maxTurns: 20, maxTokens: 100, keepDays: 30 };
const turn = (tokens: number): Turn => ({ question: 'q', answer: 'a', tokens });
const MINUTE = 60_000;

describe('a message belongs to', () => {
  it.each([
    ['a new conversation, when there is none', undefined, 'message'],
    ['the open one', { conversation: 'open', activeAt: 0 }, 'open'],
    ['the open one, to the last millisecond', { conversation: 'open', activeAt: 5 * MINUTE }, 'open'],
    ['a new one, a millisecond later', { conversation: 'open', activeAt: 5 * MINUTE - 1 }, 'message'],
  ])('%s', (_, profile, conversation) => {
    const now = profile?.activeAt === 0 ? 0 : 15 * MINUTE;
    expect(conversationOf(profile, 'message', now, memory)).toBe(conversation);
  });
});

describe('the turns shown to the model', () => {
  it('are the latest whose tokens fit', () => {
    const turns = [turn(10), turn(60), turn(30), turn(10)];
    expect(withinTokens(turns, 100)).toEqual(turns.slice(1));
    expect(withinTokens(turns, 99)).toEqual(turns.slice(2));
    expect(withinTokens(turns, 9)).toEqual([]);
  });

  it('are a tail of the turns, within the budget, and the longest such', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50)), fc.nat(500), (sizes, budget) => {
        const turns = sizes.map(turn);
        const shown = withinTokens(turns, budget);
        const total = (of: readonly Turn[]) => of.reduce((sum, { tokens }) => sum + tokens, 0);
        expect(shown).toEqual(turns.slice(turns.length - shown.length));
        expect(total(shown)).toBeLessThanOrEqual(budget);
        const longer = turns.slice(Math.max(0, turns.length - shown.length - 1));
        expect(longer.length === shown.length || total(longer) > budget).toBe(true);
      }),
    );
  });
});

describe('the tokens of a turn', () => {
  it('are what its request counted beyond the turns before it', () => {
    expect(tokensOf(usageOf(120, 30), [turn(40), turn(60)])).toBe(50);
  });

  it('are at least one, whatever a provider reports', () => {
    expect(tokensOf(usageOf(0, 0), [turn(40)])).toBe(1);
  });

  it('are estimated from the text where a provider counts nothing', () => {
    expect(estimateUsage('人', [turn(40)], '问题', '回答！')).toEqual(usageOf(43, 3));
  });
});
