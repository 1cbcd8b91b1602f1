import fc from 'fast-check';
import { resample } from '../../../lambda/media/resample';
import { levelOf, measure, tone } from '../../support/sounds';

/** Without the beginning and the end, where a tone that starts at once is no pure tone. */
const middleOf = (samples: Int16Array): Int16Array => samples.subarray(800, -800);

describe.each([11_025, 16_000, 22_050, 24_000, 44_100, 48_000])('from %i Hz', (rate) => {
  it.each([200, 440, 3000])('%i Hz keep length, pitch and level', (hz) => {
    const samples = tone({ hz, seconds: 1, rate });
    const resampled = resample({ samples, rate });
    const heard = measure(resampled, 8000);
    expect(heard.seconds).toBeCloseTo(1, 3);
    expect(Math.abs(heard.hz / hz - 1)).toBeLessThan(0.005);
    expect(Math.abs(levelOf(middleOf(resampled)) - levelOf(samples))).toBeLessThan(0.2);
  });

  // What is above 4 kHz would come back below it.
  it.each([4200, 6000, 7560, 11_000].filter((hz) => hz < rate / 2))('%i Hz are gone', (hz) => {
    const samples = tone({ hz, seconds: 1, rate });
    const resampled = middleOf(resample({ samples, rate }));
    expect(levelOf(resampled) - levelOf(samples)).toBeLessThan(-60);
  });
});

it('what has 8,000 samples a second stays as it is', () => {
  const samples = tone({ hz: 3900, seconds: 0.1 });
  expect(resample({ samples, rate: 8000 })).toEqual(samples);
});

it('what stands still keeps its value, from any rate and to the last bit', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 4000, max: 48_000 }),
      fc.integer({ min: -32_768, max: 32_767 }),
      (rate, value) => {
        const resampled = resample({ samples: new Int16Array(rate / 8).fill(value), rate });
        expect(new Set(resampled.subarray(400, -400))).toEqual(new Set([value]));
      },
    ),
    { numRuns: 10 },
  );
});

it('the loudest does not turn over', () => {
  const square = tone({ hz: 300, seconds: 0.5, rate: 24_000 }).map((sample) =>
    sample < 0 ? -32_768 : 32_767,
  );
  const resampled = middleOf(resample({ samples: square, rate: 24_000 }));
  const jumps = resampled.filter((sample, at) => Math.abs(sample - (resampled[at - 1] ?? sample)) > 60_000);
  expect(jumps).toHaveLength(0);
  expect(Math.abs(measure(resampled, 8000).hz - 300)).toBeLessThan(3);
});

it.each([0, 1, 2, 5, 100])('%i samples become a third of them', (count) => {
  const samples = new Int16Array(count).fill(1000);
  expect(resample({ samples, rate: 24_000 })).toHaveLength(Math.round(count / 3));
});
