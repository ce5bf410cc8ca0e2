import type { Models } from 'purecloud-platform-client-v2';
import { contract, refusalOf } from './support/genesys.mts';
import { eventually, newIntegration, startConversation } from './support/handover.mts';
import { startWebhook, type Webhook } from './support/webhook.mts';

/** Events for those who want to be called: a trigger, a workflow and a data action, or Amazon EventBridge. */

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 50, flowText: '', webhookRetryDelayMs: 30 });
const { processAutomation } = genesys;
const USER_END = 'v2.detail.events.conversation.{id}.user.end';
const OPEN_MESSAGES = [
	{ jsonPath: 'mediaType', operator: 'Equal', value: 'MESSAGE' },
	{ jsonPath: 'messageType', operator: 'In', values: ['OPEN'] },
] as unknown as Models.MatchCriteria[];
let integrationId: string;
let webhook: Webhook;

beforeEach(async () => {
	integrationId ??= await newIntegration(genesys);
	webhook = await startWebhook();
});
afterEach(async () => {
	await genesys.control('DELETE', 'lifecycle-targets');
	await genesys.control('DELETE', 'faults');
	await webhook.close();
});

const target = async (kind: string, options: object = {}) =>
	(await genesys.control<{ id: string }>('POST', 'lifecycle-targets', { kind, url: webhook.url, ...options })).id;
const request = (workflowId: string, changes: object = {}): Models.CreateTriggerRequest => ({
	name: 'Agent has left',
	topicName: USER_END,
	enabled: true,
	target: { type: 'Workflow', id: workflowId },
	matchCriteria: OPEN_MESSAGES,
	...changes,
});

/** An agent takes a new chat and closes it. */
async function closedChat() {
	const chat = await startConversation(genesys, { integrationId });
	await genesys.control('POST', `conversations/${chat.conversationId}/accept`);
	await genesys.control('POST', `conversations/${chat.conversationId}/end`);
	return chat;
}

type Body = Record<string, unknown>;

async function bodies(count: number): Promise<Body[]> {
	await eventually(
		async () => webhook.deliveries.length,
		(length) => length >= count,
	);
	return webhook.deliveries.map(({ body }) => JSON.parse(body.toString('utf8')) as Body);
}

