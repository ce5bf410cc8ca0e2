import { rejectionOf } from '../fakeGenesys';
import { Provisioning, SECRET, statuses } from './provisioning';

/** Setup: Provision: the first run in an empty organization, a second run, and the threading window. */

let set: Provisioning;

beforeEach(() => {
	set = new Provisioning();
});

describe('the first run of Setup: Provision', () => {
	it('creates everything in the required order', async () => {
		const result = await set.run();
		expect(statuses(result)).toEqual([
			'queue unchanged',
			'supportedContent created',
			'messagingSetting created',
			'integration created',
			'flow created',
			'route created',
		]);
		expect(result).toMatchObject({
			integrationId: 'integration-1',
			integrationName: 'n8n Open Messaging',
			queue: { id: 'queue-1', name: 'Support' },
			flowId: 'flow-1',
			changed: true,
		});
	});

	it('allows files and typing indicators in both directions', async () => {
		await set.run();
		const everything = [{ type: '*/*' }];
		expect(set.organization.contents.items).toMatchObject([{ mediaTypes: { allow: { inbound: everything, outbound: everything } } }]);
		const typing = { on: { inbound: 'Enabled', outbound: 'Enabled' } };
		expect(set.organization.settings.items).toMatchObject([{ name: 'n8n Open Messaging', event: { typing } }]);
	});

	it("creates the integration with its profiles, the credential's secret, and a placeholder URL", async () => {
		await set.run();
		expect(set.organization.integrations.items).toMatchObject([
			{
				outboundNotificationWebhookUrl: 'https://n8n.invalid',
				outboundNotificationWebhookSignatureSecretToken: SECRET,
				supportedContent: { id: 'content-1' },
				messagingSetting: { id: 'setting-1' },
			},
		]);
	});

	it("sets the route at the integration's recipient", async () => {
		await set.run();
		expect(set.organization.recipients.byId('recipient-1')).toMatchObject({ flow: { id: 'flow-1' } });
	});

	it('uploads the flow with the headers that Genesys requires, and no others', async () => {
		await set.run();
		expect(set.organization.uploads).toEqual([
			{
				url: 'https://uploads.example.com/job-2',
				headers: { 'x-amz-acl': 'private' },
				content: expect.stringContaining('name: "Support"'),
			},
		]);
	});

	it('uses the given webhook URL', async () => {
		await set.run({ webhookUrl: 'https://n8n.example.org/webhook/1' });
		expect(set.organization.integrations.items).toMatchObject([{ outboundNotificationWebhookUrl: 'https://n8n.example.org/webhook/1' }]);
	});
});

