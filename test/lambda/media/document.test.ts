import fc from 'fast-check';
import { deflateRawSync } from 'node:zlib';
import { MAX_PDF_BYTES, MAX_TEXT_BYTES, readDocument } from '../../../lambda/media/document';
import { errorWith } from '../../support/errors';
import { jpegOf, pngOf } from '../../support/pictures';
import { failureOf } from './failure-of';

const UNREADABLE = errorWith({ code: 'MEDIA_UNREADABLE' });
const TOO_LARGE = errorWith({ code: 'MEDIA_TOO_LARGE' });
/** `你好，世界。这是一份会议记录：ABC` as Windows in China writes it. */
const GB18030 = 'c4e3bac3a3accac0bde7a1a3d5e2cac7d2bbb7ddbbe1d2e9bcc7c2bca3ba414243';
const CHINESE = '你好，世界。这是一份会议记录：ABC';

const textOf = (bytes: Uint8Array): string => {
  const read = readDocument('x.txt', bytes);
  return read.kind === 'text' ? read.text : '';
};
const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');

describe('a text', () => {
  it.each<[string, Uint8Array, string]>([
    ['UTF-8', Buffer.from('会议记录 👋\r\n\tok'), '会议记录 👋\r\n\tok'],
    ['UTF-8 with its mark', Buffer.from('\ufeff会议记录'), '会议记录'],
    ['UTF-16', utf16('会议 👋'), '会议 👋'],
    ['UTF-16 in the other order', utf16('会议 👋').swap16(), '会议 👋'],
    ['GB18030', Buffer.from(GB18030, 'hex'), CHINESE],
    ['GB18030 with a character of four bytes', Buffer.from(`${GB18030}8139ee39`, 'hex'), `${CHINESE}㐀`],
    ['ASCII', Buffer.from('a,b\n1,2'), 'a,b\n1,2'],
    ['a log with colours', Buffer.from('\x1b[31mred\x1b[0m'), '\x1b[31mred\x1b[0m'],
    ['a program', Buffer.from('#!/bin/sh\nrm -rf /\n'), '#!/bin/sh\nrm -rf /\n'],
  ])('in %s is read', (_, bytes, text) => {
    expect(textOf(bytes)).toBe(text);
  });

  it('is read as it was written, in UTF-8 and UTF-16', () => {
    const character = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }),
      fc.constantFrom('的', '一', '是', '不', '会议', '记录', '，'),
    );
    const texts = fc
      .array(character, { minLength: 1 })
      .map((characters) => characters.join(''))
      .filter(
        (text) => text.trim() !== '' && !/^[\ufeff\ufffe]|\p{Cc}/u.test(text) && !text.startsWith('%PDF-'),
      );
    fc.assert(
      fc.property(texts, (text) => {
        expect([Buffer.from(text), utf16(text), utf16(text).swap16()].map(textOf)).toEqual([
          text,
          text,
          text,
        ]);
      }),
    );
  });

  it('of 200 KB is taken, also where a character ends there, and one byte more is too large', () => {
    const bytes = Buffer.alloc(MAX_TEXT_BYTES + 1, '的');
    expect(textOf(Buffer.alloc(MAX_TEXT_BYTES, 'a'))).toHaveLength(MAX_TEXT_BYTES);
    expect(() => readDocument('x', bytes)).toThrow(TOO_LARGE);
    expect(() => readDocument('x', Buffer.alloc(5_000_000, Buffer.from(GB18030, 'hex')))).toThrow(TOO_LARGE);
    expect(() =>
      readDocument('x', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.alloc(MAX_TEXT_BYTES, 'a')])),
    ).toThrow(TOO_LARGE);
  });
});

