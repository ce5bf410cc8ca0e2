import type { JsonObject } from '../../../../genesys/json';
import { rejectionOf } from '../fakeGenesys';
import { Provisioning, statuses } from './provisioning';

let set: Provisioning;

beforeEach(() => {
	set = new Provisioning();
});

describe('the flow of Setup: Provision', () => {
	const NAME = 'n8n Open Messaging Handover';
	const flow = (): JsonObject => set.organization.flows.byName(NAME);

	it('uploads the flow again for another default queue', async () => {
		set.organization.queues.add({ name: 'Billing' });
		await set.run();
		const { steps, flowId } = await set.run({ queueName: 'Billing' });
		expect(steps.find(({ step }) => step === 'flow')).toMatchObject({ status: 'changed', id: flowId });
		expect(set.organization.uploads.at(-1)?.content).toContain('name: "Billing"');
		expect(set.organization.flows.items).toHaveLength(1);
	});

	it('uploads the flow again if it is an older version', async () => {
		await set.run();
		flow().description = String(flow().description).replace(/handover v\d+/, 'handover v0');
		expect(statuses(await set.run())).toContain('flow changed');
	});

	it('uploads the flow again if it is not published', async () => {
		await set.run();
		delete flow().publishedVersion;
		const { steps } = await set.run();
		expect(steps.find(({ step }) => step === 'flow')).toMatchObject({ status: 'changed', detail: "The flow wasn't published." });
	});

	it('uses a flow that was edited by hand unchanged, and reports it', async () => {
		set.organization.flows.add({ name: NAME, description: 'my own', publishedVersion: {} });
		const { steps, flowId } = await set.run();
		expect(flowId).toBe('flow-1');
		expect(steps.find(({ step }) => step === 'flow')).toMatchObject({ status: 'unchanged', detail: expect.stringContaining('used unchanged') });
		expect(set.organization.uploads).toEqual([]);
	});

	it("uses the user's own flow by name, without an upload", async () => {
		set.organization.flows.add({ name: 'Mine', publishedVersion: {} });
		['architect:flow:add', 'architect:job:create'].forEach((permission) => set.organization.lacking.add(permission));
		await set.run({ ownFlow: 'Mine' });
		expect(set.organization.recipients.items).toMatchObject([{ flow: { id: 'flow-1' } }]);
		expect(set.organization.uploads).toEqual([]);
	});

	it("changes nothing if the user's own flow does not exist", async () => {
		expect(await rejectionOf(set.run({ ownFlow: 'Mine' }))).toMatchObject({ code: 'flow.not.found', message: expect.stringContaining('"Mine"') });
		expect(set.changes()).toEqual([]);
	});

	it("changes nothing if the user's own flow is not published", async () => {
		set.organization.flows.add({ name: 'Mine' });
		expect(await rejectionOf(set.run({ ownFlow: 'Mine' }))).toMatchObject({ code: 'flow.unpublished', advice: expect.stringContaining('Publish it in Architect') });
		expect(set.changes()).toEqual([]);
	});

	it("reports Architect's errors verbatim, without its warnings", async () => {
		set.organization.architectRefuses = 'The queue is unknown';
		const failure = await rejectionOf(set.run());
		expect(failure).toMatchObject({ code: 'flow.failed', message: expect.stringContaining('Architect rejected it: The queue is unknown') });
		expect(String((failure as Error).message)).not.toContain('be careful');
	});
});
