import type { IDataObject } from 'n8n-workflow';
import { Organization, refuse, UPLOADS } from '../../support/organization';
import { withoutWaiting } from '../../support/withoutWaiting';
import { guardServed, serve, type Asked } from '../support/organization';
import { byName, provision } from '../support/provision';
import { failureOf, runAction, runOnce } from '../support/runAction';
import { StoredCredential } from '../support/storedCredential';

/** Setup: Provision in n8n: what it creates and rejects, and how it continues after a failure. */

let organization: Organization;
let asked: Asked[];
let uploadHeaders: Array<Record<string, string>>;

guardServed();
beforeEach(() => {
	organization = new Organization();
	({ asked, uploadHeaders } = serve(organization));
});

/** Changes of the organization since the last call. */
const changes = () => organization.changes.splice(0);

describe('Setup: Provision', () => {
	it('sets up an empty organization with the defaults', async () => {
		const output = await provision();
		expect(output).toMatchObject({
			integrationId: 'integration-1',
			integrationName: 'n8n Open Messaging',
			queue: { id: 'queue-1', name: 'Support' },
			flowId: 'flow-1',
			changed: true,
		});
		expect((output.steps as IDataObject[]).map(({ step }) => step)).toEqual([
			'queue',
			'supportedContent',
			'messagingSetting',
			'integration',
			'flow',
			'route',
		]);
	});

	it('uploads the flow with the signed headers and without the access token', async () => {
		await provision();
		expect(uploadHeaders).toHaveLength(1);
		expect(uploadHeaders[0]).toMatchObject({ 'x-amz-acl': 'private' });
		expect(JSON.stringify(uploadHeaders)).not.toMatch(/authorization|Bearer|stored-access/i);
		expect(organization.uploads[0].content).toContain('inboundShortMessage:');
	});

	it('changes nothing when it runs again', async () => {
		const parameters = { options: { threadingWindowMinutes: 0 } };
		const first = await provision(parameters);
		changes();
		asked.splice(0);
		const second = await provision(parameters);
		expect(changes()).toEqual([]);
		expect(second).toEqual({
			...first,
			changed: false,
			steps: (first.steps as IDataObject[]).map(({ step, id, name }) => ({ step, status: 'unchanged', id, name })),
		});
		// Other requests are permission probes, which the organization refused.
		expect(asked.filter(({ line, status }) => !line.startsWith('GET') && status < 400)).toEqual([]);
	});

	it('only reads in a dry run, and returns what would change', async () => {
		const planned = await provision({ dryRun: true });
		expect(planned).toEqual({
			dryRun: true,
			integrationName: 'n8n Open Messaging',
			queue: { id: 'queue-1', name: 'Support' },
			changed: false,
			steps: [
				{ step: 'queue', status: 'unchanged', id: 'queue-1', name: 'Support' },
				{ step: 'supportedContent', status: 'wouldCreate', name: 'n8n Open Messaging' },
				{ step: 'messagingSetting', status: 'wouldCreate', name: 'n8n Open Messaging' },
				{ step: 'integration', status: 'wouldCreate', name: 'n8n Open Messaging' },
				{ step: 'flow', status: 'wouldCreate', name: 'n8n Open Messaging Handover' },
				{ step: 'route', status: 'wouldCreate', name: 'n8n Open Messaging', detail: 'To the flow "n8n Open Messaging Handover".' },
			],
		});
		expect(asked.filter(({ line }) => !line.startsWith('GET'))).toEqual([]);
		expect(uploadHeaders).toEqual([]);
	});

	it('creates nothing twice for several identical items', async () => {
		const { result } = await withoutWaiting(
			async () =>
				await runAction({ operation: 'setup: provision', parameters: { queue: byName('Support') }, items: [{}, {}, {}] }),
		);
		expect(result.map(({ json }) => json.changed)).toEqual([true, false, false]);
		expect(organization.integrations.items).toHaveLength(1);
	});

	it('finds the new integration by name after the previous one was deleted', async () => {
		const idOf = async (name: string) => (await runOnce('integration: get', { integrationId: byName(name) }, credential)).integrationId;
		const credential = new StoredCredential();
		await provision({ name: 'Shop' }, credential);
		expect(await idOf('Shop')).toBe('integration-1');
		organization.integrations.items.splice(0, 1, { id: 'integration-of-another-user', name: 'Another' });
		await provision({ name: 'Shop' }, credential);
		expect(await idOf('Shop')).toBe('integration-2');
	});

	it('keeps the threading window unless one is given', async () => {
		await provision();
		expect(organization.threading[1].timeoutInMinutes).toBe(4320);
	});

	it('uses the given name, webhook URL, and flow', async () => {
		organization.flows.add({ name: 'Mine', publishedVersion: {} });
		await provision({ name: 'WhatsApp', options: { flow: 'Mine', webhookUrl: 'https://n8n.acme.io/x' } });
		expect(organization.integrations.items).toMatchObject([{ name: 'WhatsApp', outboundNotificationWebhookUrl: 'https://n8n.acme.io/x' }]);
		expect(uploadHeaders).toEqual([]);
	});

	it.each([
		['', 'The credential has no webhook secret'],
		['fifteen letters', 'The webhook secret has only 15 characters'],
	])('requires a webhook secret before any call: %j', async (webhookSecret, message) => {
		const failure = await failureOf(provision({}, new StoredCredential({ webhookSecret })));
		expect(failure.message).toBe(message);
		expect(asked).toEqual([]);
	});

	it('requires a queue before any call', async () => {
		expect((await failureOf(provision({ queue: byName('') }))).message).toBe('"Queue" is empty');
		expect(asked).toEqual([]);
	});

	it('lists all missing permissions, and changes nothing', async () => {
		['messaging:supportedContent:add', 'architect:flow:publish', 'routing:message:manage'].forEach((one) => organization.lacking.add(one));
		const failure = await failureOf(provision());
		for (const permission of organization.lacking) expect(failure.message).toContain(permission);
		expect(failure.description).toContain('Nothing was changed');
		expect(organization.contents.items).toEqual([]);
	});

	it('reports why Architect rejected the flow', async () => {
		organization.architectRefuses = 'Publishing is not possible: the flow is locked by Ada';
		const failure = await failureOf(provision());
		expect(failure.message).toBe(
			'Set up Genesys Cloud, step "flow": Publish the flow: Architect rejected it: Publishing is not possible: the flow is locked by Ada',
		);
		expect(failure.description).toContain('enter its name as Flow');
		expect(failure.description).toContain('Completed steps: queue (unchanged), supportedContent (created), messagingSetting (created), integration (created)');
	});

	it('reports that the storage rejected the file, without its URL', async () => {
		jest.spyOn(organization, 'put').mockReturnValueOnce(refuse(403));
		const failure = await failureOf(provision());
		expect(failure.message).toContain('storage returned 403');
		expect(JSON.stringify({ ...failure, message: failure.message, stack: failure.stack })).not.toContain(UPLOADS);
	});

	it.each([
		['supportedContent', 'POST', '/api/v2/conversations/messaging/supportedcontent'],
		['messagingSetting', 'POST', '/api/v2/conversations/messaging/settings'],
		['integration', 'POST', '/api/v2/conversations/messaging/integrations/open'],
		['flow', 'POST', '/api/v2/flows/jobs'],
		['route', 'PUT', '/api/v2/routing/message/recipients/recipient-1'],
		['threading', 'PUT', '/api/v2/conversations/messaging/threadingtimeline'],
	])('continues after a failure in step %s', async (step, method, path) => {
		const answer = organization.answer.bind(organization);
		// If the request is also a probe, the probe passes.
		let passing = step === 'route' ? 0 : 1;
		const broken = jest
			.spyOn(organization, 'answer')
			.mockImplementation((request) =>
				request.method === method && request.path === path && passing-- <= 0 ? refuse(409) : answer(request),
			);
		const parameters = { options: { threadingWindowMinutes: 0 } };
		const failure = await failureOf(provision(parameters));
		expect(failure.message).toContain(`step "${step}"`);
		expect(failure.description).toContain('run Setup: Provision again');
		broken.mockRestore();

		await provision(parameters);
		changes();
		expect((await provision(parameters)).changed).toBe(false);
		expect(changes()).toEqual([]);
		const { contents, settings, integrations, flows } = organization;
		expect([contents, settings, integrations, flows].map(({ items }) => items.length)).toEqual([1, 1, 1, 1]);
	});

	it('retries after a rate limit', async () => {
		organization.faults.push({ request: 'PUT /api/v2/routing', answer: refuse(429, { 'retry-after': '5' }) });
		expect((await provision()).changed).toBe(true);
	});
});
