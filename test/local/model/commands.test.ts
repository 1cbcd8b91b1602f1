import { readCommands } from '../../../local/model/commands';
import { restOf, saidBefore } from '../../../local/model/continuation';

describe('readCommands', () => {
  it.each([
    ['出错 503', { kind: 'status', status: 503 }, Infinity],
    ['出错 429 重试 2 次 1', { kind: 'status', status: 429, retryAfter: '2' }, 1],
    ['出错 429 insufficient_quota', { kind: 'status', status: 429, code: 'insufficient_quota' }, Infinity],
    ['太长', { kind: 'too-long' }, Infinity],
    ['拒连 次 2', { kind: 'no-connection' }, 2],
    ['空答', { kind: 'empty' }, Infinity],
    ['拒答', { kind: 'refusal' }, Infinity],
    ['断开 40', { kind: 'broken', after: 40 }, Infinity],
    ['断开', { kind: 'broken', after: 0 }, Infinity],
    ['卡住 3 次 1', { kind: 'stalled', after: 3 }, 1],
    ['失败 5', { kind: 'failed', after: 5, code: 'server_error' }, Infinity],
    ['报错 5 rate_limit_exceeded', { kind: 'error', after: 5, code: 'rate_limit_exceeded' }, Infinity],
    ['过滤 9', { kind: 'incomplete', after: 9, reason: 'content_filter' }, Infinity],
    ['截断 9', { kind: 'incomplete', after: 9, reason: 'max_output_tokens' }, Infinity],
    ['资源不足 9', { kind: 'incomplete', after: 9, reason: 'insufficient_system_resource' }, Infinity],
  ])('%s is a fault, alone and before a question', (command, fault, times) => {
    const expected = [{ fault: expect.objectContaining(fault) as unknown, times }];
    expect(readCommands(command)).toMatchObject({ faults: expected, question: '' });
    expect(readCommands(`${command}：原样返回：好`)).toMatchObject({
      faults: expected,
      question: '原样返回：好',
    });
  });

  it('takes several, in order, with gate and overlap', () => {
    expect(readCommands('出错 500 次 1：重叠 6：断开 40 次 2：等一等：写一篇约 3 KB 的长文')).toEqual({
      faults: [
        { fault: expect.objectContaining({ kind: 'status' }) as unknown, times: 1 },
        { fault: { kind: 'broken', after: 40 }, times: 2 },
      ],
      moderationFaults: [],
      overlap: 6,
      gated: true,
      question: '写一篇约 3 KB 的长文',
    });
  });

  it('keeps those of the moderation apart', () => {
    expect(readCommands('审核出错 500 次 1：出错 429：审核拒连：好')).toMatchObject({
      faults: [{ fault: { kind: 'status', status: 429 }, times: Infinity }],
      moderationFaults: [
        { fault: { kind: 'status', status: 500 }, times: 1 },
        { fault: { kind: 'no-connection' }, times: Infinity },
      ],
      question: '好',
    });
  });

  it.each([
    '审核',
    '审核：好',
    '审核等一等：好',
    '出错 200',
    '出错：怎么办',
    '拒答 nonce',
    '空答 3',
    '断开 3 server_error',
    '出错了怎么办',
    '失败 是成功之母',
    '等一等',
    '请断开 40',
    '太长了：怎么办',
  ])('leaves a text as it is: %s', (question) => {
    expect(readCommands(question)).toEqual({
      faults: [],
      moderationFaults: [],
      gated: false,
      overlap: 0,
      question,
    });
  });
});

describe('a continued answer', () => {
  it('begins where what was said ends', () => {
    expect(restOf('一二三四', '', 4)).toBe('一二三四');
    expect(restOf('一二三四', '一二', 0)).toBe('三四');
    expect(restOf('一二三四', '一二三四', 0)).toBe('');
  });

  it('repeats as much as it is told', () => {
    expect(restOf('一二三四', '一二三', 2)).toBe('二三四');
    expect(restOf('🌸🚀三四', '🌸🚀三', 2)).toBe('🚀三四');
    expect(restOf('一二三四', '一', 9)).toBe('一二三四');
  });

  it('goes on from parts whose white space was trimmed', () => {
    expect(restOf('一。\n\n二。\n\n三。', '一。二。', 0)).toBe('\n\n三。');
    expect(restOf('一。\n\n二。\n\n三。', '一。\n\n二。\n\n', 0)).toBe('三。');
  });

  it('is refused where what was said is not its own', () => {
    expect(() => restOf('一二三四', '一三', 0)).toThrow('would have said itself');
    expect(() => restOf('一二', '一二三', 0)).toThrow('would have said itself');
  });

  it('is told by what the assistant said after the last question', () => {
    const [earlier, question, said, goOn] = [
      { role: 'assistant' as const, text: '从前' },
      { role: 'user' as const, text: '问' },
      { role: 'assistant' as const, text: '一二' },
      { role: 'system' as const, text: 'Go on.' },
    ];
    expect(saidBefore([earlier, question, said, goOn])).toBe('一二');
    expect(saidBefore([earlier, question])).toBe('');
  });
});
