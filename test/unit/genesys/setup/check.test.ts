import type { ProbeAnswer, TriggerState } from '../../../../genesys/openMessaging/probe';
import { secretMark } from '../../../../genesys/openMessaging/signature';
import type { Finding, Subject } from '../../../../genesys/setup/findings';
import { checkSetup } from '../../../../genesys/setup/check';
import { GenesysApiError } from '../../../../genesys/errors';
import { provision } from '../../../../genesys/setup/provision';
import { createUpload } from '../../../../genesys/upload';
import { Organization, refuse } from '../../../support/organization';
import { brokenConnection, fakeGenesys, type FakeGenesys } from '../fakeGenesys';

const SECRET = 'a secret of 16 or more';
const FORMER = 'the secret before that one';
const URL_OF_TRIGGER = 'https://n8n.acme.io/webhook/1/genesys-open-messaging';
const MODIFIED_AT = '2026-01-31T10:00:00.000Z';

let organization: Organization;
let genesys: FakeGenesys;

/** A working organization: set up by Setup: Provision, with a published trigger. */
beforeEach(async () => {
	organization = new Organization();
	genesys = fakeGenesys((request) => organization.answer(request));
	const { client } = genesys;
	const upload = createUpload({ put: async (file) => organization.put(file), isOwnOrigin: false, sleep: client.sleep });
	await provision(
		{ client, upload, isOwnOrigin: false },
		{ name: 'Chat', queueName: 'Support', webhookSecret: SECRET, webhookUrl: URL_OF_TRIGGER, ownFlow: '', replaceRoute: false, threadingWindowMinutes: 0 },
	);
	Object.assign(integration(), { dateModified: MODIFIED_AT });
	genesys.requests.splice(0);
	organization.changes.splice(0);
});

type Changes = Partial<Subject>;

async function check(changes: Changes = {}): Promise<Finding[]> {
	const { client } = genesys;
	return await checkSetup({
		client,
		chosen: { id: 'integration-1' },
		queueName: 'Support',
		webhookSecret: SECRET,
		previousWebhookSecret: '',
		isOwnOrigin: false,
		probe: async (url) => trigger({ url }),
		onThisN8n: () => undefined,
		...changes,
	});
}

/** The answer of the integration's trigger after it was published. */
function trigger(changes: Partial<TriggerState>): ProbeAnswer {
	const state = { integrationId: 'integration-1', url: URL_OF_TRIGGER, secretMark: secretMark(SECRET), secretSeenAt: MODIFIED_AT };
	return { from: 'trigger', state: { ...state, ...changes } };
}
const answers = (answer: ProbeAnswer): Changes => ({ probe: async () => answer });

const integration = (): Record<string, unknown> => organization.integrations.items[0];
const [everything, nothing] = [[{ type: '*/*' }], []];
const content = (inbound: object[], outbound: object[]) => Object.assign(organization.contents.items[0], { mediaTypes: { allow: { inbound, outbound } } });
const typing = (inbound: string, outbound: string) => Object.assign(organization.settings.items[0], { event: { typing: { on: { inbound, outbound } } } });
const deliverTo = (url: string) => Object.assign(integration(), { outboundNotificationWebhookUrl: url });

it('finds nothing in a working setup, and changes nothing', async () => {
	expect(await check()).toEqual([]);
	expect(await check({ queueName: '' })).toEqual([]);
	expect(organization.changes).toEqual([]);
});

