import { zoneOf } from '../../../cli/usage/time-zone';

it.each([
  ['as the stack says', { TimeZone: 'Asia/Tokyo' }, 'Asia/Tokyo', true],
  ['of a stack of a release that did not say', {}, 'UTC', false],
  ['that this Node does not know', { TimeZone: 'Mars/Base' }, 'UTC', false],
])('the time zone %s', (_, outputs, timeZone, isKnown) => {
  expect(zoneOf(outputs)).toEqual({ timeZone, isKnown });
});
