import { findIntegrationByName } from '../../../../genesys/openMessaging/integrations';
import { fakeGenesys, inTurn, ok, rejectionOf } from '../fakeGenesys';

const page = (pageCount: number, ...names: string[]) =>
	ok({ pageCount, entities: names.map((name) => ({ id: `id of ${name}`, name })) });

describe('an integration by name', () => {
	it('is searched on all pages', async () => {
		const { client, requests } = fakeGenesys(inTurn(page(2, 'Web chat'), page(2, 'Phone app')));
		expect(await findIntegrationByName(client, 'Phone app')).toMatchObject({ id: 'id of Phone app' });
		expect(requests.map(({ query }) => query?.pageNumber)).toEqual([1, 2]);
	});

	it('is found in another case, and an exact match wins', async () => {
		const { client } = fakeGenesys(() => page(1, 'web chat', 'Web Chat'));
		expect(await findIntegrationByName(client, 'Web Chat')).toMatchObject({ id: 'id of Web Chat' });
		const other = fakeGenesys(() => page(1, 'web chat'));
		expect(await findIntegrationByName(other.client, 'WEB CHAT')).toMatchObject({ id: 'id of web chat' });
	});

	it('is not one whose name only contains the text', async () => {
		const { client } = fakeGenesys(() => page(1, 'Web chat 2'));
		expect(await findIntegrationByName(client, 'Web chat')).toBeUndefined();
	});

	it('must be unique, so that no message goes to the wrong channel', async () => {
		const { client } = fakeGenesys(() => page(1, 'Web chat', 'Web chat'));
		expect(await rejectionOf(findIntegrationByName(client, 'Web chat'))).toMatchObject({ code: 'ambiguous.name' });
	});
});
