import type { Models } from 'purecloud-platform-client-v2';
import { contract, refusalOf } from './support/genesys.mts';
import { messageOf, newCustomer, newIntegration, participantsOf, startConversation } from './support/handover.mts';

/** What an administrator configures besides the integration itself. */

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 20 });
const { architect, conversations, routing } = genesys;

const namesOf = ({ entities = [] }: { entities?: Array<{ name?: string }> }) => entities.map(({ name }) => name);

describe('the threading timeline', () => {
	test('the threading timeline is 72 hours and is replaced as a whole', async () => {
		const windows = async () => {
			const { settings } = await conversations.getConversationsMessagingThreadingtimeline();
			return Object.fromEntries(
				settings.map(({ messengerType, timeoutInMinutes }) => [messengerType, timeoutInMinutes]),
			);
		};
		const put = async (settings: Models.ConversationThreadingWindowSetting[]) =>
			await conversations.putConversationsMessagingThreadingtimeline({ settings });
		expect(await windows()).toMatchObject({ open: 4320 });
		await put([
			{ messengerType: 'open', timeoutInMinutes: 0 },
			{ messengerType: 'whatsapp', timeoutInMinutes: 60 },
		]);
		expect(await windows()).toEqual({ open: 0, whatsapp: 60 });
		await put([{ messengerType: 'whatsapp', timeoutInMinutes: 30 }]);
		expect(await windows()).toEqual({ open: 4320, whatsapp: 30 });
		expect(await refusalOf(put([{ messengerType: 'open', timeoutInMinutes: 4321 }]))).toMatchObject({ status: 400 });
		for (const messengerType of ['line', 'pigeon']) {
			expect(await refusalOf(put([{ messengerType, timeoutInMinutes: 1 }]))).toMatchObject({ status: 400 });
		}
	});

	test('a threading timeline of 0 makes every handover a new conversation', async () => {
		const integrationId = await newIntegration(genesys);
		const customerId = newCustomer();
		const next = async () => (await startConversation(genesys, { integrationId, customerId })).conversationId;
		const first = await next();
		await conversations.postConversationDisconnect(first);
		expect(await next()).toBe(first);
		await conversations.postConversationDisconnect(first);
		await conversations.putConversationsMessagingThreadingtimeline({
			settings: [{ messengerType: 'open', timeoutInMinutes: 0 }],
		});
		expect(await next()).not.toBe(first);
	});
});

test('identity resolution is off until it is enabled', async () => {
	const id = await newIntegration(genesys);
	const read = async () =>
		await conversations.getConversationsMessagingIdentityresolutionIntegrationsOpenIntegrationId(id);
	const put = async (body: object) =>
		await conversations.putConversationsMessagingIdentityresolutionIntegrationsOpenIntegrationId(
			id,
			body as Models.OpenMessagingIdentityResolutionConfig,
		);
	expect(await read()).toMatchObject({ resolveIdentities: false, division: { name: 'Home' } });
	expect(await refusalOf(put({}))).toMatchObject({ status: 400 });
	await put({ resolveIdentities: true, externalSource: { id: 'crm' } });
	expect(await read()).toMatchObject({ resolveIdentities: true, externalSource: { id: 'crm' } });
});

test('opening hours are read in their parts', async () => {
	const hours = { start: '2026-01-05T09:00:00.000', end: '2026-01-05T17:00:00.000', rrule: 'FREQ=WEEKLY;BYDAY=MO,TU' };
	await genesys.control('POST', 'schedules', { name: 'Week', ...hours });
	await genesys.control('POST', 'schedulegroups', {
		name: 'Hours',
		timeZone: 'Europe/Berlin',
		openSchedules: ['Week'],
	});
	await genesys.control('POST', 'emergencygroups', { name: 'Fire', enabled: true });
	const { entities: groups = [] } = await architect.getArchitectSchedulegroups({ name: 'Hours' });
	const group = await architect.getArchitectSchedulegroup(groups[0].id ?? '');
	expect(group).toMatchObject({ timeZone: 'Europe/Berlin', openSchedules: [{ name: 'Week' }], holidaySchedules: [] });
	expect(await architect.getArchitectSchedule(group.openSchedules?.[0].id ?? '')).toMatchObject(hours);
	expect(namesOf(await architect.getArchitectSchedules())).toEqual(['Week']);
	const { entities: emergencies = [] } = await architect.getArchitectEmergencygroups();
	expect(await architect.getArchitectEmergencygroup(emergencies[0].id ?? '')).toMatchObject({
		name: 'Fire',
		enabled: true,
	});
	await genesys.control('POST', 'schedules', { name: 'Week', ...hours, rrule: 'FREQ=DAILY' });
	expect(await architect.getArchitectSchedule(group.openSchedules?.[0].id ?? '')).toMatchObject({
		rrule: 'FREQ=DAILY',
	});
	await expect(
		genesys.control('POST', 'schedules', { name: 'Zoned', ...hours, start: '2026-01-05T09:00:00Z' }),
	).rejects.toThrow('400');
});

