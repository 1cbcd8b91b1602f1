import fc from 'fast-check';
import { departmentTree, withThoseAbove } from '../../../lambda/wecom/department';
import { FakeServer } from '../../support/fake-server';
import { errorWith } from '../../support/errors';
import { apiOf, ok } from './api-of';

const wecom = new FakeServer();
let url: string;
beforeAll(async () => {
  url = await wecom.start();
});
afterAll(() => wecom.stop());

describe('department/simplelist', () => {
  it('tells each department with the one above it', async () => {
    wecom.next({
      ...ok,
      department_id: [
        { id: 1, parentid: 0, order: 1 },
        { id: 2, parentid: 1, order: 10 },
      ],
    });
    const tree = await departmentTree(apiOf(url), 'assistant');
    expect([...tree]).toEqual([
      [1, 0],
      [2, 1],
    ]);
    expect(wecom.calls.at(-1)).toMatchObject({
      path: '/cgi-bin/department/simplelist',
      query: { access_token: 'shared' },
    });
  });

  it('that somebody else answers is no company without departments', async () => {
    wecom.next({ hello: 'from a proxy' }, { hello: 'again' }, { hello: 'again' });
    await expect(departmentTree(apiOf(url), 'assistant')).rejects.toThrow(
      errorWith({ code: 'WECOM_UNREACHABLE' }),
    );
  });
});

describe('what is above departments', () => {
  it('ends at the root, and where the app sees no more', () => {
    const tree = new Map([
      [1, 0],
      [2, 1],
      [3, 2],
      [4, 3],
      [9, 8],
    ]);
    expect([...withThoseAbove([4], tree)]).toEqual([4, 3, 2, 1]);
    expect([...withThoseAbove([9, 2], tree)]).toEqual([9, 2, 1]);
    expect([...withThoseAbove([7], tree)]).toEqual([]);
  });

  it('is all that can be reached, also in a tree that leads back to itself', () => {
    const id = fc.integer({ min: 0, max: 8 });
    fc.assert(
      fc.property(fc.array(fc.tuple(id, id)), fc.array(id), (pairs, departments) => {
        const tree = new Map(pairs);
        const found = withThoseAbove(departments, tree);
        const listed = departments.filter((each) => tree.has(each));
        const above = [...found].map((each) => tree.get(each) ?? -1).filter((each) => tree.has(each));
        for (const each of [...listed, ...above]) expect(found).toContain(each);
        for (const each of found) expect([...listed, ...above]).toContain(each);
      }),
    );
  });
});