describe('what is neither text nor PDF', () => {
  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['white space alone', Buffer.from(' \r\n\t')],
    ['a mark alone', Buffer.from([0xff, 0xfe])],
    ['a NUL', Buffer.from('text\0text')],
    ['a control character', Buffer.from('text\x07text')],
    [
      'a zip, as Office writes',
      Buffer.from('PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0word/document.xml', 'latin1'),
    ],
    ['an old Office file', Buffer.from('d0cf11e0a1b11ae10000', 'hex')],
    ['a Windows program', Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1')],
    ['a Linux program', Buffer.from('\x7fELF\x02\x01\x01\0', 'latin1')],
    ['a PNG', pngOf(9, 9)],
    ['a JPEG', jpegOf(9, 9)],
    ['what is packed', deflateRawSync(Buffer.from(CHINESE.repeat(5)))],
    ['UTF-16 without its mark', utf16('plain words').subarray(2)],
    ['half of UTF-16', utf16('会议').subarray(0, -1)],
    ['broken UTF-16', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00])],
    ['UTF-32', Buffer.from('fffe000041000000', 'hex')],
    ['Japanese in Shift_JIS', Buffer.from('82b182ea82cd93fa967b8cea82cc83658358836782c582b7', 'hex')],
    ['Chinese in Big5', Buffer.from('a741a66ea141a540acc9a143', 'hex')],
    ['Big5 that has the shape of GB2312', Buffer.from('aabaaabeafe0a7da', 'hex')],
    ['German in Latin-1', Buffer.from('Müller geht über die Straße', 'latin1')],
    ['GB18030 that is cut off', Buffer.from(GB18030, 'hex').subarray(0, 3)],
  ])('%s is unreadable, whatever it is called', (_, bytes) => {
    for (const name of ['notes.txt', 'a.pdf', '', '../../etc/passwd']) {
      expect(() => readDocument(name, bytes)).toThrow(UNREADABLE);
    }
  });

  it('is so too where it is larger than a text may be', () => {
    const zip = Buffer.concat([Buffer.from('PK\x03\x04\0'), Buffer.alloc(MAX_TEXT_BYTES * 2, 'a')]);
    expect(() => readDocument('x.docx', zip)).toThrow(UNREADABLE);
  });

  it('never makes anything but MediaErrors', async () => {
    const start = fc.constantFrom('', '%PDF-', '\ufeff', 'text ');
    await fc.assert(
      fc.asyncProperty(start, fc.uint8Array({ maxLength: 400 }), fc.string(), async (start, bytes, name) => {
        const failure = await failureOf(() => readDocument(name, Buffer.concat([Buffer.from(start), bytes])));
        expect([undefined, 'malformed', 'unreadable']).toContain(failure);
      }),
      { numRuns: 1000 },
    );
  });

  it('is what chance makes', () => {
    const chance = fc.uint8Array({ minLength: 64, maxLength: 400 });
    fc.assert(
      fc.property(chance, (bytes) => {
        expect(() => readDocument('x.txt', bytes)).toThrow(UNREADABLE);
      }),
    );
  });
});

describe('a PDF', () => {
  const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n\xe2\xe3\0\nendobj\n%%EOF\n', 'latin1');
  const code = (bytes: Buffer) => failureOf(() => readDocument('x.pdf', bytes));

  it('is known by its bytes, and has a name that says so', () => {
    expect(readDocument('报告.PDF', pdf)).toEqual({ kind: 'pdf', name: '报告.pdf', bytes: pdf });
    expect(readDocument('report.txt', pdf)).toMatchObject({ kind: 'pdf', name: 'report.txt.pdf' });
  });

  it('that does not end is malformed', async () => {
    await expect(code(pdf.subarray(0, -7))).resolves.toBe('malformed');
    await expect(code(Buffer.concat([pdf, Buffer.alloc(1100)]))).resolves.toBe('malformed');
    await expect(code(Buffer.concat([pdf, Buffer.alloc(900)]))).resolves.toBeUndefined();
  });

  it('of 10 MB is taken, one byte more is too large', async () => {
    const padded = (length: number) => Buffer.concat([pdf, Buffer.alloc(length - 2 * pdf.length), pdf]);
    await expect(code(padded(MAX_PDF_BYTES))).resolves.toBeUndefined();
    await expect(code(padded(MAX_PDF_BYTES + 1))).resolves.toBe('too-large');
  });
});

it.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\li\\计划.md', '计划.md'],
  ['line\r\nbreak\0.txt', 'linebreak.txt'],
  ['invoice\u202etxt.exe', 'invoicetxt.exe'],
  ['zero\u200bwidth\u2028.txt', 'zerowidth.txt'],
  [`${'长'.repeat(300)}.txt`, '长'.repeat(100)],
  [' a.txt ', 'a.txt'],
  ['', ''],
])('the name %j is made harmless', (name, expected) => {
  expect(readDocument(name, Buffer.from('text')).name).toBe(expected);
});

it('no error holds the name or the text', () => {
  const errors = [
    Buffer.from('secret\0'),
    Buffer.from('%PDF-secret'),
    Buffer.alloc(MAX_TEXT_BYTES + 1, 'secret'),
  ];
  for (const bytes of errors) {
    expect(() => readDocument('secret.txt', bytes)).toThrow(
      errorWith({ message: expect.not.stringContaining('secret') as string }),
    );
  }
});
