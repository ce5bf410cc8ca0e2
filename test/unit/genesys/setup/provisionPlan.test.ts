import { Provisioning, statuses } from './provisioning';

/** The plan of Setup: Provision, which a dry run returns and a run carries out. */

let set: Provisioning;

beforeEach(() => {
	set = new Provisioning();
});

describe('the plan of Setup: Provision', () => {
	it('looks everything up before the first change, each list once', async () => {
		await set.run({ threadingWindowMinutes: 0 });
		const lines = set.genesys.requests.map(({ method, path }) => `${method} ${path.replace('/api/v2/', '')}`);
		expect(lines.slice(0, lines.findIndex((line) => !line.startsWith('GET')))).toEqual([
			'GET routing/queues',
			'GET conversations/messaging/supportedcontent',
			'GET conversations/messaging/settings',
			'GET conversations/messaging/integrations/open',
			'GET flows',
			'GET conversations/messaging/threadingtimeline',
			// The first permission check.
			'GET routing/queues',
			'GET conversations/messaging/supportedcontent',
		]);
	});

	it('returns the plan in a dry run, which only needs permissions to read', async () => {
		set.organization.lacking.add('messaging:integration:add').add('architect:job:create').add('conversation:threadingTimeline:edit');
		const planned = await set.run({ threadingWindowMinutes: 0 }, true);
		expect(planned).toMatchObject({ dryRun: true, changed: false, integrationId: undefined, flowId: undefined });
		expect(statuses(planned)).toEqual([
			'queue unchanged',
			'supportedContent wouldCreate',
			'messagingSetting wouldCreate',
			'integration wouldCreate',
			'flow wouldCreate',
			'route wouldCreate',
			'threading wouldChange',
		]);
		expect(new Set(set.genesys.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
	});

	it('carries out exactly the plan', async () => {
		await set.run();
		Object.assign(set.organization.recipients.items[0], { flow: { id: 'x', name: 'Other' } });
		set.organization.integrations.items[0].messagingSetting = { id: 'another' };
		const asDone = (status: string) => status.replace('wouldChange', 'changed');
		const planned = await set.run({ threadingWindowMinutes: 30 }, true);
		const { steps } = await set.run({ threadingWindowMinutes: 30 });
		expect(planned.steps.map((step) => ({ ...step, status: asDone(step.status) }))).toEqual(steps);
		expect(statuses(planned).filter((line) => !line.endsWith('unchanged'))).toEqual(['integration wouldChange', 'route wouldChange', 'threading wouldChange']);
	});

	it('plans no change for a complete setup', async () => {
		const { integrationId, flowId } = await set.run();
		const planned = await set.run({}, true);
		expect(new Set(planned.steps.map(({ status }) => status))).toEqual(new Set(['unchanged']));
		expect(planned).toMatchObject({ integrationId, flowId });
	});
});
