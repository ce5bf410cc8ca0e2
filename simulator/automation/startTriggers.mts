import type { JsonObject } from '../http/json.mts';
import { newId } from '../ids.mts';
import { sendAlong } from '../notifications/lane.mts';
import { ANY_ID, detailTopic } from '../notifications/topics.mts';
import type { DetailEvent } from '../notifications/topics.mts';
import { ORGANIZATION } from '../oauth/organization.mts';
import { outcomeOf } from '../webhook/deliveries.mts';
import { post } from '../webhook/sender.mts';
import { later, logTo } from '../world.mts';
import type { World } from '../world.mts';
import { allMatch } from './matchCriteria.mts';
import type { EventDelivery, EventTarget } from './targets.mts';
import type { Trigger } from './triggers.mts';

const KEEP_DELIVERIES = 5000;

/** Posts an event. Only EventBridge repeats what was not taken. */
function deliver(world: World, target: EventTarget, topicName: string, payload: JsonObject): void {
	const { id: targetId, kind, url, headers } = target;
	const delivery: EventDelivery = { id: newId(), targetId, kind, topicName, url, tries: [], outcome: 'pending' };
	logTo(world.eventDeliveries, delivery, KEEP_DELIVERIES);
	const { epoch, settings } = world;
	const retries = kind === 'eventBridge' ? settings.eventBridgeRetries : 0;
	const body = JSON.stringify(payload);
	const attempt = async (): Promise<void> => {
		const result = await post(
			url,
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
	sendAlong(world, target, topicName, () => void attempt());
}

const isPrimitive = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

/**
 * What the data action in a workflow sends. With `TopLevelPrimitives` the workflow gets the simple fields at the top,
 * and the action's contract makes texts of them; with `Json` it gets the event as it is.
 */
function actionBody({ target }: Trigger, { constants }: EventTarget, event: JsonObject): JsonObject {
	if (target.workflowTargetSettings.dataFormat === 'Json') return { ...event, ...constants };
	const simple = Object.entries(event).filter(([, value]) => isPrimitive(value));
	return { ...Object.fromEntries(simple.map(([name, value]) => [name, String(value)])), ...constants };
}

/** The envelope of Amazon EventBridge. */
const envelope = (event: DetailEvent, body: JsonObject): JsonObject => ({
	version: '0',
	id: newId(),
	'detail-type': detailTopic(ANY_ID, event),
	source: `aws.partner/genesys.com/cloud/${ORGANIZATION.id}/simulator`,
	account: '000000000000',
	time: new Date().toISOString(),
	region: 'us-east-1',
	resources: [],
	detail: {
		topicName: detailTopic(String(body['conversationId']), event),
		version: '2',
		eventBody: body,
		metadata: { CorrelationId: newId() },
	},
});

function start(world: World, trigger: Trigger, event: JsonObject): void {
	const target = world.eventTargets.get(trigger.target.id);
	if (target?.kind !== 'dataAction') return;
	const run = (): void => deliver(world, target, trigger.topicName, actionBody(trigger, target, event));
	if (trigger.delayBySeconds === undefined) run();
	else later(world, trigger.delayBySeconds * 1000, run);
}

/** Starts the workflows of the triggers that an event fits, and gives it to EventBridge. */
export function startTriggers(world: World, event: DetailEvent, body: JsonObject): void {
	const topicName = detailTopic(ANY_ID, event);
	for (const trigger of world.triggers.values()) {
		const fits = trigger.enabled && trigger.topicName === topicName;
		if (fits && allMatch(trigger.matchCriteria, body)) start(world, trigger, body);
	}
	for (const target of world.eventTargets.values()) {
		if (target.kind !== 'eventBridge' || !target.topics.includes(topicName)) continue;
		deliver(world, target, topicName, envelope(event, body));
	}
}
