import { deskOf, eventually } from '../../../demo/people.mts';
import { ensure, type Check } from '../check.mts';
import { MessageTrigger } from '../messageTrigger.mts';
import { publishHandover } from '../workflows.mts';

/** The Open Messaging Trigger: publishing it, and how it answers deliveries. */

const WITHOUT_EFFECT = { type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} };
const FAILING = { type: 'n8n-nodes-base.stopAndError', typeVersion: 1, parameters: { errorMessage: 'The channel is down' } };
/** n8n suspends executions that wait longer than 65 seconds. */
const WAITING = { type: 'n8n-nodes-base.wait', typeVersion: 1.1, parameters: { amount: 90, unit: 'seconds' } };

export const deliveryChecks: Check[] = [
	{
		title: 'registers its webhook URL when published, and restores the previous one when unpublished',
		async run(place) {
			const trigger = await MessageTrigger.create(place);
			const previous = await trigger.webhookUrl();
			await place.rest.publish(trigger.workflowId);
			const registered = await trigger.webhookUrl();
			ensure(registered.startsWith(`${place.n8n.url}/webhook/`), `Genesys Cloud delivers to ${registered}`);
			await place.rest.unpublish(trigger.workflowId);
			await eventually('the previous webhook URL is back', async () => (await trigger.webhookUrl()) === previous);
		},
	},
	{
		title: "starts one execution for an agent's message",
		async run(place) {
			const trigger = await MessageTrigger.published(place);
			const start = await publishHandover(place, trigger.integrationId);
			await start('margaret', 'Is an agent there?');
			const desk = deskOf(place.simulator.url);
			const chat = await eventually('the chat waits', async () => (await desk.chatsOf({ id: 'margaret' })).find(({ state }) => state === 'queued'));
			await desk.act(chat, 'accept');
			await desk.act(chat, 'messages', { text: 'Yes, I am' });
			const items = await trigger.items(({ json }) => json.text === 'Yes, I am');
			ensure(items.length === 1, `${items.length} executions`);
			const [{ json }] = items;
			const expected = { event: 'agentMessage', sender: 'agent', customerId: 'margaret', integrationId: trigger.integrationId };
			ensure(Object.entries(expected).every(([field, value]) => json[field] === value), JSON.stringify(json));
		},
	},
	{
		title: 'rejects a wrong signature with 401, without an execution',
		async run(place) {
			const trigger = await MessageTrigger.published(place);
			const status = await trigger.deliver(trigger.message(), `sha256=${'A'.repeat(43)}=`);
			const { length } = await trigger.executions();
			ensure(status === 401 && length === 0, `the answer is ${status}, with ${length} executions`);
		},
	},
	{
		title: "doesn't start a second execution for a repeated delivery",
		async run(place) {
			const trigger = await MessageTrigger.published(place);
			const message = trigger.message();
			const statuses = [await trigger.deliver(message), await trigger.deliver(message)];
			const { length } = await trigger.executions();
			ensure(statuses.join() === '200,200' && length === 1, `the answers are ${statuses.join(' and ')}, with ${length} executions`);
		},
	},
	{
		title: 'with When Finished, answers 500 if the execution fails, and 200 if it succeeds or waits',
		async run(place) {
			for (const [next, expected, expectedStatus] of [
				[WITHOUT_EFFECT, 200, 'success'],
				[FAILING, 500, 'error'],
				[WAITING, 200, 'waiting'],
			] as const) {
				const trigger = await MessageTrigger.published(place, { respond: 'whenFinished' }, next);
				const status = await trigger.deliver();
				const [execution] = await trigger.executions();
				ensure(status === expected && execution?.status === expectedStatus, `the answer to an execution with status ${execution?.status} is ${status}`);
			}
		},
	},
];
