import { allPages, acknowledgement, anObject, listIn, objectWithId, page, type Reader } from '../../../genesys/answers';

const READERS: Array<[string, Reader<unknown>]> = [
	['an object', anObject],
	['an object with an ID', objectWithId],
	['a page of a list', page],
	['the list of a query', listIn('conversations')],
	['an acknowledgement', acknowledgement],
];

describe('a response from another service is rejected', () => {
	const foreign = ['<html>Please log in</html>', ' ', { error: 'please log in' }, [], [{ id: 'x' }], 0, true];

	it.each(READERS)('as %s', (_name, read) => {
		for (const body of foreign) expect([body, read(body)]).toEqual([body, undefined]);
	});

	it.each(READERS.filter(([, read]) => read !== acknowledgement))('as %s if it has no body', (_name, read) => {
		for (const body of ['', null, undefined]) expect(read(body)).toBeUndefined();
	});
});

describe('a response from Genesys Cloud is read', () => {
	it('as an object with its ID, which can be a number', () => {
		expect(objectWithId({ id: 'x', name: 'n' })).toEqual({ id: 'x', name: 'n' });
		expect(objectWithId({ id: 7 })).toEqual({ id: '7' });
		expect(objectWithId({ id: '', name: 'n' })).toBeUndefined();
	});

	it('as the only page if there is no page count', () => {
		expect(page({ entities: [{ id: 'a' }, null, 'x'], pageCount: 3 })).toEqual({ entities: [{ id: 'a' }], pageCount: 3 });
		expect(page({ entities: [] })).toEqual({ entities: [], pageCount: 1 });
	});

	it('as an empty page if its list is omitted', () => {
		expect(page({ pageSize: 25, pageNumber: 1, total: 0, pageCount: 0 })).toEqual({ entities: [], pageCount: 0 });
		expect(page({ pageSize: 25, pageNumber: 1, total: 3 })).toBeUndefined();
	});

	it('as an empty list if the list is omitted', () => {
		const read = listIn('conversations');
		expect(read({ conversations: [{ conversationId: 'a' }], totalHits: 1 })).toEqual([{ conversationId: 'a' }]);
		for (const body of [{}, { totalHits: 0 }, { conversations: null }]) expect(read(body)).toEqual([]);
	});

	it('as an acknowledgement: an object or no body', () => {
		for (const body of ['', null, undefined, {}, { id: 'x' }]) expect(acknowledgement(body)).toBe(true);
	});
});

describe('allPages', () => {
	it('stops after 50 pages, regardless of the page count', async () => {
		const readPage = async (pageNumber: number) => ({ entities: [pageNumber], pageCount: 1_000_000 });
		await expect(allPages(readPage)).resolves.toHaveLength(50);
	});
});
