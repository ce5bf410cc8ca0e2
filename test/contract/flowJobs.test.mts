import { BY_QUEUE_NAME, deployFlow, flowYaml, integrationBehind, upload } from './support/flows.mts';
import { contract, refusalOf } from './support/genesys.mts';
import { messageOf, newCustomer } from './support/handover.mts';

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 20, flowJobMs: 20 });
const { architect, conversations, routing } = genesys;

describe('the upload of a flow', () => {
	const yaml = flowYaml({ name: 'Uploaded', actions: BY_QUEUE_NAME });

	test('an upload needs the headers that came with its URL, and no token', async () => {
		const job = await architect.postFlowsJobs();
		expect(await upload({ ...job, headers: {} }, yaml)).toBe(403);
		expect(await upload(job, yaml, { authorization: 'Bearer of a token' })).toBe(400);
		expect(await upload({ ...job, presignedUrl: job.presignedUrl?.replace(/signature=.*/, 'signature=x') }, yaml)).toBe(
			403,
		);
		expect(await architect.getFlowsJob(job.id ?? '')).toMatchObject({ status: 'Registered' });
		expect(await upload(job, yaml)).toBe(200);
	});

	test('an upload is accepted once', async () => {
		const job = await architect.postFlowsJobs();
		expect(await upload(job, yaml)).toBe(200);
		expect(await upload(job, yaml)).toBe(412);
	});

	test('an upload URL expires', async () => {
		await genesys.control('PATCH', 'settings', { flowUploadSeconds: 0 });
		const job = await architect.postFlowsJobs();
		await genesys.control('PATCH', 'settings', { flowUploadSeconds: 900 });
		expect(await upload(job, yaml)).toBe(403);
	});

	test('an upload job returns no result without expand and takes a while', async () => {
		await genesys.control('PATCH', 'settings', { flowJobMs: 60_000 });
		const job = await architect.postFlowsJobs();
		await upload(job, yaml);
		await genesys.control('PATCH', 'settings', { flowJobMs: 20 });
		const state = await architect.getFlowsJob(job.id ?? '');
		expect(state).toMatchObject({ status: 'Started' });
		expect(state).not.toHaveProperty('messages');
	});

	test('an upload fails for a client without the publish permission', async () => {
		await genesys.loginWith('architect:job:create', 'architect:job:view');
		const { status, command, messages } = await deployFlow(genesys, yaml);
		expect({ status, command }).toEqual({ status: 'Failure', command: 'Publish' });
		expect(messages?.[0].details).toMatchObject([
			{ method: 'POST', statusCode: 403, errorCode: 'missing.permissions', errorMessage: expect.stringContaining('architect:flow:publish') },
		]);
	});
});

describe('message flows', () => {
	test('flows are found by name, description, and type', async () => {
		await genesys.control('POST', 'flows', { name: 'Calls', type: 'inboundcall', description: 'By telephone' });
		const names = async (filter: object) => ((await architect.getFlows(filter)).entities ?? []).map(({ name }) => name);
		expect(await names({ name: 'call*' })).toEqual(['Calls']);
		expect(await names({ nameOrDescription: '*telephone' })).toEqual(['Calls']);
		expect(await names({ type: ['inboundshortmessage'] })).not.toContain('Calls');
		expect(await names({ type: ['inboundshortmessage', 'inboundcall'] })).toContain('Calls');
		expect(await names({ pageSize: 1, pageNumber: 1 })).toHaveLength(1);
	});

	test('unpublished flows have no published version', async () => {
		const { id } = await genesys.control<{ id: string }>('POST', 'flows', { name: 'Draft', published: false });
		expect(await architect.getFlow(id)).not.toHaveProperty('publishedVersion');
	});

	test('unpublished flows and flows of another type cannot be assigned to an integration', async () => {
		const draft = await genesys.control<{ id: string }>('POST', 'flows', { name: 'Draft 2', published: false });
		const calls = await genesys.control<{ id: string }>('POST', 'flows', { name: 'Calls 2', type: 'inboundcall' });
		expect(await refusalOf(integrationBehind(genesys, draft.id))).toMatchObject({ status: 400 });
		expect(await refusalOf(integrationBehind(genesys, calls.id))).toMatchObject({ status: 400 });
	});

	test('unpublished or deleted flows accept no more messages', async () => {
		const { flow } = await deployFlow(genesys, flowYaml({ name: 'Withdrawn', actions: BY_QUEUE_NAME }));
		const integrationId = await integrationBehind(genesys, flow?.id);
		const send = async () =>
			await conversations.postConversationsMessageInboundOpenMessage(integrationId, messageOf(newCustomer()), {
				prefetchConversationId: true,
			});
		expect(await send()).toHaveProperty('conversationId');
		await genesys.control('PATCH', 'flows/Withdrawn', { published: false });
		expect(await send()).not.toHaveProperty('conversationId');
		await genesys.control('DELETE', 'flows/Withdrawn');
		expect(await refusalOf(architect.getFlow(flow?.id ?? ''))).toMatchObject({ status: 404 });
		const { recipient } = await conversations.getConversationsMessagingIntegrationsOpenIntegrationId(integrationId);
		expect(await routing.getRoutingMessageRecipient(recipient?.id ?? '')).not.toHaveProperty('flow');
	});
});
