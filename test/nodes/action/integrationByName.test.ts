import { api, guardNetwork, INBOUND, INTEGRATIONS, takeInbound } from '../support/genesys';
import { INTEGRATION } from '../support/ids';
import { failureOf, runOnce } from '../support/runAction';
import { StoredCredential } from '../support/storedCredential';

guardNetwork();

const credential = new StoredCredential();
const send = async (name: string, by = credential) =>
	await runOnce('message: send', { integrationId: { __rl: true, mode: 'name', value: name }, customerId: 'customer-42', text: 'Hi' }, by);
const lists = (...names: string[]) => listed(INTEGRATION, ...names);
const listed = (id: string, ...names: string[]) =>
	api()
		.get(INTEGRATIONS)
		.query({ pageSize: 100, pageNumber: 1 })
		.reply(200, { pageCount: 1, entities: names.map((name) => ({ id, name })) });

describe('an integration selected by name', () => {
	it('is looked up once for many messages', async () => {
		lists('Web chat');
		const sent = takeInbound(3);
		const outputs = [await send('Web chat'), await send('web chat'), await send('Web chat')];
		expect(sent).toHaveLength(3);
		expect(outputs.map(({ integrationId }) => integrationId)).toEqual([INTEGRATION, INTEGRATION, INTEGRATION]);
	});

	it('is looked up for each credential, because each organization has its own', async () => {
		lists('Web chat');
		takeInbound();
		expect(await send('Web chat', new StoredCredential())).toMatchObject({ integrationId: INTEGRATION });
	});

	it('is reported by name if it does not exist, and looked up again the next time', async () => {
		lists('Another');
		const failure = await failureOf(send('Missing'));
		expect(failure.message).toBe('Genesys Cloud has no Open Messaging integration named "Missing"');
		expect(failure.description).toMatch(/Setup: Provision/);
		lists('Missing');
		takeInbound();
		expect(await send('Missing')).toMatchObject({ integrationId: INTEGRATION });
	});
});

describe('an integration that was replaced by another with the same name', () => {
	const PREVIOUS = 'previous-integration';
	const former = `${INTEGRATIONS}/${PREVIOUS}`;
	const named = (value: string) => ({ integrationId: { __rl: true, mode: 'name', value } });
	const notFound = { code: 'not.found', message: 'Integration not found', status: 404 };
	/** Separate credentials for changing integrations and for sending messages, each with its own permissions. */
	const admin = new StoredCredential();
	const sender = new StoredCredential();

	/** Sends a message, so that the previous integration's name is cached. */
	async function know(name: string): Promise<void> {
		listed(PREVIOUS, name);
		api().post(INBOUND.replace(INTEGRATION, PREVIOUS)).query(true).reply(200, { id: 'm' });
		expect(await send(name, sender)).toMatchObject({ integrationId: PREVIOUS });
	}

	async function expectLookedUpAnew(name: string): Promise<void> {
		lists(name);
		takeInbound();
		expect(await send(name, sender)).toMatchObject({ integrationId: INTEGRATION });
	}

	it.each<[string, () => Promise<unknown>]>([
		[
			'after a deletion',
			async () => {
				listed(PREVIOUS, 'After a deletion');
				api().delete(former).reply(204);
				api().get(former).reply(404, notFound);
				await runOnce('integration: delete', named('After a deletion'), admin);
			},
		],
		[
			'after a deletion that was refused half way',
			async () => {
				api().delete(former).reply(204);
				api().get(former).reply(403, { code: 'missing.permissions', message: 'No', status: 403 });
				await failureOf(runOnce('integration: delete', { integrationId: { __rl: true, mode: 'id', value: PREVIOUS } }, admin));
			},
		],
		[
			'after a creation',
			async () => {
				api().post(INTEGRATIONS).reply(200, { id: INTEGRATION, name: 'After a creation', createStatus: 'Completed' });
				await runOnce('integration: create', { name: 'After a creation' }, admin);
			},
		],
		[
			'after a change of name',
			async () => {
				api().patch(former).reply(200, { id: PREVIOUS, name: 'Another', createStatus: 'Completed' });
				const integrationId = { __rl: true, mode: 'id', value: PREVIOUS };
				await runOnce('integration: update', { integrationId, updateFields: { name: 'Another' } }, admin);
			},
		],
		[
			// By hand, or by another process of n8n.
			'after a message to it was answered with 404',
			async () => {
				api().post(INBOUND.replace(INTEGRATION, PREVIOUS)).query(true).reply(404, notFound);
				await failureOf(send('after a message to it was answered with 404', sender));
			},
		],
	])('is looked up again %s', async (when, change) => {
		await know(when);
		await change();
		await expectLookedUpAnew(when);
	});

	it('is not looked up again after an unrelated 404', async () => {
		await know('Web chat');
		api().get('/api/v2/conversations/c').reply(404, { code: 'not.found', message: 'Conversation not found', status: 404 });
		await failureOf(runOnce('conversation: get', { conversationId: 'c' }, sender));
		api().post(INBOUND.replace(INTEGRATION, PREVIOUS)).query(true).reply(200, { id: 'm' });
		expect(await send('Web chat', sender)).toMatchObject({ integrationId: PREVIOUS });
	});
});
