import { readArguments, UsageError, type BenchOptions } from '../../bench/arguments';

const read = (...args: string[]): BenchOptions =>
  readArguments(args, ['cold', 'warm', 'slow'], ['cold', 'warm']);

test('without a name, the usual ones', () => {
  expect(read()).toEqual({ names: ['cold', 'warm'], json: false });
});

test('with names, those, in their order', () => {
  expect(read('slow', '--json', 'cold')).toEqual({ names: ['slow', 'cold'], json: true });
});

test('an unknown name is named, with those that there are', () => {
  expect(() => read('cold', 'tepid')).toThrow(/"tepid"[^]*names: cold, warm, slow/);
});

test('an unknown option is named', () => {
  expect(() => read('--yaml')).toThrow(UsageError);
  expect(() => read('--yaml')).toThrow(/--yaml[^]*names: cold, warm, slow/);
});
