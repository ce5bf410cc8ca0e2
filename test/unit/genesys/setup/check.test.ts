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

/** An organization where all is well: as Setup: Provision leaves it, with a trigger published. */
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

/** The trigger of the integration answers, as its publishing has left it. */
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

it('where all is well nothing is found, and nothing is changed', async () => {
	expect(await check()).toEqual([]);
	expect(await check({ queueName: '' })).toEqual([]);
	expect(organization.changes).toEqual([]);
});

/** Each fault is planted alone; a check that finds more than it, or something else, is no help. */
const FAULTS: Array<[code: string, severity: Finding['severity'], plant: () => unknown, what: string, advice: string, changes?: Changes]> = [
	['integration.failed', 'error', () => Object.assign(integration(), { createStatus: 'Error', createError: { message: 'Out of luck.' } }), '"Chat": Out of luck.', 'Delete it'],
	['integration.unfinished', 'error', () => Object.assign(integration(), { createStatus: 'Initiated' }), 'still creating the integration "Chat"', 'in a minute'],
	['integration.notFound', 'error', () => undefined, 'integration nobody', 'Admin › Message › Platforms', { chosen: { id: 'nobody' } }],
	['integration.notFound', 'error', () => undefined, 'integration "Nobody"', 'Setup: Provision', { chosen: { name: 'Nobody' } }],
	['content.noInbound', 'warning', () => content(nothing, everything), "customers' pictures (image/jpeg, image/png)", 'Supported Content'],
	['content.noOutbound', 'warning', () => content(everything, [{ type: 'image/jpeg' }]), "agents' pictures (image/png)", 'Supported Content'],
	['typing.inboundOff', 'warning', () => typing('Disabled', 'Enabled'), 'customer of "Chat"', 'Platform Config'],
	['typing.outboundOff', 'warning', () => typing('Enabled', 'Disabled'), 'agent is typing', 'Platform Config'],
	['route.missing', 'error', () => delete organization.recipients.items[0].flow, 'routed to no flow', 'Admin › Routing › Message Routing'],
	['flow.unpublished', 'error', () => delete organization.flows.items[0].publishedVersion, '"Chat Handover"', 'Publish it in Architect'],
	['flow.missing', 'error', () => Object.assign(organization.flows.items[0], { deleted: true }), 'deleted', 'Message Routing'],
	['threading.merges', 'warning', () => (organization.threading[1].timeoutInMinutes = 4320), 'For 4320 minutes', 'Threading Timeline'],
	['webhook.placeholder', 'error', () => deliverTo('https://n8n.invalid'), 'https://n8n.invalid', 'Publish the workflow'],
	['webhook.notPublished', 'error', () => undefined, 'no published workflow', 'Publish the workflow', answers({ from: 'n8n' })],
	['webhook.notOurs', 'error', () => undefined, 'HTTP status 200', 'Take Over Webhook', answers({ from: 'other', status: 200 })],
	['webhook.notOurs', 'error', () => undefined, 'HTTP status 401', 'Take Over Webhook', answers({ from: 'other', status: 401 })],
	['webhook.secretDiffers', 'error', () => undefined, 'does not take the webhook secret', 'Choose this credential', answers({ from: 'strangerTrigger' })],
	['webhook.secretChanged', 'error', () => undefined, 'so the trigger refuses them', 'set to Replace', answers(trigger({ secretMark: secretMark(FORMER) }))],
	['webhook.secretChanged', 'warning', () => undefined, 'former webhook secret of the credential.', 'set to Rotate', { ...answers(trigger({ secretMark: secretMark(FORMER) })), previousWebhookSecret: FORMER }],
	['webhook.otherIntegration', 'error', () => undefined, 'another integration (integration-2)', 'Choose "Chat"', answers(trigger({ integrationId: 'integration-2' }))],
	['webhook.moved', 'warning', () => undefined, 'its URL is https://new.acme.io/webhook/1', "unpublish the trigger's workflow", answers(trigger({ url: 'https://new.acme.io/webhook/1' }))],
	['webhook.noAnswer', 'warning', () => undefined, 'it answered 503', 'must answer 401', answers({ from: 'nobody', reason: 'it answered 503' })],
	['webhook.unreachable', 'error', () => deliverTo('http://n8n.acme.io/x'), "isn't https", 'reverse proxy'],
	['webhook.unreachable', 'error', () => deliverTo('https://n8n.acme.io:5678/x'), 'only port 443, not 5678', 'reverse proxy'],
	['webhook.unreachable', 'error', () => deliverTo('https://10.1.2.3/x'), 'inside your own network', 'reverse proxy'],
	['webhook.unreachable', 'error', () => deliverTo('http://localhost:5678/x'), 'on this machine', 'reverse proxy'],
	['webhook.unreachable', 'error', () => deliverTo('n8n'), "isn't a web address", 'N8N_WEBHOOK_URL'],
	['secret.missing', 'error', () => undefined, 'no webhook secret', '16 characters', { webhookSecret: '' }],
	['secret.tooShort', 'error', () => undefined, 'only 5 characters', '16 characters', { webhookSecret: 'short' }],
	['queue.notVisible', 'error', () => undefined, 'no queue "Sales", or it lies in a division', 'Admin › Queues', { queueName: 'Sales' }],
	['queue.noMembers', 'error', () => (organization.queues.items[0].memberCount = 0), '"Support" has no members', 'Members'],
	['permission.missing', 'error', () => organization.lacking.add('conversation:message:receive'), 'conversation:message:receive', 'Roles / Permissions'],
	['permission.missing', 'error', () => organization.lacking.add('conversation:communication:disconnect'), '(or conversation:message:park)', 'Roles / Permissions'],
	['login.failed', 'error', () => organization.faults.push({ request: 'tokens/me', answer: refuse(401) }), 'cannot be logged in to', 'Client ID'],
];

