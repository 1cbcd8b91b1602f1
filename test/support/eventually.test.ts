import { eventually } from './eventually';

afterEach(() => jest.restoreAllMocks());

it('asks once more when the time is over', async () => {
  const clock = jest.spyOn(Date, 'now').mockReturnValue(0);
  let asked = 0;
  const probe = (): string | undefined => {
    clock.mockReturnValue(1000);
    return (asked += 1) === 2 ? 'late' : undefined;
  };
  await expect(eventually('it is there', probe, 1000)).resolves.toBe('late');
});

it('says what it waited for in vain', async () => {
  await expect(eventually('it is there', () => undefined, 0)).rejects.toThrow(
    'Waited 0 ms in vain: it is there',
  );
});