describe('a second run of Setup: Provision', () => {
	it('changes nothing and reports every step as unchanged', async () => {
		const first = await set.run({ threadingWindowMinutes: 0 });
		set.changes();
		const second = await set.run({ threadingWindowMinutes: 0 });
		expect(set.changes()).toEqual([]);
		expect(second.changed).toBe(false);
		expect(new Set(second.steps.map(({ status }) => status))).toEqual(new Set(['unchanged']));
		expect(second).toMatchObject({ integrationId: first.integrationId, flowId: first.flowId });
	});

	it('only reads, so it needs no permission to change anything', async () => {
		await set.run({ threadingWindowMinutes: 0 });
		set.genesys.requests.splice(0);
		['messaging:integration:edit', 'architect:job:create'].forEach((permission) => set.organization.lacking.add(permission));
		expect((await set.run({ threadingWindowMinutes: 0 })).changed).toBe(false);
		expect(new Set(set.genesys.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
	});

	it('changes nothing if only the case of the queue name differs', async () => {
		await set.run();
		set.changes();
		await set.run({ queueName: 'SUPPORT' });
		expect(set.changes()).toEqual([]);
	});

	it('changes only what differs', async () => {
		await set.run();
		set.organization.integrations.items[0].messagingSetting = { id: 'another' };
		set.changes();
		const result = await set.run();
		expect(set.changes()).toEqual(['PATCH /api/v2/conversations/messaging/integrations/open/integration-1']);
		expect(result.steps.find(({ step }) => step === 'integration')).toMatchObject({
			status: 'changed',
			detail: 'Changes: platform configuration.',
		});
		expect(set.genesys.requests.filter(({ method, path }) => method === 'PATCH' && path.endsWith('integration-1'))).toMatchObject([
			{ body: { name: 'n8n Open Messaging', messagingSetting: { id: 'setting-1' } } },
		]);
	});

	it('keeps the URL that a trigger registered, even if another one is given', async () => {
		await set.run();
		set.organization.integrations.items[0].outboundNotificationWebhookUrl = 'https://n8n.example.net.acme.io/webhook/1';
		const result = await set.run({ webhookUrl: 'https://elsewhere.acme.io/' });
		expect(result.steps.find(({ step }) => step === 'integration')).toMatchObject({
			status: 'unchanged',
			detail: 'It still delivers to https://n8n.example.net.acme.io/webhook/1.',
		});
	});

	it("replaces a placeholder with the given URL, and registers the credential's secret", async () => {
		await set.run();
		Object.assign(set.organization.integrations.items[0], { outboundNotificationWebhookSignatureSecretToken: 'entered by hand' });
		const { steps } = await set.run({ webhookUrl: 'https://n8n.acme.io/' });
		expect(set.organization.integrations.items).toMatchObject([
			{ outboundNotificationWebhookUrl: 'https://n8n.acme.io/', outboundNotificationWebhookSignatureSecretToken: SECRET },
		]);
		expect(steps.find(({ step }) => step === 'integration')?.detail).toBe('Changes: webhook URL.');
	});

	it.each([
		['inbound', [], [{ type: '*/*' }]],
		['outbound', [{ type: '*/*' }], [{ type: 'application/pdf' }]],
	])('extends a profile that blocks %s images', async (_direction, inbound, outbound) => {
		await set.run();
		set.organization.contents.items[0].mediaTypes = { allow: { inbound, outbound } };
		expect(statuses(await set.run())).toContain('supportedContent changed');
		expect(statuses(await set.run())).toContain('supportedContent unchanged');
	});

	it('keeps a restricted profile that allows common images', async () => {
		await set.run();
		const pictures = [{ type: 'image/jpeg' }, { type: 'IMAGE/PNG' }];
		set.organization.contents.items[0].mediaTypes = { allow: { inbound: pictures, outbound: [{ type: 'image/*' }] } };
		expect((await set.run()).changed).toBe(false);
	});

	it('turns typing indicators and images on again', async () => {
		await set.run();
		set.organization.settings.items[0].event = { typing: { on: { inbound: 'Disabled', outbound: 'Enabled' } } };
		set.organization.contents.items[0].mediaTypes = { allow: { inbound: [], outbound: [{ type: 'image/*' }] } };
		const result = await set.run();
		expect(statuses(result).filter((line) => line.includes('changed') && !line.includes('unchanged'))).toEqual([
			'supportedContent changed',
			'messagingSetting changed',
		]);
	});

	it('only replaces a route to a foreign flow with Replace Existing Route, even in a dry run', async () => {
		await set.run();
		const { id } = set.organization.flows.add({ name: 'Other', publishedVersion: {} });
		Object.assign(set.organization.recipients.items[0], { flow: { id, name: 'Other' } });
		for (const dryRun of [false, true]) {
			await expect(set.run({}, dryRun)).rejects.toMatchObject({
				code: 'route.taken',
				message: expect.stringContaining('already go to the flow "Other"'),
				advice: expect.stringContaining('turn on Replace Existing Route'),
			});
		}
		const { steps } = await set.run({ replaceRoute: true });
		expect(steps.at(-1)).toMatchObject({ status: 'changed', detail: expect.stringContaining('(before: "Other")') });
	});

	it('replaces a route to a deleted flow', async () => {
		await set.run();
		Object.assign(set.organization.recipients.items[0], { flow: { id: 'x', name: 'Deleted' } });
		expect((await set.run()).steps.at(-1)).toMatchObject({ status: 'changed' });
	});
});

describe('the threading window', () => {
	it('keeps the threading window unless one is given', async () => {
		await set.run();
		expect(set.genesys.requests.filter(({ path }) => path.endsWith('threadingtimeline'))).toEqual([]);
	});

	it('sets the threading window of Open Messaging, and keeps those of other channels', async () => {
		const { steps } = await set.run({ threadingWindowMinutes: 0 });
		expect(set.organization.threading).toEqual([
			{ messengerType: 'whatsapp', timeoutInMinutes: 1440 },
			{ messengerType: 'open', timeoutInMinutes: 0 },
		]);
		expect(steps.at(-1)).toMatchObject({ step: 'threading', status: 'changed', detail: expect.stringContaining('for all Open Messaging integrations') });
	});

	it.each([-1, 4321, 1.5, NaN])('rejects a threading window of %p minutes before any call', async (threadingWindowMinutes) => {
		expect(await rejectionOf(set.run({ threadingWindowMinutes }))).toMatchObject({ name: 'InvalidInputError' });
		expect(set.genesys.requests).toEqual([]);
	});
});
