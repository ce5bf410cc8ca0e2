import { refuse } from '../../../support/organization';
import { fakeGenesys, rejectionOf } from '../fakeGenesys';
import { Provisioning, statuses } from './provisioning';

let set: Provisioning;

beforeEach(() => {
	set = new Provisioning();
});

describe('Setup: Provision, before the first change', () => {
	it('rejects a URL that Genesys Cloud cannot reach', async () => {
		expect(await rejectionOf(set.run({ webhookUrl: 'http://localhost:5678/' }))).toMatchObject({
			message: expect.stringContaining('this machine'),
		});
	});

	it('lists all missing permissions in one error, with their purpose', async () => {
		const missing = ['messaging:setting:add', 'messaging:integration:edit', 'architect:job:create', 'conversation:threadingTimeline:edit'];
		missing.forEach((permission) => set.organization.lacking.add(permission));
		const failure = await rejectionOf(set.run({ threadingWindowMinutes: 0 }));
		expect(failure).toMatchObject({ name: 'RefusedError', code: 'missing.permissions', advice: expect.stringContaining('Nothing was changed') });
		for (const permission of missing) expect((failure as Error).message).toContain(`${permission} (`);
		expect(set.changes()).toEqual([]);
		expect(set.organization.integrations.items).toEqual([]);
	});

	it('includes the permissions for viewing and uploading flows', async () => {
		['architect:flow:view', 'architect:flow:publish'].forEach((permission) => set.organization.lacking.add(permission));
		expect(await rejectionOf(set.run())).toMatchObject({ message: expect.stringMatching(/architect:flow:view.*architect:flow:publish/) });
	});

	it('lists all missing permissions in a dry run that cannot read', async () => {
		['messaging:setting:view', 'architect:job:create'].forEach((permission) => set.organization.lacking.add(permission));
		const failure = await rejectionOf(set.run({}, true));
		expect(failure).toMatchObject({ code: 'missing.permissions', message: expect.stringMatching(/messaging:setting:view.*architect:job:create/) });
	});

	it('stops if the integration has no recipient', async () => {
		await set.run();
		delete set.organization.integrations.items[0].recipient;
		set.organization.settings.items[0].event = {};
		set.changes();
		expect(await rejectionOf(set.run())).toMatchObject({ code: 'recipient.missing', message: expect.stringContaining('step "route"') });
		expect(set.changes()).toEqual([]);
	});

	it('stops if the queue does not exist', async () => {
		const failure = await rejectionOf(set.run({ queueName: 'Nowhere' }));
		expect(failure).toMatchObject({ code: 'queue.not.found', message: expect.stringContaining('step "queue"'), advice: expect.stringContaining('Completed steps: none') });
		expect(set.organization.contents.items).toEqual([]);
	});
});

describe('Setup: Provision, after a failure', () => {
	it.each([
		['supportedContent', 'POST /api/v2/conversations/messaging/supportedcontent'],
		['messagingSetting', 'POST /api/v2/conversations/messaging/settings'],
		['integration', 'POST /api/v2/conversations/messaging/integrations/open'],
		['flow', 'POST /api/v2/flows/jobs'],
		['route', 'PUT /api/v2/routing/message/recipients/recipient-1'],
		['threading', 'PUT /api/v2/conversations/messaging/threadingtimeline'],
	])('reports the failed step %s and the completed ones, and the next run continues', async (step, request) => {
		// If the request is also a probe, the second one fails.
		let passing = request.startsWith('POST') || step === 'threading' ? 1 : 0;
		set.genesys = fakeGenesys((sent) =>
			`${sent.method} ${sent.path}` === request && passing-- === 0 ? refuse(409) : set.organization.answer(sent),
		);
		const failure = await rejectionOf(set.run({ threadingWindowMinutes: 0 }));
		expect(failure).toMatchObject({
			status: 409,
			message: expect.stringContaining(`Set up Genesys Cloud, step "${step}": `),
			advice: expect.stringMatching(/run Setup: Provision again.*Completed steps: queue \(unchanged\)/),
		});

		expect(statuses(await set.run({ threadingWindowMinutes: 0 })).filter((line) => / (?:created|changed)$/.test(line))[0]).toContain(step);
		expect([set.organization.contents, set.organization.settings, set.organization.integrations, set.organization.flows].map(({ items }) => items.length)).toEqual([1, 1, 1, 1]);
		set.changes();
		await set.run({ threadingWindowMinutes: 0 });
		expect(set.changes()).toEqual([]);
	});

	it('retries after a rate limit', async () => {
		set.organization.faults.push({ request: 'PUT /api/v2/routing/message/recipients', answer: refuse(429, { 'retry-after': '3' }) });
		expect((await set.run()).changed).toBe(true);
		expect(set.genesys.pauses).toContain(3000);
	});
});
