import { api, guardNetwork, INTEGRATIONS } from '../support/genesys';
import { item, shown } from '../support/integration';
import { failureOf, runAction } from '../support/runAction';

/** Integration: Get Many – its pages, its limit and its filter. */

guardNetwork();

describe('Integration: Get Many', () => {
	const page = (pageNumber: number, ...names: string[]) =>
		api()
			.get(INTEGRATIONS)
			.query({ pageSize: 100, pageNumber })
			.reply(200, { entities: names.map((name) => shown({ name })), pageCount: 2 });
	const namesOf = async (parameters: object) =>
		(await runAction({ operation: 'integration: getMany', parameters: { ...parameters } })).map(({ json }) => json.name);

	it('returns one item for each integration on all pages', async () => {
		page(1, 'Web chat', 'WhatsApp');
		page(2, 'Telegram');
		const output = await runAction({ operation: 'integration: getMany', parameters: { returnAll: true } });
		expect(output.map(({ json }) => json)).toEqual(['Web chat', 'WhatsApp', 'Telegram'].map((name) => ({ ...item, name })));
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(Array(3).fill({ item: 0 }));
	});

	it('returns no more than the limit', async () => {
		page(1, 'Web chat', 'WhatsApp');
		expect(await namesOf({ limit: 1 })).toEqual(['Web chat']);
	});

	it.each([[' 1 '], [1]])('accepts %j as the limit', async (limit) => {
		page(1, 'Web chat', 'WhatsApp');
		expect(await namesOf({ limit })).toEqual(['Web chat']);
	});

	it.each([
		['={{ undefined }}', '"Limit" is empty'],
		['={{ null }}', '"Limit" is empty'],
		['', '"Limit" is empty'],
		['ten', '"Limit" is "ten", but must be a whole number of at least 1'],
		['={{ NaN }}', '"Limit" is "NaN", but must be a whole number of at least 1'],
		['={{ true }}', '"Limit" is "true", but must be a whole number of at least 1'],
		[0, '"Limit" is "0", but must be a whole number of at least 1'],
		[-1, '"Limit" is "-1", but must be a whole number of at least 1'],
		[1.5, '"Limit" is "1.5", but must be a whole number of at least 1'],
		['={{ [1] }}', '"Limit" is a list'],
	])('rejects %j as the limit, before any call', async (limit, message) => {
		const failure = await failureOf(runAction({ operation: 'integration: getMany', parameters: { limit } }));
		expect(failure.message).toContain(message);
		expect(failure.description).toBeTruthy();
	});

	it('ignores the limit with Return All', async () => {
		page(1, 'Web chat');
		page(2, 'WhatsApp');
		expect(await namesOf({ returnAll: true, limit: 'ten' })).toEqual(['Web chat', 'WhatsApp']);
	});

	it('filters by part of the name', async () => {
		page(1, 'Web chat', 'WhatsApp');
		page(2, 'Chat for partners');
		expect(await namesOf({ filters: { name: 'chat' } })).toEqual(['Web chat', 'Chat for partners']);
	});
});