it.each(FAULTS)('%s (%s) is found, and nothing else', async (...fault) => {
	const [code, severity, plant, what, advice, changes] = fault;
	plant();
	const findings = await check(changes);
	expect(findings).toEqual([expect.objectContaining({ code, severity })]);
	expect(findings[0].what).toContain(what);
	expect(findings[0].what).toMatch(/[^.]\.$/);
	expect(findings[0].advice).toContain(advice);
	expect(organization.changes).toEqual([]);
});

describe('the check', () => {
	it('names no secret', async () => {
		expect(JSON.stringify(await check({ webhookSecret: 'p4ssw0rd' }))).not.toContain('p4ssw0rd');
	});

	it('looks at the default queue of the shipped flow where none is given', async () => {
		organization.queues.items[0].memberCount = 0;
		expect(await check({ queueName: '' })).toMatchObject([{ code: 'queue.noMembers' }]);
	});

	it('goes by the defaults of the organization where the integration has no profile of its own', async () => {
		delete integration().supportedContent;
		delete integration().messagingSetting;
		expect((await check()).map(({ code }) => code)).toEqual(['typing.inboundOff', 'typing.outboundOff']);
		organization.settings.add({ id: 'default', event: { typing: { on: { inbound: 'Enabled', outbound: 'Enabled' } } } });
		expect(await check()).toEqual([]);
	});

	it('takes local URLs of a simulator', async () => {
		deliverTo('http://localhost:5678/webhook/1');
		expect(await check({ isOwnOrigin: true })).toEqual([]);
	});

	it('of a simulator finds a URL that gives no answer, and one that is none', async () => {
		const probe = jest.fn(async (): Promise<ProbeAnswer> => ({ from: 'nobody', reason: 'n8n.local cannot be reached: there is no such host' }));
		deliverTo('http://n8n.local/webhook/1');
		expect(await check({ isOwnOrigin: true, probe })).toMatchObject([{ code: 'webhook.unreachable', what: expect.stringContaining('there is no such host') }]);
		for (const nowhere of ['', 'n8n', 'ftp://n8n.local/']) {
			deliverTo(nowhere);
			expect(await check({ isOwnOrigin: true, probe })).toMatchObject([{ code: 'webhook.unreachable', what: expect.stringContaining("isn't a web address") }]);
		}
		expect(probe.mock.calls).toEqual([['http://n8n.local/webhook/1']]);
	});

	it('finds that the trigger answers at another URL of this n8n only', async () => {
		const moved = 'https://new.acme.io/webhook/1/genesys-open-messaging';
		const at = (url: string, answer: ProbeAnswer): Changes => ({
			probe: async (asked) => (asked === url ? answer : { from: 'nobody', reason: 'n8n.acme.io cannot be reached' }),
			onThisN8n: () => moved,
		});
		expect(await check(at(moved, trigger({ url: moved })))).toMatchObject([{ code: 'webhook.moved', severity: 'error', what: expect.stringContaining(`its URL is ${moved} now`) }]);
		// Another workflow of this n8n, or none: nothing is known of where the trigger has gone.
		expect(await check(at(moved, trigger({ integrationId: 'integration-2' })))).toMatchObject([{ code: 'webhook.noAnswer' }]);
		expect(await check(at(moved, { from: 'n8n' }))).toMatchObject([{ code: 'webhook.noAnswer' }]);
	});

	it('says nothing of a secret that somebody may have registered since the trigger did', async () => {
		Object.assign(integration(), { dateModified: '2026-02-01T10:00:00.000Z' });
		expect(await check(answers(trigger({ secretMark: secretMark(FORMER) })))).toEqual([]);
		// A delivery that came in after that tells.
		const secretSeenAt = '2026-02-01T10:00:01.000Z';
		expect(await check(answers(trigger({ secretMark: secretMark(FORMER), secretSeenAt })))).toMatchObject([{ code: 'webhook.secretChanged' }]);
	});

	it('blames nobody for a gateway that asks for a header which only Genesys Cloud sends', async () => {
		Object.assign(integration(), { webhookHeaders: { 'X-Gateway': 'a key' } });
		expect(await check(answers({ from: 'other', status: 403 }))).toMatchObject([{ code: 'webhook.noAnswer', severity: 'warning' }]);
	});

	it('sends no probe where there is no secret to sign it with', async () => {
		const probe = jest.fn(async (url: string) => trigger({ url }));
		expect(await check({ webhookSecret: '', probe })).toMatchObject([{ code: 'secret.missing' }]);
		expect(probe).not.toHaveBeenCalled();
	});

	it('finds that the role sees no queue, also where none is named', async () => {
		organization.queues.items.length = 0;
		organization.flows.items[0].description = 'Somebody else\u2019s';
		expect(await check({ queueName: '' })).toMatchObject([{ code: 'queue.noneVisible', severity: 'error' }]);
	});

	it('of two integrations of one name says that, and not that it could not be looked at', async () => {
		organization.integrations.add({ ...integration(), id: 'integration-2' });
		expect(await check({ chosen: { name: 'Chat' } })).toMatchObject([{ code: 'integration.ambiguous', severity: 'error' }]);
	});

	it('takes the name of an integration', async () => {
		expect(await check({ chosen: { name: 'Chat' } })).toEqual([]);
	});

	it('finds a fault behind another one', async () => {
		delete organization.recipients.items[0].flow;
		organization.queues.items[0].memberCount = 0;
		expect((await check()).map(({ code }) => code)).toEqual(['route.missing', 'queue.noMembers']);
	});

	it.each([
		['messaging:supportedContent:view', 'which files pass', 'warning'],
		['messaging:setting:view', 'whether typing is passed on', 'warning'],
		['routing:message:manage', 'the route to a flow', 'warning'],
		['architect:flow:view', 'the flow', 'warning'],
		['conversation:threadingTimeline:view', 'the threading window', 'warning'],
		['messaging:integration:view', '', 'error'],
		['routing:queue:view', '', 'error'],
	])('that lacks %s says that alone, and goes on', async (permission, sees, severity) => {
		organization.lacking.add(permission);
		const findings = await check();
		expect(findings).toMatchObject([{ code: 'permission.missing', permission, severity }]);
		expect(findings[0].what).toContain(sees);
		organization.threading[1].timeoutInMinutes = 60;
		deliverTo('https://n8n.invalid');
		expect((await check()).length).toBeGreaterThan(1);
	});

	it('asks for no permission of a setup that it does not need to look', async () => {
		['messaging:integration:add', 'messaging:setting:edit', 'architect:job:create'].forEach((one) => organization.lacking.add(one));
		expect(await check()).toEqual([]);
	});

	it.each([
		['no connection', brokenConnection(), 'the connection broke'],
		['a wrong secret', new GenesysApiError({ status: 401, code: 'invalid_client', contextId: '', message: 'the Client Secret is wrong', advice: 'Copy it again.' }), 'the Client Secret is wrong'],
	])('says why there is no token: %s', async (_name, failure, said) => {
		genesys = fakeGenesys(() => failure);
		const [finding, ...others] = await check();
		expect(finding).toMatchObject({ code: 'login.failed', what: expect.stringContaining(said), advice: failure.advice });
		expect(others).toEqual([]);
	});

	it('that fails for another reason says so, and the others go on', async () => {
		genesys = fakeGenesys((request) => (request.path.endsWith('threadingtimeline') ? refuse(500) : organization.answer(request)));
		deliverTo('https://n8n.invalid');
		expect(await check()).toMatchObject([
			{ code: 'check.failed', severity: 'warning', what: expect.stringContaining('the threading window') },
			{ code: 'webhook.placeholder' },
		]);
	});
});
