import { newId } from '../ids.mts';
import { sendAlong } from '../notifications/lane.mts';
import type { Lane } from '../notifications/lane.mts';
import { outcomeOf } from '../webhook/deliveries.mts';
import { post } from '../webhook/sender.mts';
import { later, logTo } from '../world.mts';
import type { World } from '../world.mts';
import type { EventDelivery } from './targets.mts';

const KEEP_DELIVERIES = 5000;

interface Post extends Pick<EventDelivery, 'targetId' | 'kind' | 'topicName' | 'url'> {
	headers: Record<string, string>;
	body: string;
}

/** Posts an event. Only EventBridge repeats what was not taken. */
export function deliver(world: World, lane: Lane, { headers, body, ...what }: Post): void {
	const delivery: EventDelivery = { id: newId(), ...what, tries: [], outcome: 'pending' };
	logTo(world.eventDeliveries, delivery, KEEP_DELIVERIES);
	const { epoch, settings } = world;
	const retries = what.kind === 'eventBridge' ? settings.eventBridgeRetries : 0;
	const attempt = async (): Promise<void> => {
		const result = await post(
			what.url,
			body,
			{ 'Content-Type': 'application/json', ...headers },
			settings.webhookTimeoutMs,
		);
		if (world.epoch !== epoch) return;
		delivery.tries.push(result);
		const outcome = outcomeOf(result);
		if (outcome !== 'retry') delivery.outcome = outcome;
		else if (delivery.tries.length > retries) delivery.outcome = 'givenUp';
		else later(world, settings.webhookRetryDelayMs, () => void attempt());
	};
	sendAlong(world, lane, what.topicName, () => void attempt());
}
