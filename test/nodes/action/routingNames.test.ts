import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { api, guardNetwork, lacks, showConversation, takeInbound } from '../support/genesys';
import { failureOf, runAction, runOnce } from '../support/runAction';
import { attributesOf, REQUIRED } from '../support/startHandover';
import { StoredCredential } from '../support/storedCredential';

/** How Handover: Start handles the names that a flow routes by. */

guardNetwork();

const start = async (parameters: IDataObject, credential?: StoredCredential) =>
	await runOnce('handover: start', { ...REQUIRED, ...parameters } as INodeParameters, credential);

const KINDS = [
	['queue', '/api/v2/routing/queues', (name: string) => ({ queue: name }), 'queueName'],
	['language', '/api/v2/routing/languages', (name: string) => ({ routing: { language: name } }), 'language'],
	['skill', '/api/v2/routing/skills', (name: string) => ({ routing: { skills: [name] } }), 'skills'],
] as const;

const list = (path: string, ...names: string[]) =>
	api().get(path).query(true).reply(200, { entities: names.map((name) => ({ id: name, name })), pageCount: 1 });

describe.each(KINDS)('a %s', (kind, path, parameters, attribute) => {
	it('sends nothing and lists the existing names if it does not exist', async () => {
		list(path);
		list(path, 'Sales', 'Billing');
		const [{ json }] = await runAction({
			operation: 'handover: start',
			parameters: { ...REQUIRED, ...parameters('Biling') } as INodeParameters,
			node: { onError: 'continueRegularOutput' },
		});
		expect(json).toEqual({
			error: {
				code: `${kind}.not.found`,
				message: `Start handover: Genesys Cloud has no ${kind} "Biling"`,
				advice: expect.stringMatching(/^Use one of these: "Billing", "Sales"\./),
			},
		});
	});

	it('reaches the flow as spelled in Genesys Cloud, after a single lookup', async () => {
		const sent = takeInbound(2);
		showConversation();
		showConversation();
		list(path, 'Billing');
		const credential = new StoredCredential();
		await start(parameters('BILLING'), credential);
		await start(parameters('BILLING'), credential);
		expect(attributesOf(sent)).toMatchObject({ [attribute]: 'Billing' });
		expect(attributesOf(sent.slice(1))).toMatchObject({ [attribute]: 'Billing' });
	});

	it.each<[string, number, IDataObject]>([
		['the role cannot look it up', 403, lacks(`routing:${kind}:view`)],
		['Genesys Cloud is busy', 429, { code: 'too.many.requests', message: 'Later' }],
		['Genesys Cloud fails', 500, {}],
	])('is sent unchanged if %s', async (_case, status, body) => {
		const sent = takeInbound();
		showConversation();
		api().get(path).query(true).reply(status, body, { 'Retry-After': '60' });
		expect(await start(parameters('Biling'))).toMatchObject({ status: 'started' });
		expect(attributesOf(sent)).toMatchObject({ [attribute]: 'Biling' });
	});

	it('is sent unchanged if the lookup takes longer than five seconds', async () => {
		const sent = takeInbound();
		showConversation();
		api().get(path).query(true).delay(8_000).reply(200, {});
		expect(await start(parameters('Biling'))).toMatchObject({ status: 'started' });
		expect(attributesOf(sent)).toMatchObject({ [attribute]: 'Biling' });
	});
});

it('a queue is sent unchanged if the role cannot access any queue', async () => {
	const sent = takeInbound();
	showConversation();
	list('/api/v2/routing/queues');
	list('/api/v2/routing/queues');
	expect(await start({ queue: 'Support' })).toMatchObject({ status: 'started' });
	expect(attributesOf(sent)).toMatchObject({ queueName: 'Support' });
});

it('a skill is an error if the organization has none', async () => {
	list('/api/v2/routing/skills');
	list('/api/v2/routing/skills');
	expect((await failureOf(start({ routing: { skills: 'Returns' } }))).message).toBe('Start handover: Genesys Cloud has no skill "Returns"');
});
