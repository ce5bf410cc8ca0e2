import type { JsonObject } from '../../../../genesys/json';
import { rejectionOf } from '../fakeGenesys';
import { Provisioning, statuses } from './provisioning';

let set: Provisioning;

beforeEach(() => {
	set = new Provisioning();
});

describe('the flow', () => {
	const NAME = 'n8n Open Messaging Handover';
	const flow = (): JsonObject => set.organization.flows.byName(NAME);

	it('is uploaded anew for another default queue', async () => {
		set.organization.queues.add({ name: 'Billing' });
		await set.run();
		const { steps, flowId } = await set.run({ queueName: 'Billing' });
		expect(steps.find(({ step }) => step === 'flow')).toMatchObject({ status: 'changed', id: flowId });
		expect(set.organization.uploads.at(-1)?.content).toContain('name: "Billing"');
		expect(set.organization.flows.items).toHaveLength(1);
	});

	it('of an older version is uploaded anew', async () => {
		await set.run();
		flow().description = String(flow().description).replace(/handover v\d+/, 'handover v0');
		expect(statuses(await set.run())).toContain('flow changed');
	});

	it('of ours that is not published is uploaded anew', async () => {
		await set.run();
		delete flow().publishedVersion;
		const { steps } = await set.run();
		expect(steps.find(({ step }) => step === 'flow')).toMatchObject({ status: 'changed', detail: 'It was not published.' });
	});

	it('of the same name that somebody has taken over is left alone, used, and that is said', async () => {
		set.organization.flows.add({ name: NAME, description: 'my own', publishedVersion: {} });
		const { steps, flowId } = await set.run();
		expect(flowId).toBe('flow-1');
		expect(steps.find(({ step }) => step === 'flow')).toMatchObject({ status: 'unchanged', detail: expect.stringContaining('used as it is') });
		expect(set.organization.uploads).toEqual([]);
	});

	it("of one's own is used by its name, and nothing is uploaded", async () => {
		set.organization.flows.add({ name: 'Mine', publishedVersion: {} });
		['architect:flow:add', 'architect:job:create'].forEach((permission) => set.organization.lacking.add(permission));
		await set.run({ ownFlow: 'Mine' });
		expect(set.organization.recipients.items).toMatchObject([{ flow: { id: 'flow-1' } }]);
		expect(set.organization.uploads).toEqual([]);
	});

	it("of one's own must be there before anything is changed", async () => {
		expect(await rejectionOf(set.run({ ownFlow: 'Mine' }))).toMatchObject({ code: 'flow.not.found', message: expect.stringContaining('"Mine"') });
		expect(set.changes()).toEqual([]);
	});

	it("of one's own must be published before anything is changed", async () => {
		set.organization.flows.add({ name: 'Mine' });
		expect(await rejectionOf(set.run({ ownFlow: 'Mine' }))).toMatchObject({ code: 'flow.unpublished', advice: expect.stringContaining('Publish it in Architect') });
		expect(set.changes()).toEqual([]);
	});

	it('that Architect refuses is told in its own words, errors before warnings', async () => {
		set.organization.architectRefuses = 'The queue is unknown';
		const failure = await rejectionOf(set.run());
		expect(failure).toMatchObject({ code: 'flow.failed', message: expect.stringContaining('Architect refused it: The queue is unknown') });
		expect(String((failure as Error).message)).not.toContain('be careful');
	});
});
