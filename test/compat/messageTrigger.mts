import { createHmac, randomUUID } from 'node:crypto';
import { eventually } from '../../demo/people.mts';
import { callSimulator, fetchToken } from '../../demo/simulator.mts';
import { newIntegration, WEBHOOK_SECRET, type Place } from './place.mts';
import { byId, createTriggerWorkflow, postPublished, triggerItems, type Item } from './workflows.mts';

/** The Open Messaging Trigger in a workflow, on its own integration. */
export class MessageTrigger {
	readonly workflowId: string;
	readonly integrationId: string;
	private readonly place: Place;

	private constructor(place: Place, workflowId: string, integrationId: string) {
		this.place = place;
		this.workflowId = workflowId;
		this.integrationId = integrationId;
	}

	/** @param next the node after the trigger */
	static async create(place: Place, options: object = {}, next?: { type: string; typeVersion: number; parameters: object }): Promise<MessageTrigger> {
		const integrationId = await newIntegration(place);
		const trigger = { type: 'genesysOpenMessagingTrigger', typeVersion: 1.1, parameters: { integrationId: byId(integrationId), options } };
		const workflowId = await createTriggerWorkflow(place, trigger, next && { name: 'Next', ...next });
		return new MessageTrigger(place, workflowId, integrationId);
	}

	static async published(...parameters: Parameters<typeof MessageTrigger.create>): Promise<MessageTrigger> {
		const trigger = await MessageTrigger.create(...parameters);
		await trigger.place.rest.publish(trigger.workflowId);
		return trigger;
	}

	/** The webhook URL of the integration in Genesys Cloud. */
	async webhookUrl(): Promise<string> {
		const { url } = this.place.simulator;
		const path = `/api/v2/conversations/messaging/integrations/open/${this.integrationId}`;
		const integration = await callSimulator<{ outboundNotificationWebhookUrl: string }>(url, 'GET', path, undefined, await fetchToken(url));
		return integration.outboundNotificationWebhookUrl;
	}

	/** An agent's message as Genesys Cloud delivers it. */
	message(over: object = {}): string {
		return JSON.stringify({
			id: randomUUID().replaceAll('-', ''),
			channel: {
				id: this.integrationId,
				platform: 'Open',
				type: 'Private',
				to: { id: 'ada', idType: 'Opaque' },
				from: { id: this.integrationId, nickname: 'Web chat' },
				time: new Date().toISOString(),
			},
			type: 'Text',
			text: 'Grüße 👋',
			originatingEntity: 'Human',
			...over,
		});
	}

	/** Delivers a message, with the right signature unless another one is given. Returns the status of the response. */
	async deliver(message = this.message(), signature?: string): Promise<number> {
		const right = createHmac('sha256', WEBHOOK_SECRET).update(message).digest('base64');
		const { status } = await postPublished(await this.webhookUrl(), message, { 'x-hub-signature-256': signature ?? `sha256=${right}` });
		return status;
	}

	async executions(): Promise<Array<{ status: string }>> {
		return await this.place.rest.executions(this.workflowId);
	}

	/** The items emitted so far, as soon as there are some that pass the filter. */
	async items(filter: (item: Item) => boolean = () => true): Promise<Item[]> {
		return await eventually('the trigger has emitted the item', async () => {
			const items = (await triggerItems(this.place, this.workflowId)).filter(filter);
			return items.length > 0 && items;
		});
	}
}
