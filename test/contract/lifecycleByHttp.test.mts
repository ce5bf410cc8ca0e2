import type { Models } from 'purecloud-platform-client-v2';
import { contract } from './support/genesys.mts';
import { eventually, newIntegration, startConversation } from './support/handover.mts';
import { startWebhook, type Webhook } from './support/webhook.mts';
import exampleModule from '../support/example.js';

/** The trigger that docs/lifecycle.md lets people make, as it is in the examples. */

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 50, flowText: '' });
const { exampleText } = exampleModule;
let webhook: Webhook;

beforeEach(async () => {
	webhook = await startWebhook();
});
afterEach(async () => {
	await genesys.control('DELETE', 'lifecycle-targets');
	await webhook.close();
});

/** The example, for a workflow whose data action posts to the webhook. */
async function makeTrigger(topic: string): Promise<void> {
	const { id } = await genesys.control<{ id: string }>('POST', 'lifecycle-targets', {
		kind: 'dataAction',
		url: webhook.url,
		headers: { 'x-lifecycle-secret': 'the secret' },
	});
	const text = exampleText('lifecycle-by-http/trigger.json').replace('<ID of the workflow>', id).replaceAll('customer.end', topic);
	await genesys.processAutomation.postProcessautomationTriggers(JSON.parse(text) as Models.CreateTriggerRequest);
}

test.each(['acd.start', 'acd.end', 'user.start', 'user.end', 'customer.end'])(
	'the trigger of the examples, for %s, makes the data action tell of an Open Messaging chat, with the secret',
	async (topic) => {
		await makeTrigger(topic);
		const chat = await startConversation(genesys, { integrationId: await newIntegration(genesys) });
		await genesys.control('POST', `conversations/${chat.conversationId}/accept`);
		await genesys.control('POST', `conversations/${chat.conversationId}/end`);
		await eventually(
			async () => webhook.deliveries.length,
			(length) => length >= 1,
		);
		const [{ body, headers }] = webhook.deliveries;
		expect(headers['x-lifecycle-secret']).toBe('the secret');
		expect(JSON.parse(body.toString('utf8'))).toMatchObject({
			conversationId: chat.conversationId,
			mediaType: 'MESSAGE',
			messageType: 'OPEN',
		});
	},
);
