import { refuse } from '../../../support/organisation';
import { fakeGenesys, rejectionOf } from '../fakeGenesys';
import { Provisioning, SECRET, statuses } from './provisioning';

const lifecycleUrl = 'https://n8n.acme.io/webhook/1/lifecycle';
const TRIGGERS = ['customer.end', 'acd.end', 'user.end', 'acd.start'].map((topic) => `n8n Open Messaging Life Cycle: ${topic}`);
let set: Provisioning;

beforeEach(() => {
	set = new Provisioning();
});

const parts = ({ steps }: Awaited<ReturnType<Provisioning['run']>>) => steps.filter(({ step }) => step.startsWith('lifecycle'));
const lifecycle = () => set.organisation.lifecycle;
const requestOf = () => (lifecycle().actions.items[0].config as { request: Record<string, unknown> }).request;
const withDescription = (change: (text: string) => string) => {
	const flow = set.organisation.flows.byName('n8n Open Messaging Life Cycle');
	flow.description = change(String(flow.description));
};

describe('the life cycle by HTTP', () => {
	it('is left out unless an address is given', async () => {
		await set.run();
		expect(set.genesys.requests.filter(({ path }) => /\/integrations(?:\/(?:actions|credentials).*)?$|processautomation/.test(path) && !path.includes('messaging'))).toEqual([]);
	});

	it('is made after all the rest, part by part, and each is told', async () => {
		const result = await set.run({ lifecycleUrl });
		expect(statuses(result).slice(6)).toEqual([
			'lifecycleIntegration created',
			'lifecycleAction created',
			'lifecycleWorkflow created',
			...TRIGGERS.map(() => 'lifecycleTrigger created'),
		]);
		expect(parts(result).map(({ name }) => name)).toEqual([
			'n8n Open Messaging Life Cycle',
			'n8n Open Messaging Life Cycle Event',
			'n8n Open Messaging Life Cycle',
			...TRIGGERS,
		]);
	});

	it('has an active integration, whose credential holds the webhook secret', async () => {
		await set.run({ lifecycleUrl });
		expect(lifecycle().integrations.items).toMatchObject([{ integrationType: { id: 'custom-rest-actions' }, intendedState: 'ENABLED' }]);
		expect(lifecycle().credentials.items).toMatchObject([{ type: { id: 'userDefined' }, credentialFields: { webhookSecret: SECRET } }]);
		expect(lifecycle().configs.items).toMatchObject([
			{ name: 'n8n Open Messaging Life Cycle', credentials: { basicAuth: { id: 'credential-1' } }, notes: expect.stringContaining('[n8n-open-messaging-lifecycle]') },
		]);
	});

	it('has an action of that integration, which posts to the address with the secret by name', async () => {
		await set.run({ lifecycleUrl });
		expect(lifecycle().actions.items).toMatchObject([
			{
				category: 'n8n Open Messaging Life Cycle',
				integrationId: 'data-integration-1',
				config: { request: { requestUrlTemplate: lifecycleUrl, requestType: 'POST', headers: { 'x-lifecycle-secret': '${credentials.webhookSecret}' } } },
			},
		]);
	});

	it('has a workflow that calls this action, and triggers for messages of Open Messaging that start it', async () => {
		await set.run({ lifecycleUrl });
		expect(set.organisation.uploads.at(-1)?.content).toContain('"n8n Open Messaging Life Cycle Event":');
		expect(lifecycle().triggers.items.map(({ name }) => name)).toEqual(TRIGGERS);
		for (const trigger of lifecycle().triggers.items) {
			expect(trigger).toMatchObject({
				topicName: `v2.detail.events.conversation.{id}.${String(trigger.name).split(': ')[1]}`,
				enabled: true,
				target: { type: 'Workflow', id: 'flow-2', workflowTargetSettings: { dataFormat: 'TopLevelPrimitives' } },
				matchCriteria: [
					{ jsonPath: 'mediaType', operator: 'Equal', value: 'MESSAGE' },
					{ jsonPath: 'messageType', operator: 'Equal', value: 'OPEN' },
				],
			});
		}
	});

	it('tells the secret to the credential alone', async () => {
		const result = await set.run({ lifecycleUrl });
		const bodies = set.genesys.requests.filter(({ path }) => !path.includes('integrations/open')).map(({ path, body }) => [path, JSON.stringify(body) ?? '']);
		expect(bodies.filter(([, body]) => body.includes(SECRET)).map(([path]) => path)).toEqual(['/api/v2/integrations/credentials']);
		expect(JSON.stringify([result, set.organisation.uploads])).not.toContain(SECRET);
	});
});