describe('a trigger', () => {
	test('makes the data action of its workflow send the event: simple fields, all of them texts', async () => {
		const workflowId = await target('dataAction', {
			headers: { 'x-api-key': 'the key' },
			constants: { event: 'user.end' },
		});
		await processAutomation.postProcessautomationTriggers(request(workflowId));
		const { conversationId, customerId } = await closedChat();
		const [body] = await bodies(1);
		expect(body).toMatchObject({
			event: 'user.end',
			conversationId,
			addressTo: customerId,
			disconnectType: 'CLIENT',
			eventTime: expect.stringMatching(/^\d{13}$/),
			interactingDurationMs: expect.stringMatching(/^\d+$/),
		});
		expect(webhook.deliveries).toHaveLength(1);
		expect(webhook.deliveries[0].headers).toMatchObject({ 'x-api-key': 'the key', 'content-type': 'application/json' });
	});

	test('hands on the event as it is where the workflow wants JSON', async () => {
		const workflowTargetSettings = { dataFormat: 'Json' };
		const id = await target('dataAction');
		await processAutomation.postProcessautomationTriggers(
			request(id, { target: { type: 'Workflow', id, workflowTargetSettings } }),
		);
		await closedChat();
		expect((await bodies(1))[0]).toMatchObject({ eventTime: expect.any(Number) });
	});

	test.each([
		['is disabled', { enabled: false }],
		[
			'fits in all points but one',
			{ matchCriteria: [...OPEN_MESSAGES, { jsonPath: 'disconnectType', operator: 'Equal', value: 'TRANSFER' }] },
		],
		['wants a field that is not there', { matchCriteria: [{ jsonPath: 'ani', operator: 'Exists', value: true }] }],
	])('starts nothing when it %s', async (_why, changes) => {
		await processAutomation.postProcessautomationTriggers(request(await target('dataAction'), changes));
		const other = await target('dataAction', { constants: { fits: 'yes' } });
		await processAutomation.postProcessautomationTriggers(request(other));
		await closedChat();
		expect(await bodies(1)).toMatchObject([{ fits: 'yes' }]);
		expect(webhook.deliveries).toHaveLength(1);
	});

	test('does not repeat what the data action could not bring', async () => {
		webhook.answers.push(500);
		await processAutomation.postProcessautomationTriggers(request(await target('dataAction')));
		await closedChat();
		await eventually(
			async () => await genesys.control<Array<{ outcome: string }>>('GET', 'lifecycle-deliveries'),
			(deliveries) => deliveries.at(-1)?.outcome === 'givenUp',
		);
		expect(webhook.deliveries).toHaveLength(1);
	});

	test('is read, changed and deleted; its topic stays', async () => {
		const created = await processAutomation.postProcessautomationTriggers(request(await target('dataAction')));
		const { id = '', version = 0, target: { id: workflowId = '' } = {} } = created;
		expect(await processAutomation.getProcessautomationTrigger(id)).toEqual(created);
		const change = { ...request(workflowId, { name: 'Renamed' }), version };
		expect(await processAutomation.putProcessautomationTrigger(id, change)).toMatchObject({
			name: 'Renamed',
			version: version + 1,
		});
		expect(await refusalOf(processAutomation.putProcessautomationTrigger(id, change))).toMatchObject({ status: 409 });
		const otherTopic = { ...change, version: version + 1, topicName: USER_END.replace('user.end', 'acw') };
		expect(await refusalOf(processAutomation.putProcessautomationTrigger(id, otherTopic))).toMatchObject({
			status: 400,
		});
		const { entities = [] } = await processAutomation.getProcessautomationTriggers({ topicName: USER_END });
		expect(entities.map((trigger) => trigger.id)).toContain(id);
		await processAutomation.deleteProcessautomationTrigger(id);
		expect(await refusalOf(processAutomation.getProcessautomationTrigger(id))).toMatchObject({ status: 404 });
	});

	test('can be tried with an event', async () => {
		const id = await target('dataAction');
		const { id: triggerId = '' } = await processAutomation.postProcessautomationTriggers(request(id));
		const attempt = async (event: object) =>
			await processAutomation.postProcessautomationTriggerTest(triggerId, { body: event as unknown as string });
		expect(await attempt({ mediaType: 'MESSAGE', messageType: 'OPEN' })).toMatchObject({
			targetValidation: { matches: true },
			jsonPathValidation: { matches: true, details: [{ match: true }, { match: true }] },
			triggerMatches: true,
		});
		expect(await attempt({ mediaType: 'VOICE' })).toMatchObject({ triggerMatches: false });
	});

	test.each([
		['a target that is no workflow', { target: { type: 'Lambda', id: 'x' } }],
		['a topic with a real id in it', { topicName: USER_END.replace('{id}', '7c0f1b7e-5d5a-4d2a-9b8e-0f0a4a4f1c11') }],
		['both a delay and a time to live', { delayBySeconds: 60, eventTTLSeconds: 10 }],
		['a time to live below ten seconds', { eventTTLSeconds: 9 }],
		['an operator that does not exist', { matchCriteria: [{ jsonPath: 'a', operator: 'Like', value: 'b' }] }],
		['no name', { name: undefined }],
	])('with %s is refused', async (_what, changes) => {
		expect(await refusalOf(processAutomation.postProcessautomationTriggers(request('x', changes)))).toMatchObject({
			status: 400,
		});
	});

	test('needs permissions', async () => {
		await genesys.loginWith('processautomation:trigger:view');
		expect(await refusalOf(processAutomation.postProcessautomationTriggers(request('x')))).toMatchObject({
			status: 403,
			messageParams: { permissions: 'processautomation:trigger:add' },
		});
		const { entities } = await processAutomation.getProcessautomationTriggersTopics();
		expect(entities).toContain(USER_END);
	});
});

describe('EventBridge', () => {
	test('brings every event in its envelope', async () => {
		await target('eventBridge', { headers: { authorization: 'its key' } });
		const { conversationId } = await closedChat();
		const envelopes = await bodies(8);
		const names = envelopes.map((envelope) => String(envelope['detail-type']).split('{id}.')[1]);
		// They are posted side by side and may overtake each other.
		expect(names.sort()).toEqual([
			'acd.end',
			'acd.start',
			'customer.end',
			'customer.start',
			'flow.end',
			'flow.start',
			'user.end',
			'user.start',
		]);
		expect(envelopes.find((envelope) => envelope['detail-type'] === USER_END)).toEqual({
			version: '0',
			id: expect.any(String),
			'detail-type': USER_END,
			source: expect.stringMatching(/^aws\.partner\/genesys\.com\/cloud\//),
			account: expect.stringMatching(/^\d{12}$/),
			time: expect.any(String),
			region: expect.any(String),
			resources: [],
			detail: {
				topicName: USER_END.replace('{id}', conversationId),
				version: '2',
				eventBody: expect.objectContaining({ conversationId, mediaType: 'MESSAGE', messageType: 'OPEN' }),
				metadata: { CorrelationId: expect.any(String) },
			},
		});
		expect(webhook.deliveries[0].headers.authorization).toBe('its key');
	});

	test('brings those of its filter, again after a failure, and twice if told to', async () => {
		await target('eventBridge', { topics: [USER_END] });
		webhook.answers.push(503);
		await closedChat();
		const [first, second] = await bodies(2);
		expect(second).toEqual(first);
		await genesys.control('POST', 'faults', { kind: 'duplicateEvent' });
		await closedChat();
		const [, , third, fourth] = await bodies(4);
		expect(fourth).toEqual(third);
		expect(webhook.deliveries).toHaveLength(4);
	});
});
