import { findQueue, listQueues } from '../../../../genesys/routing/queues';
import { fakeGenesys, lacks, ok } from '../fakeGenesys';

describe('the list of queues', () => {
	it('asks for all of them without a name', async () => {
		const { client, requests } = fakeGenesys(() => ok({ entities: [{ id: 'q-1', name: 'Support' }], pageCount: 3 }));
		expect(await listQueues(client, '', 1)).toEqual({ entities: [{ id: 'q-1', name: 'Support' }], pageCount: 3 });
		expect(requests).toEqual([
			{ method: 'GET', path: '/api/v2/routing/queues', query: { pageSize: 100, pageNumber: 1, sortOrder: 'asc' } },
		]);
	});

	it('asks Genesys for those whose name contains what was typed', async () => {
		const { client, requests } = fakeGenesys(() => ok({ entities: [] }));
		await listQueues(client, 'Supp', 2, 25);
		expect(requests[0].query).toEqual({ pageSize: 25, pageNumber: 2, sortOrder: 'asc', name: '*Supp*' });
	});

	it('leaves out what has no id and shows the id where there is no name', async () => {
		const { client } = fakeGenesys(() => ok({ entities: [{ name: 'nobody' }, { id: 'q-2' }, null, 'x'] }));
		expect(await listQueues(client, '', 1)).toEqual({ entities: [{ id: 'q-2', name: 'q-2' }], pageCount: 1 });
	});

	it.each([[''], ['<html>'], [null], [{}], [{ entities: 'none' }], [{ error: 'please log in' }]])('is not empty, but not to be had, where the answer is %j', async (body) => {
		const { client } = fakeGenesys(() => ok(body));
		await expect(listQueues(client, '', 1)).rejects.toMatchObject({ code: 'unexpected.answer' });
	});

	it('says which permission is missing', async () => {
		const { client } = fakeGenesys(() => lacks('routing:queue:view'));
		await expect(listQueues(client, '', 1)).rejects.toMatchObject({
			message: expect.stringMatching(/^List queues: /),
			advice: expect.stringContaining('routing:queue:view'),
		});
	});
});

describe('a queue by its name', () => {
	it('is the one that is called exactly so', async () => {
		const entities = [
			{ id: 'q-1', name: 'support' },
			{ id: 'q-2', name: 'Support' },
			{ id: 'q-3', name: 'Support 2' },
		];
		const { client, requests } = fakeGenesys(() => ok({ entities }));
		expect(await findQueue(client, 'Support', 'x')).toEqual({ id: 'q-2', name: 'Support' });
		expect(requests[0].query).toEqual({ pageSize: 100, pageNumber: 1, name: 'Support' });
	});

	it('may be written in another case where no other queue is meant', async () => {
		const { client } = fakeGenesys(() => ok({ entities: [{ id: 'q-1', name: 'Support' }] }));
		expect(await findQueue(client, 'SUPPORT', 'x')).toEqual({ id: 'q-1', name: 'Support' });
	});

	it.each([['Supp*'], ['Sales']])('is not one that only resembles it: %s', async (name) => {
		const { client } = fakeGenesys(() => ok({ entities: [{ id: 'q-1', name: 'Support' }] }));
		await expect(findQueue(client, name, 'Check availability')).rejects.toMatchObject({
			code: 'queue.not.found',
			message: `Check availability: Genesys Cloud has no queue "${name}"`,
			advice: expect.stringContaining('division'),
		});
	});
});
