import { refuse } from '../../../support/organization';
import { fakeGenesys, rejectionOf } from '../fakeGenesys';
import { Provisioning, statuses } from './provisioning';

let set: Provisioning;

beforeEach(() => {
	set = new Provisioning();
});

describe('before the first change', () => {
	it('an address that Genesys cannot reach is refused', async () => {
		expect(await rejectionOf(set.run({ webhookUrl: 'http://localhost:5678/' }))).toMatchObject({
			message: expect.stringContaining('on this machine'),
		});
	});

	it('all permissions that are missing are named at once, with what they are for', async () => {
		const missing = ['messaging:setting:add', 'messaging:integration:edit', 'architect:job:create', 'conversation:threadingTimeline:edit'];
		missing.forEach((permission) => set.organization.lacking.add(permission));
		const failure = await rejectionOf(set.run({ threadingWindowMinutes: 0 }));
		expect(failure).toMatchObject({ name: 'RefusedError', code: 'missing.permissions', advice: expect.stringContaining('Nothing has been changed') });
		for (const permission of missing) expect((failure as Error).message).toContain(`${permission} (`);
		expect(set.changes()).toEqual([]);
		expect(set.organization.integrations.items).toEqual([]);
	});

	it('the permission to see flows is among them, and what an upload needs as well', async () => {
		['architect:flow:view', 'architect:flow:publish'].forEach((permission) => set.organization.lacking.add(permission));
		expect(await rejectionOf(set.run())).toMatchObject({ message: expect.stringMatching(/architect:flow:view.*architect:flow:publish/) });
	});

	it('a dry run that may not read names all of them as well', async () => {
		['messaging:setting:view', 'architect:job:create'].forEach((permission) => set.organization.lacking.add(permission));
		const failure = await rejectionOf(set.run({}, true));
		expect(failure).toMatchObject({ code: 'missing.permissions', message: expect.stringMatching(/messaging:setting:view.*architect:job:create/) });
	});

	it('an integration without a recipient ends it', async () => {
		await set.run();
		delete set.organization.integrations.items[0].recipient;
		set.organization.settings.items[0].event = {};
		set.changes();
		expect(await rejectionOf(set.run())).toMatchObject({ code: 'recipient.missing', message: expect.stringContaining('step "route"') });
		expect(set.changes()).toEqual([]);
	});

	it('a queue that is not there ends it', async () => {
		const failure = await rejectionOf(set.run({ queueName: 'Nowhere' }));
		expect(failure).toMatchObject({ code: 'queue.not.found', message: expect.stringContaining('step "queue"'), advice: expect.stringContaining('Done before this step: nothing') });
		expect(set.organization.contents.items).toEqual([]);
	});
});

describe('after a failure in the middle', () => {
	it.each([
		['supportedContent', 'POST /api/v2/conversations/messaging/supportedcontent'],
		['messagingSetting', 'POST /api/v2/conversations/messaging/settings'],
		['integration', 'POST /api/v2/conversations/messaging/integrations/open'],
		['flow', 'POST /api/v2/flows/jobs'],
		['route', 'PUT /api/v2/routing/message/recipients/recipient-1'],
		['threading', 'PUT /api/v2/conversations/messaging/threadingtimeline'],
	])('in step %s: it says where, what is done, and the next run goes on', async (step, request) => {
		// Where the request is also a probe, it is the second one that fails.
		let passing = request.startsWith('POST') || step === 'threading' ? 1 : 0;
		set.genesys = fakeGenesys((sent) =>
			`${sent.method} ${sent.path}` === request && passing-- === 0 ? refuse(409) : set.organization.answer(sent),
		);
		const failure = await rejectionOf(set.run({ threadingWindowMinutes: 0 }));
		expect(failure).toMatchObject({
			status: 409,
			message: expect.stringContaining(`Set up Genesys Cloud, step "${step}": `),
			advice: expect.stringMatching(/Done before this step: queue \(unchanged\).*run it again/),
		});

		expect(statuses(await set.run({ threadingWindowMinutes: 0 })).filter((line) => / (?:created|changed)$/.test(line))[0]).toContain(step);
		expect([set.organization.contents, set.organization.settings, set.organization.integrations, set.organization.flows].map(({ items }) => items.length)).toEqual([1, 1, 1, 1]);
		set.changes();
		await set.run({ threadingWindowMinutes: 0 });
		expect(set.changes()).toEqual([]);
	});

	it('a rate limit is none: it is waited out', async () => {
		set.organization.faults.push({ request: 'PUT /api/v2/routing/message/recipients', answer: refuse(429, { 'retry-after': '3' }) });
		expect((await set.run()).changed).toBe(true);
		expect(set.genesys.pauses).toContain(3000);
	});
});