describe('a second run', () => {
	it('only reads', async () => {
		await set.run({ lifecycleUrl });
		set.genesys.requests.splice(0);
		expect((await set.run({ lifecycleUrl })).changed).toBe(false);
		expect(new Set(set.genesys.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
	});

	it('without an address leaves it as it is', async () => {
		await set.run({ lifecycleUrl });
		set.changes();
		await set.run();
		expect(set.changes()).toEqual([]);
	});

	it.each<[string, () => unknown, string[]]>([
		['the address', () => Object.assign(requestOf(), { requestUrlTemplate: 'https://old.acme.io/lifecycle' }), ['lifecycleAction']],
		['the version of the action', () => Object.assign(requestOf().headers as object, { 'x-lifecycle-made-by': 'n8n-open-messaging-lifecycle v0' }), ['lifecycleAction']],
		['the state of the integration', () => Object.assign(lifecycle().integrations.items[0], { intendedState: 'DISABLED' }), ['lifecycleIntegration']],
		['its credential', () => Object.assign(lifecycle().configs.items[0], { credentials: {} }), ['lifecycleIntegration']],
		['the version of the workflow', () => withDescription((text) => text.replace('lifecycle v1', 'lifecycle v0')), ['lifecycleWorkflow']],
		['the action that the workflow calls', () => withDescription((text) => text.replace('action-1', 'action-0')), ['lifecycleWorkflow']],
		['a trigger, switched off', () => Object.assign(lifecycle().triggers.items[1], { enabled: false }), ['lifecycleTrigger']],
		['what a trigger starts', () => Object.assign(lifecycle().triggers.items[2].target as object, { id: 'x' }), ['lifecycleTrigger']],
		['how a trigger gives the event', () => Object.assign(lifecycle().triggers.items[2].target as object, { workflowTargetSettings: { dataFormat: 'Json' } }), ['lifecycleTrigger']],
		['the conditions of a trigger', () => Object.assign(lifecycle().triggers.items[3], { matchCriteria: [] }), ['lifecycleTrigger']],
	])('sets right what differs: %s', async (_what, change, changed) => {
		await set.run({ lifecycleUrl });
		change();
		const result = await set.run({ lifecycleUrl });
		expect(result.steps.filter(({ status }) => status !== 'unchanged').map(({ step, status }) => [step, status])).toEqual(changed.map((step) => [step, 'changed']));
		expect((await set.run({ lifecycleUrl })).changed).toBe(false);
	});

	it('makes an action of its own beside one of the same name in another integration', async () => {
		const theirs = { name: 'n8n Open Messaging Life Cycle Event', integrationId: 'somebody' };
		lifecycle().actions.add({ ...theirs });
		await set.run({ lifecycleUrl });
		expect(lifecycle().actions.items).toMatchObject([theirs, { integrationId: 'data-integration-1' }]);
		expect((await set.run({ lifecycleUrl })).changed).toBe(false);
	});

	it('with another secret changes the credential, which is not made twice', async () => {
		await set.run({ lifecycleUrl });
		set.changes();
		const { steps } = await set.run({ lifecycleUrl, webhookSecret: 'another one, long enough' });
		expect(set.changes()).toEqual(['PUT /api/v2/integrations/credentials/credential-1']);
		expect(steps.find(({ step }) => step === 'lifecycleIntegration')?.detail).toBe('Changed: its credential.');
	});

	it('keeps the conditions that somebody has added to a trigger', async () => {
		await set.run({ lifecycleUrl });
		const more = { jsonPath: 'queueId', operator: 'Equal', value: 'q' };
		Object.assign(lifecycle().triggers.items[0], { enabled: false, matchCriteria: [...(lifecycle().triggers.items[0].matchCriteria as object[]), more] });
		await set.run({ lifecycleUrl });
		expect(lifecycle().triggers.items[0]).toMatchObject({ enabled: true, matchCriteria: [{}, {}, more] });
	});

	it.each<[string, () => unknown]>([
		['lifecycleIntegration', () => Object.assign(lifecycle().configs.items[0], { notes: 'my own', credentials: { basicAuth: { id: 'mine' } } })],
		['lifecycleAction', () => Object.assign(requestOf(), { headers: {}, requestUrlTemplate: 'https://mine.acme.io/' })],
		['lifecycleWorkflow', () => withDescription(() => 'my own')],
		['lifecycleTrigger', () => Object.assign(lifecycle().triggers.items[0], { description: 'my own', enabled: false })],
	])('leaves what somebody has taken over in step %s alone, and says so', async (step, takeOver) => {
		await set.run({ lifecycleUrl });
		takeOver();
		set.changes();
		const { steps } = await set.run({ lifecycleUrl });
		expect(set.changes()).toEqual([]);
		expect(steps.find((one) => one.step === step)).toMatchObject({ status: 'unchanged', detail: expect.stringMatching(/left as it is|left as it was/) });
	});
});

describe('before the first change', () => {
	it.each([
		['http://localhost:5678/webhook/1/lifecycle', 'address of this machine only'],
		['https://n8n.acme.io/webhook/1', 'not an address of the trigger that ends in /lifecycle'],
		['https://n8n.acme.io/webhook/$x/lifecycle', 'not an address of the trigger'],
		['https://n8n.acme.io/webhook-test/1/lifecycle', 'listens only while the workflow is tested'],
	])('the address %s is refused', async (url, reason) => {
		expect(await rejectionOf(set.run({ lifecycleUrl: url }))).toMatchObject({ name: 'InvalidInputError', parameter: 'Life Cycle URL', message: expect.stringContaining(reason) });
		expect(set.genesys.requests).toEqual([]);
	});

	it.each(['integrations:integration', 'integrations:action', 'processautomation:trigger'].flatMap((entity) => ['view', 'add', 'edit'].map((action) => `${entity}:${action}`)))(
		'%s is asked for where it is needed, and only there',
		async (permission) => {
			set.organisation.lacking.add(permission);
			expect(await rejectionOf(set.run({ lifecycleUrl }))).toMatchObject({ code: 'missing.permissions', message: expect.stringContaining(`${permission} (`) });
			expect([set.organisation.contents.items, lifecycle().counts]).toEqual([[], [0, 0, 0, 0]]);
			expect((await set.run()).changed).toBe(true);
		},
	);

	it.each(['integrations:integration:view', 'integrations:action:view', 'architect:flow:view'])(
		'without %s nothing is known of the workflow, and all that could be needed is named at once',
		async (unseen) => {
			await set.run({ lifecycleUrl });
			lifecycle().triggers.items.pop();
			[unseen, 'architect:job:create', 'processautomation:trigger:add'].forEach((permission) => set.organisation.lacking.add(permission));
			const failure = await rejectionOf(set.run({ lifecycleUrl }));
			for (const permission of set.organisation.lacking) expect((failure as Error).message).toContain(`${permission} (`);
		},
	);

	it('the permissions for an upload are asked for when the workflow has to be uploaded, though the flow is one of your own', async () => {
		set.organisation.flows.add({ name: 'Mine', publishedVersion: {} });
		set.organisation.lacking.add('architect:job:create');
		await set.run({ ownFlow: 'Mine' });
		expect(await rejectionOf(set.run({ ownFlow: 'Mine', lifecycleUrl }))).toMatchObject({ message: expect.stringContaining('architect:job:create') });
		set.organisation.lacking.clear();
		await set.run({ ownFlow: 'Mine', lifecycleUrl });
		set.organisation.lacking.add('architect:job:create');
		expect((await set.run({ ownFlow: 'Mine', lifecycleUrl: 'https://n8n.acme.io/webhook/2/lifecycle' })).changed).toBe(true);
	});
});

describe('a failure', () => {
	it.each([
		['lifecycleIntegration', 'POST /api/v2/integrations', 1],
		['lifecycleIntegration', 'POST /api/v2/integrations/credentials', 0],
		['lifecycleIntegration', 'PUT /api/v2/integrations/data-integration-1/config/current', 0],
		['lifecycleIntegration', 'PATCH /api/v2/integrations/data-integration-1', 0],
		['lifecycleAction', 'POST /api/v2/integrations/actions', 1],
		['lifecycleWorkflow', 'GET /api/v2/flows/jobs/job-3', 0],
		['lifecycleTrigger', 'POST /api/v2/processautomation/triggers', 1],
		['lifecycleTrigger', 'POST /api/v2/processautomation/triggers', 3],
	])('in step %s, at %s, is told, and the next run goes on', async (step, request, before) => {
		// Where the request is also a probe, that one passes.
		let passing = before;
		set.genesys = fakeGenesys((sent) => (`${sent.method} ${sent.path}` === request && passing-- === 0 ? refuse(409) : set.organisation.answer(sent)));
		expect(await rejectionOf(set.run({ lifecycleUrl }))).toMatchObject({
			status: 409,
			message: expect.stringContaining(`step "${step}": `),
			advice: expect.stringMatching(/make this part by hand.*Genesys Conversation Trigger.*Done before it: queue .*run it again/),
		});
		expect((await set.run({ lifecycleUrl })).changed).toBe(true);
		expect(lifecycle().counts).toEqual([1, 1, 1, 4]);
		expect((await set.run({ lifecycleUrl })).changed).toBe(false);
	});

	it('of the credential does not repeat the secret that Genesys repeats', async () => {
		const echo = { status: 400, headers: {}, body: { code: 'bad.request', message: `Cannot store {"webhookSecret":"${SECRET}"}` } };
		set.organisation.faults.push({ request: 'POST /api/v2/integrations/credentials', answer: echo });
		const failure = (await rejectionOf(set.run({ lifecycleUrl }))) as Error & { advice: string };
		expect(failure.message).toContain('Cannot store');
		expect(`${failure.message} ${failure.advice}`).not.toContain(SECRET);
	});

	it('that is none of this part does not send people to do it by hand', async () => {
		set.organisation.faults.push({ request: 'POST /api/v2/integrations/credentials', answer: refuse(401) });
		expect(await rejectionOf(set.run({ lifecycleUrl }))).toMatchObject({ advice: expect.not.stringContaining('by hand') });
	});
});