/** Each fault is created alone, and must be the only finding. */
const FAULTS: Array<[code: string, severity: Finding['severity'], plant: () => unknown, what: string, advice: string, changes?: Changes]> = [
	['integration.failed', 'error', () => Object.assign(integration(), { createStatus: 'Error', createError: { message: 'Out of luck.' } }), '"Chat": Out of luck.', 'Delete the integration'],
	['integration.unfinished', 'error', () => Object.assign(integration(), { createStatus: 'Initiated' }), 'still creating the integration "Chat"', 'in a minute'],
	['integration.notFound', 'error', () => undefined, 'integration unknown', 'Admin › Message › Platforms', { chosen: { id: 'unknown' } }],
	['integration.notFound', 'error', () => undefined, 'integration "Unknown"', 'Setup: Provision', { chosen: { name: 'Unknown' } }],
	['content.noInbound', 'warning', () => content(nothing, everything), "customers' images (image/jpeg, image/png)", 'Supported Content'],
	['content.noOutbound', 'warning', () => content(everything, [{ type: 'image/jpeg' }]), "agents' images (image/png)", 'Supported Content'],
	['typing.inboundOff', 'warning', () => typing('Disabled', 'Enabled'), 'customer of "Chat"', 'Platform Config'],
	['typing.outboundOff', 'warning', () => typing('Enabled', 'Disabled'), 'agent is typing', 'Platform Config'],
	['route.missing', 'error', () => delete organization.recipients.items[0].flow, "aren't routed to a flow", 'Admin › Routing › Message Routing'],
	['flow.unpublished', 'error', () => delete organization.flows.items[0].publishedVersion, '"Chat Handover"', 'Publish the flow in Architect'],
	['flow.missing', 'error', () => Object.assign(organization.flows.items[0], { deleted: true }), 'deleted', 'Message Routing'],
	['threading.merges', 'warning', () => (organization.threading[1].timeoutInMinutes = 4320), 'within 4320 minutes', 'Threading Timeline'],
	['webhook.placeholder', 'error', () => deliverTo('https://n8n.invalid'), 'https://n8n.invalid', 'Publish the workflow'],
	['webhook.notPublished', 'error', () => undefined, 'no published workflow', 'Publish the workflow', answers({ from: 'n8n' })],
	['webhook.notOurs', 'error', () => undefined, 'HTTP status 200', 'Take Over Webhook', answers({ from: 'other', status: 200 })],
	['webhook.notOurs', 'error', () => undefined, 'HTTP status 401', 'Take Over Webhook', answers({ from: 'other', status: 401 })],
	['webhook.secretDiffers', 'error', () => undefined, "doesn't accept the webhook secret", 'Select the same credential', answers({ from: 'strangerTrigger' })],
	['webhook.secretChanged', 'error', () => undefined, 'so the trigger rejects them', 'set to Replace', answers(trigger({ secretMark: secretMark(FORMER) }))],
	['webhook.secretChanged', 'warning', () => undefined, 'previous webhook secret.', 'set to Rotate', { ...answers(trigger({ secretMark: secretMark(FORMER) })), previousWebhookSecret: FORMER }],
	['webhook.otherIntegration', 'error', () => undefined, 'another integration (integration-2)', 'Select "Chat"', answers(trigger({ integrationId: 'integration-2' }))],
	['webhook.moved', 'warning', () => undefined, 'its URL is now https://new.acme.io/webhook/1', "unpublish the trigger's workflow", answers(trigger({ url: 'https://new.acme.io/webhook/1' }))],
	['webhook.noAnswer', 'warning', () => undefined, 'it answered 503', 'must return 401', answers({ from: 'nobody', reason: 'it answered 503' })],
	['webhook.unreachable', 'error', () => deliverTo('http://n8n.acme.io/x'), 'HTTPS', 'reverse proxy'],
	['webhook.unreachable', 'error', () => deliverTo('https://n8n.acme.io:5678/x'), 'port 443', 'reverse proxy'],
	['webhook.unreachable', 'error', () => deliverTo('https://10.1.2.3/x'), 'inside your own network', 'reverse proxy'],
	['webhook.unreachable', 'error', () => deliverTo('http://localhost:5678/x'), 'this machine', 'reverse proxy'],
	['webhook.unreachable', 'error', () => deliverTo('n8n'), "isn't an HTTP or HTTPS URL", 'N8N_WEBHOOK_URL'],
	['secret.missing', 'error', () => undefined, 'no webhook secret', '16 characters', { webhookSecret: '' }],
	['secret.tooShort', 'error', () => undefined, 'only 5 characters', '16 characters', { webhookSecret: 'short' }],
	['queue.notVisible', 'error', () => undefined, 'queue "Sales" doesn\'t exist, or is in a division', 'Admin › Queues', { queueName: 'Sales' }],
	['queue.noMembers', 'error', () => (organization.queues.items[0].memberCount = 0), '"Support" has no members', 'Members'],
	['permission.missing', 'error', () => organization.lacking.add('conversation:message:receive'), 'conversation:message:receive', 'Roles / Permissions'],
	['permission.missing', 'error', () => organization.lacking.add('conversation:communication:disconnect'), '(or conversation:message:park)', 'Roles / Permissions'],
	['login.failed', 'error', () => organization.faults.push({ request: 'tokens/me', answer: refuse(401) }), "couldn't log in to Genesys Cloud", 'Client ID'],
];

