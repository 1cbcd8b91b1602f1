import fc from 'fast-check';
import { ciphertextIn } from '../../../lambda/wecom/envelope';
import { parseWecomMessage } from '../../../lambda/wecom/messages';
import { parseXmlMessage } from '../../../lambda/wecom/xml';
import { badBodies, goodVectors } from './vectors';
import { errorWith, errorWithout } from '../../support/errors';

const refused = errorWith({ code: 'WECOM_-40002' });
const text = (content: string) =>
  `<xml><ToUserName>ww1</ToUserName><FromUserName><![CDATA[ZhangSan]]></FromUserName><CreateTime>1348831860</CreateTime>` +
  `<MsgType><![CDATA[text]]></MsgType><Content>${content}</Content><MsgId>6972028683187026694</MsgId><AgentID>1000002</AgentID></xml>`;

describe('the envelope', () => {
  it('in JSON is refused, and the reason named', () => {
    expect(() => ciphertextIn('{"tousername":"ww1","encrypt":"AAAA"}')).toThrow(/JSON.*XML/);
  });

  it.each(goodVectors.filter((vector) => vector.raw_body))('of $id gives its ciphertext', (vector) => {
    expect(ciphertextIn(vector.raw_body ?? '')).toBe(vector.encrypt);
  });

  it.each(badBodies)('is refused: $id', ({ body }) => {
    expect(() => ciphertextIn(body)).toThrow(refused);
  });
});

describe('a message', () => {
  it('of text keeps a MsgId above 2^53 and the case of its sender', () => {
    expect(parseWecomMessage(text('<![CDATA[你好 👋]]>'))).toEqual({
      kind: 'text',
      from: 'ZhangSan',
      createTime: 1348831860,
      agentId: '1000002',
      msgId: '6972028683187026694',
      content: '你好 👋',
    });
  });

  it.each([
    ['a CDATA end mark, split over sections', '<![CDATA[a]]]]><![CDATA[>b]]>', 'a]]>b'],
    ['no CDATA', 'a &lt;b&gt; &amp; c', 'a <b> & c'],
    ['characters that XML forbids', '<![CDATA[a\u0008\u0000b]]>', 'ab'],
    ['a document type as text', '<![CDATA[<!DOCTYPE x>]]>', '<!DOCTYPE x>'],
    ['many angle brackets as text', `<![CDATA[${'<'.repeat(5000)}]]>`, '<'.repeat(5000)],
  ])('may hold %s', (_, xml, content) => {
    expect(parseWecomMessage(text(xml))).toMatchObject({ content });
  });

  it('holds any text that a member can type', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (content) => {
        const cdata = `<![CDATA[${content.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
        // XML reads each line end as one \n.
        expect(parseWecomMessage(text(cdata))).toMatchObject({ content: content.replace(/\r\n?/g, '\n') });
      }),
    );
  });

  it('may spell tags, types and events in other cases, in another order', () => {
    const xml =
      '<xml><AgentId>2</AgentId><EVENT>ENTER_AGENT</EVENT><MsgType>EVENT</MsgType><CreateTime>5</CreateTime><FromUserName>a</FromUserName></xml>';
    expect(parseWecomMessage(xml)).toEqual({
      kind: 'event',
      event: 'enter_agent',
      from: 'a',
      createTime: 5,
      agentId: '2',
    });
  });

  it.each(['MsgId', 'FromUserName'])('with a <%s> of more than 128 characters is refused', (name) => {
    const xml = text('x').replace(
      new RegExp(`<${name}>.*?</${name}>`),
      `<${name}>${'1'.repeat(129)}</${name}>`,
    );
    expect(() => parseWecomMessage(xml)).toThrow(refused);
  });

  it('whose <CreateTime> is no number is refused', () => {
    expect(() => parseWecomMessage(text('x').replace('1348831860', 'yesterday'))).toThrow(refused);
  });

  it('that belongs to no app has no agent id', () => {
    const xml =
      '<xml><FromUserName>sys</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>change_contact</Event></xml>';
    expect(parseWecomMessage(xml)).not.toHaveProperty('agentId');
  });

  it.each(['MsgId', 'FromUserName', 'MsgType', 'CreateTime'])('without <%s> is refused', (name) => {
    const xml = text('x').replace(new RegExp(`<${name}>.*?</${name}>`), '');
    expect(() => parseWecomMessage(xml)).toThrow(refused);
  });
});

describe('XML', () => {
  it.each([
    ['nested a hundred thousand deep', `<xml>${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}</xml>`],
    ['with a document type', '<!DOCTYPE xml><xml></xml>'],
    ['with an entity of its own', '<xml><a>&b;</a></xml>'],
    ['of another root', '<html></html>'],
  ])('%s is refused', (_, xml) => {
    expect(() => parseXmlMessage(xml)).toThrow(refused);
  });

  it('in an error is never quoted', () => {
    expect(() => parseXmlMessage('<xml><Content>secret</Conten></xml>')).toThrow(errorWithout('secret'));
  });
});
