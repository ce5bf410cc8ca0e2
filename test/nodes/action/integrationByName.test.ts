import { api, guardNetwork, INTEGRATIONS, takeInbound } from '../support/genesys';
import { INTEGRATION } from '../support/ids';
import { failureOf, runOnce } from '../support/runAction';
import { StoredCredential } from '../support/storedCredential';

guardNetwork();

const credential = new StoredCredential();
const send = async (name: string, by = credential) =>
	await runOnce('message: send', { integrationId: { __rl: true, mode: 'name', value: name }, customerId: 'customer-42', text: 'Hi' }, by);
const lists = (...names: string[]) =>
	api()
		.get(INTEGRATIONS)
		.query({ pageSize: 100, pageNumber: 1 })
		.reply(200, { pageCount: 1, entities: names.map((name) => ({ id: INTEGRATION, name })) });

describe('an integration given by name', () => {
	it('is looked up once for many messages', async () => {
		lists('Web chat');
		const sent = takeInbound(3);
		const outputs = [await send('Web chat'), await send('web chat'), await send('Web chat')];
		expect(sent).toHaveLength(3);
		expect(outputs.map(({ integrationId }) => integrationId)).toEqual([INTEGRATION, INTEGRATION, INTEGRATION]);
	});

	it('is looked up for each credential: another organisation has another of this name', async () => {
		lists('Web chat');
		takeInbound();
		expect(await send('Web chat', new StoredCredential())).toMatchObject({ integrationId: INTEGRATION });
	});

	it('that does not exist is told with its name, and looked up anew the next time', async () => {
		lists('Another');
		const failure = await failureOf(send('Missing'));
		expect(failure.message).toBe('Genesys Cloud has no Open Messaging integration named "Missing"');
		expect(failure.description).toMatch(/Setup: Provision/);
		lists('Missing');
		takeInbound();
		expect(await send('Missing')).toMatchObject({ integrationId: INTEGRATION });
	});
});
