import { findNamed, listNamed } from '../../../../genesys/routing/named';
import { fakeGenesys, lacks, ok } from '../fakeGenesys';

describe('the list of queues', () => {
	it('requests all queues without a search text', async () => {
		const { client, requests } = fakeGenesys(() => ok({ entities: [{ id: 'q-1', name: 'Support' }], pageCount: 3 }));
		expect(await listNamed(client, 'queue', 1)).toEqual({ entities: [{ id: 'q-1', name: 'Support' }], pageCount: 3 });
		expect(requests).toEqual([
			{ method: 'GET', path: '/api/v2/routing/queues', query: { pageSize: 100, pageNumber: 1, sortOrder: 'asc' } },
		]);
	});

	it('lets Genesys Cloud filter by the search text', async () => {
		const { client, requests } = fakeGenesys(() => ok({ entities: [] }));
		await listNamed(client, 'queue', 2, 'Supp');
		expect(requests[0].query).toEqual({ pageSize: 100, pageNumber: 2, sortOrder: 'asc', name: '*Supp*' });
	});

	it('omits entries without an ID, and shows the ID of entries without a name', async () => {
		const { client } = fakeGenesys(() => ok({ entities: [{ name: 'nobody' }, { id: 'q-2' }, null, 'x'] }));
		expect(await listNamed(client, 'queue', 1)).toEqual({ entities: [{ id: 'q-2', name: 'q-2' }], pageCount: 1 });
	});

	it.each([[''], ['<html>'], [null], [{}], [{ entities: 'none' }], [{ error: 'please log in' }]])('is an error rather than empty if the response is %j', async (body) => {
		const { client } = fakeGenesys(() => ok(body));
		await expect(listNamed(client, 'queue', 1)).rejects.toMatchObject({ code: 'unexpected.answer' });
	});

	it('names the missing permission', async () => {
		const { client } = fakeGenesys(() => lacks('routing:queue:view'));
		await expect(listNamed(client, 'queue', 1)).rejects.toMatchObject({
			message: expect.stringMatching(/^List queues: /),
			advice: expect.stringContaining('routing:queue:view'),
		});
	});
});

describe('a queue by name', () => {
	it('is the one with exactly this name', async () => {
		const entities = [
			{ id: 'q-1', name: 'support' },
			{ id: 'q-2', name: 'Support' },
			{ id: 'q-3', name: 'Support 2' },
		];
		const { client, requests } = fakeGenesys(() => ok({ entities }));
		expect(await findNamed(client, 'queue', 'Support', 'x')).toEqual({ id: 'q-2', name: 'Support' });
		expect(requests[0].query).toEqual({ pageSize: 100, pageNumber: 1, name: 'Support' });
	});

	it('is found in another case if it is unique', async () => {
		const { client } = fakeGenesys(() => ok({ entities: [{ id: 'q-1', name: 'Support' }] }));
		expect(await findNamed(client, 'queue', 'SUPPORT', 'x')).toEqual({ id: 'q-1', name: 'Support' });
	});

	it.each([['Supp*'], ['Sales']])('is not a similar one: %s', async (name) => {
		const { client } = fakeGenesys(() => ok({ entities: [{ id: 'q-1', name: 'Support' }] }));
		await expect(findNamed(client, 'queue', name, 'Check availability')).rejects.toMatchObject({
			code: 'queue.not.found',
			message: `Check availability: Genesys Cloud has no queue "${name}"`,
			advice: expect.stringContaining('division'),
		});
	});
});

describe('an unknown name', () => {
	const existing = (...names: string[]) => fakeGenesys(() => ok({ entities: names.map((name) => ({ id: name, name })) }));

	it('is an error that lists existing names, most similar first', async () => {
		const { client } = existing('Sales', 'Support', 'Billing');
		await expect(findNamed(client, 'queue', 'Biling', 'Start handover')).rejects.toMatchObject({
			code: 'queue.not.found',
			message: 'Start handover: Genesys Cloud has no queue "Biling"',
			advice: expect.stringMatching(/^Use one of these: "Billing", "Sales", "Support"\./),
		});
	});

	it('lists at most ten names, and how many there are', async () => {
		const { client } = existing(...Array.from({ length: 40 }, (_, number) => `Skill ${number}`), 'Refunds');
		const { advice } = await findNamed(client, 'skill', 'refund', 'x').then(
			() => ({ advice: '' }),
			(error: { advice: string }) => error,
		);
		expect(advice).toMatch(/^Use one of these \(10 of 41\): "Refunds", /);
		expect(advice.match(/"/g)).toHaveLength(20);
	});

	it('is searched on all pages, case-insensitively', async () => {
		const { client } = fakeGenesys(({ query }) => {
			const entities = query?.name !== undefined ? [] : query?.pageNumber === 2 ? [{ id: 's-9', name: 'Refunds' }] : [{ id: 's-1', name: 'A' }];
			return ok({ entities, pageCount: 2 });
		});
		expect(await findNamed(client, 'skill', 'refunds', 'x')).toEqual({ id: 's-9', name: 'Refunds' });
	});

	it.each([['language' as const], ['skill' as const]])('shows where to create one if there is no %s', async (kind) => {
		const { client } = existing();
		await expect(findNamed(client, kind, 'German', 'x')).rejects.toMatchObject({
			code: `${kind}.not.found`,
			advice: 'Check the name (Admin › ACD Skills & Languages).',
		});
	});
});
