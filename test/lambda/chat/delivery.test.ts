import { deliverOnce } from '../../../lambda/chat/delivery';
import type { Deliveries, Lease } from '../../../lambda/chat/ports';
import { errorWith } from '../../support/errors';

const message = { app: 'assistant', id: 'm', leaseUntil: 1 };

function deliveriesWith(lease: Lease) {
  return {
    lease: jest.fn<Promise<Lease>, Parameters<Deliveries['lease']>>(() => Promise.resolve(lease)),
    done: jest.fn<Promise<void>, Parameters<Deliveries['done']>>(() => Promise.resolve()),
  };
}

it('the work of a leased message is done, then recorded with its outcome', async () => {
  const deliveries = deliveriesWith({ state: 'leased', epoch: 3 });
  await expect(deliverOnce(deliveries, message, () => Promise.resolve('answered'))).resolves.toBe(true);
  expect(deliveries.lease).toHaveBeenCalledWith('assistant', 'm', 1);
  expect(deliveries.done).toHaveBeenCalledWith('assistant', 'm', 3, 'answered');
});

it('work that failed is not recorded as done', async () => {
  const deliveries = deliveriesWith({ state: 'leased', epoch: 1 });
  const failing = () => Promise.reject(new Error('WeCom is away'));
  await expect(deliverOnce(deliveries, message, failing)).rejects.toThrow('WeCom is away');
  expect(deliveries.done).not.toHaveBeenCalled();
});

it('a message that is done is not worked on', async () => {
  const work = jest.fn();
  await expect(deliverOnce(deliveriesWith({ state: 'done' }), message, work)).resolves.toBe(false);
  expect(work).not.toHaveBeenCalled();
});

it('a message that another worker holds must come again', async () => {
  const work = jest.fn();
  await expect(deliverOnce(deliveriesWith({ state: 'taken' }), message, work)).rejects.toThrow(
    errorWith({ code: 'MESSAGE_TAKEN' }),
  );
  expect(work).not.toHaveBeenCalled();
});
