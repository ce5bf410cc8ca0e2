import { findWatchedQueues } from '../../../../genesys/routing/queues';
import { fakeGenesys, ok, rejectionOf } from '../fakeGenesys';

const ID = '2a1d8c57-6a8e-4c0e-9b7e-0d3f7b0a9c11';
const SUPPORT = { id: 'queue-1', name: 'Support' };
const SALES = { id: 'queue-2', name: 'Sales' };

/** Finds them in a Genesys that has Support and Sales. */
async function find(wanted: string[], options?: Parameters<typeof findWatchedQueues>[2]) {
	const { client } = fakeGenesys(() => ok({ entities: [SUPPORT, SALES], pageCount: 1 }));
	return await findWatchedQueues(client, wanted, options);
}

const missing = (name: string) => ({ code: 'queue.not.found', message: `Listen to queues: Genesys Cloud has no queue "${name}"` });

describe('an unknown queue name', () => {
	it('is an error when publishing', async () => {
		expect(await rejectionOf(find(['Support', 'Nowhere']))).toMatchObject(missing('Nowhere'));
	});

	it('is reported and omitted if other queues are left', async () => {
		const told: Error[] = [];
		expect(await find(['Nowhere', 'sales', 'Elsewhere', ID], { onUnknown: (error) => told.push(error) })).toEqual([SALES, { id: ID }]);
		expect(told).toMatchObject([missing('Nowhere'), missing('Elsewhere')]);
	});

	it('is an error if no other queue is left', async () => {
		const told: Error[] = [];
		const error = await rejectionOf(find(['Nowhere', 'Elsewhere'], { onUnknown: (one) => told.push(one) }));
		expect(error).toMatchObject(missing('Nowhere'));
		expect(told).toEqual([]);
	});

	it('refers to the renamed queue that had it before', async () => {
		const known = [{ id: 'queue-2', name: 'Sales Europe' }];
		expect(await find(['Support', 'Sales Europe'], { known, onUnknown: () => {} })).toEqual([SUPPORT, ...known]);
	});

	it('refers to the queue that has it now, if any', async () => {
		expect(await find(['Support'], { known: [{ id: 'queue-7', name: 'Support' }], onUnknown: () => {} })).toEqual([SUPPORT]);
	});
});
