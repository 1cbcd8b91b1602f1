import { parseCallbackQuery } from '../../../lambda/wecom/callback-query';
import { goodVectors } from './vectors';

const refused = expect.objectContaining({ code: 'CALLBACK_QUERY' }) as Error;

describe('the query of a callback', () => {
  it.each(goodVectors.filter((vector) => vector.raw_query))('of $id is decoded once', (vector) => {
    expect(parseCallbackQuery(vector.raw_query ?? '')).toEqual({
      signature: vector.msg_signature,
      timestamp: vector.timestamp,
      nonce: vector.nonce,
      echostr: vector.encrypt,
    });
  });

  it.each(['a%2Bb%2Fc%3D', 'a+b/c=', 'a%20b/c='])('gives the same echostr for %s', (echostr) => {
    expect(parseCallbackQuery(`msg_signature=s&timestamp=1&nonce=n&echostr=${echostr}`).echostr).toBe(
      'a+b/c=',
    );
  });

  it.each(['msg_signature', 'timestamp', 'nonce'])('without %s is refused', (name) => {
    const query = new URLSearchParams({ msg_signature: 's', timestamp: '1', nonce: 'n' });
    query.delete(name);
    expect(() => parseCallbackQuery(query.toString())).toThrow(refused);
  });

  it.each(['msg_signature=t', 'timestamp=2', 'nonce=m', 'echostr=x&echostr=y'])(
    'with a repeated parameter (%s) is refused',
    (again) => {
      expect(() => parseCallbackQuery(`msg_signature=s&timestamp=1&nonce=n&${again}`)).toThrow(refused);
    },
  );
});