describe('queue members', () => {
	test('a queue without members has no agent to answer', async () => {
		const { id } = await genesys.control<{ id: string }>('POST', 'queues', { name: 'Empty', members: [] });
		expect(await routing.getRoutingQueue(id)).toMatchObject({ memberCount: 0, joinedMemberCount: 0 });
	});

	test('a queue offers its conversations to its members only', async () => {
		const { agents } = await genesys.control<{ agents: Array<{ id: string; name: string }> }>('GET', 'state');
		const [one, two] = agents;
		await genesys.control('PATCH', 'queues/Sales', { members: [two.name] });
		await genesys.control('POST', `agents/${one.id}`, { onQueue: true });
		const message = messageOf(newCustomer());
		Object.assign(message.channel, { metadata: { customAttributes: { queueName: 'Sales' } } });
		const { conversationId = '' } = await conversations.postConversationsMessageInboundOpenMessage(
			await newIntegration(genesys),
			message,
			{ prefetchConversationId: true },
		);
		expect(await participantsOf(genesys, conversationId, 'agent')).toEqual([]);
		await genesys.control('POST', `agents/${two.id}`, { onQueue: true });
		expect(await participantsOf(genesys, conversationId, 'agent')).toMatchObject([{ userId: two.id }]);
		for (const { id } of agents) await genesys.control('POST', `agents/${id}`, { onQueue: false });
	});
});

describe('a client with roles in one division', () => {
	const names = async () => namesOf(await routing.getRoutingQueues({ pageSize: 100 }));
	let queueId: string;

	beforeAll(async () => {
		const queue = await genesys.control<{ id: string }>('POST', 'queues', { name: 'Abroad', division: 'Overseas' });
		queueId = queue.id;
		await genesys.control('POST', 'flows', { name: 'Flow abroad', division: 'Overseas' });
	});

	test('a client sees the queues and flows of its division', async () => {
		expect(await names()).toEqual(expect.arrayContaining(['Abroad', 'Support']));
		await genesys.loginIn('Home');
		expect(await names()).toContain('Support');
		expect(await names()).not.toContain('Abroad');
		expect(namesOf(await architect.getFlows())).not.toContain('Flow abroad');
		await genesys.loginIn('Overseas');
		expect(await names()).toEqual(['Abroad']);
		expect(namesOf(await architect.getFlows())).toEqual(['Flow abroad']);
	});

	test("a client's requests for another division's queues and flows are rejected or return none", async () => {
		await genesys.loginIn('Home');
		expect(await refusalOf(routing.getRoutingQueue(queueId))).toMatchObject({ status: 403 });
		expect(await refusalOf(routing.getRoutingQueueMediatypeEstimatedwaittime(queueId, 'message'))).toMatchObject({
			status: 403,
		});
		await genesys.control('PATCH', 'settings', { otherDivision: 'notFound' });
		expect(await refusalOf(routing.getRoutingQueue(queueId))).toMatchObject({ status: 404 });
		await genesys.control('PATCH', 'settings', { otherDivision: 'forbidden' });
	});

	test("a client doesn't see the conversations of another division", async () => {
		const { conversationId } = await startConversation(genesys, { integrationId: await newIntegration(genesys) });
		await genesys.loginIn('Overseas');
		expect(await refusalOf(conversations.getConversation(conversationId))).toMatchObject({ status: 403 });
		await genesys.loginIn('Home');
		expect(await conversations.getConversation(conversationId)).toMatchObject({ id: conversationId });
	});
});

describe('a misconfigured or outdated integration', () => {
	const read = async (id: string) => await conversations.getConversationsMessagingIntegrationsOpenIntegrationId(id);

	test('an integration may have a URL that Genesys Cloud would reject today', async () => {
		const id = await newIntegration(genesys);
		await genesys.control('PATCH', `integrations/${id}`, { webhookUrl: 'http://n8n.acme.io:5678/webhook/1' });
		expect(await read(id)).toMatchObject({ outboundNotificationWebhookUrl: 'http://n8n.acme.io:5678/webhook/1' });
	});

	test('an integration may have failed during creation', async () => {
		const id = await newIntegration(genesys);
		await genesys.control('PATCH', `integrations/${id}`, { createStatus: 'Error' });
		expect(await read(id)).toMatchObject({ createStatus: 'Error', createError: { message: expect.any(String) } });
	});

	test('an integration may have no flow', async () => {
		const id = await newIntegration(genesys);
		await genesys.control('PATCH', `integrations/${id}`, { flow: null });
		const { recipient } = await read(id);
		expect(await routing.getRoutingMessageRecipient(recipient?.id ?? '')).not.toHaveProperty('flow');
	});
});