it.each(FAULTS)('reports %s (%s) and nothing else', async (...fault) => {
	const [code, severity, plant, what, advice, changes] = fault;
	plant();
	const findings = await check(changes);
	expect(findings).toEqual([expect.objectContaining({ code, severity })]);
	expect(findings[0].what).toContain(what);
	expect(findings[0].what).toMatch(/[^.]\.$/);
	expect(findings[0].advice).toContain(advice);
	expect(organization.changes).toEqual([]);
});

describe('Setup: Check', () => {
	it('keeps secrets out of findings', async () => {
		expect(JSON.stringify(await check({ webhookSecret: 'p4ssw0rd' }))).not.toContain('p4ssw0rd');
	});

	it('checks the default queue of our flow if no queue is given', async () => {
		organization.queues.items[0].memberCount = 0;
		expect(await check({ queueName: '' })).toMatchObject([{ code: 'queue.noMembers' }]);
	});

	it("checks the organization's default profiles if the integration has none", async () => {
		delete integration().supportedContent;
		delete integration().messagingSetting;
		expect((await check()).map(({ code }) => code)).toEqual(['typing.inboundOff', 'typing.outboundOff']);
		organization.settings.add({ id: 'default', event: { typing: { on: { inbound: 'Enabled', outbound: 'Enabled' } } } });
		expect(await check()).toEqual([]);
	});

	it('accepts local URLs with a simulator', async () => {
		deliverTo('http://localhost:5678/webhook/1');
		expect(await check({ isOwnOrigin: true })).toEqual([]);
	});

	it('with a simulator, reports a URL that does not answer and a malformed URL', async () => {
		const probe = jest.fn(async (): Promise<ProbeAnswer> => ({ from: 'nobody', reason: "n8n.local can't be reached: there is no such host" }));
		deliverTo('http://n8n.local/webhook/1');
		expect(await check({ isOwnOrigin: true, probe })).toMatchObject([{ code: 'webhook.unreachable', what: expect.stringContaining('there is no such host') }]);
		for (const nowhere of ['', 'n8n', 'ftp://n8n.local/']) {
			deliverTo(nowhere);
			expect(await check({ isOwnOrigin: true, probe })).toMatchObject([{ code: 'webhook.unreachable', what: expect.stringContaining("isn't an HTTP or HTTPS URL") }]);
		}
		expect(probe.mock.calls).toEqual([['http://n8n.local/webhook/1']]);
	});

	it('reports that the trigger only answers at a new URL of this n8n', async () => {
		const moved = 'https://new.acme.io/webhook/1/genesys-open-messaging';
		const at = (url: string, answer: ProbeAnswer): Changes => ({
			probe: async (asked) => (asked === url ? answer : { from: 'nobody', reason: 'n8n.acme.io cannot be reached' }),
			onThisN8n: () => moved,
		});
		expect(await check(at(moved, trigger({ url: moved })))).toMatchObject([{ code: 'webhook.moved', severity: 'error', what: expect.stringContaining(`the trigger's URL is now ${moved}`) }]);
		// Another workflow or none answers on this n8n, so the trigger's new URL is unknown.
		expect(await check(at(moved, trigger({ integrationId: 'integration-2' })))).toMatchObject([{ code: 'webhook.noAnswer' }]);
		expect(await check(at(moved, { from: 'n8n' }))).toMatchObject([{ code: 'webhook.noAnswer' }]);
	});

	it('does not report a changed secret if the integration was changed after the last delivery', async () => {
		Object.assign(integration(), { dateModified: '2026-02-01T10:00:00.000Z' });
		expect(await check(answers(trigger({ secretMark: secretMark(FORMER) })))).toEqual([]);
		// A delivery after the change proves which secret is in use.
		const secretSeenAt = '2026-02-01T10:00:01.000Z';
		expect(await check(answers(trigger({ secretMark: secretMark(FORMER), secretSeenAt })))).toMatchObject([{ code: 'webhook.secretChanged' }]);
	});

	it('only warns about a gateway that requires a header which only Genesys Cloud sends', async () => {
		Object.assign(integration(), { webhookHeaders: { 'X-Gateway': 'a key' } });
		expect(await check(answers({ from: 'other', status: 403 }))).toMatchObject([{ code: 'webhook.noAnswer', severity: 'warning' }]);
	});

	it('sends no probe without a secret to sign it', async () => {
		const probe = jest.fn(async (url: string) => trigger({ url }));
		expect(await check({ webhookSecret: '', probe })).toMatchObject([{ code: 'secret.missing' }]);
		expect(probe).not.toHaveBeenCalled();
	});

	it('reports that the role sees no queue, even if no queue is given', async () => {
		organization.queues.items.length = 0;
		organization.flows.items[0].description = 'Edited by hand';
		expect(await check({ queueName: '' })).toMatchObject([{ code: 'queue.noneVisible', severity: 'error' }]);
	});

	it('reports an ambiguous integration name as such', async () => {
		organization.integrations.add({ ...integration(), id: 'integration-2' });
		expect(await check({ chosen: { name: 'Chat' } })).toMatchObject([{ code: 'integration.ambiguous', severity: 'error' }]);
	});

	it('finds an integration by name', async () => {
		expect(await check({ chosen: { name: 'Chat' } })).toEqual([]);
	});

	it('reports several faults', async () => {
		delete organization.recipients.items[0].flow;
		organization.queues.items[0].memberCount = 0;
		expect((await check()).map(({ code }) => code)).toEqual(['route.missing', 'queue.noMembers']);
	});

	it.each([
		['messaging:supportedContent:view', 'the supported content profile', 'warning'],
		['messaging:setting:view', 'typing indicators', 'warning'],
		['routing:message:manage', 'the route to a flow', 'warning'],
		['architect:flow:view', 'the flow', 'warning'],
		['conversation:threadingTimeline:view', 'the threading window', 'warning'],
		['messaging:integration:view', '', 'error'],
		['routing:queue:view', '', 'error'],
	])('reports a missing %s once, and runs the other checks', async (permission, sees, severity) => {
		organization.lacking.add(permission);
		const findings = await check();
		expect(findings).toMatchObject([{ code: 'permission.missing', permission, severity }]);
		expect(findings[0].what).toContain(sees);
		organization.threading[1].timeoutInMinutes = 60;
		deliverTo('https://n8n.invalid');
		expect((await check()).length).toBeGreaterThan(1);
	});

	it('does not require permissions of Setup: Provision', async () => {
		['messaging:integration:add', 'messaging:setting:edit', 'architect:job:create'].forEach((one) => organization.lacking.add(one));
		expect(await check()).toEqual([]);
	});

	it.each([
		['no connection', brokenConnection(), 'the connection broke'],
		['a wrong secret', new GenesysApiError({ status: 401, code: 'invalid_client', contextId: '', message: 'the Client Secret is wrong', advice: 'Copy it again.' }), 'the Client Secret is wrong'],
	])('explains a failed login: %s', async (_name, failure, said) => {
		genesys = fakeGenesys(() => failure);
		const [finding, ...others] = await check();
		expect(finding).toMatchObject({ code: 'login.failed', what: expect.stringContaining(said), advice: failure.advice });
		expect(others).toEqual([]);
	});

	it('reports a failed check, and runs the others', async () => {
		genesys = fakeGenesys((request) => (request.path.endsWith('threadingtimeline') ? refuse(500) : organization.answer(request)));
		deliverTo('https://n8n.invalid');
		expect(await check()).toMatchObject([
			{ code: 'check.failed', severity: 'warning', what: expect.stringContaining('the threading window') },
			{ code: 'webhook.placeholder' },
		]);
	});
});
