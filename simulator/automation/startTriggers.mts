import { runWorkflow } from '../flows/runWorkflow.mts';
import type { JsonObject } from '../http/json.mts';
import { newId } from '../ids.mts';
import { ANY_ID, detailTopic } from '../notifications/topics.mts';
import type { DetailEvent } from '../notifications/topics.mts';
import { ORGANIZATION } from '../oauth/organization.mts';
import { later } from '../world.mts';
import type { World } from '../world.mts';
import { deliver } from './deliver.mts';
import { allMatch } from './matchCriteria.mts';
import type { EventTarget } from './targets.mts';
import type { Trigger } from './triggers.mts';

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

function tell(world: World, target: EventTarget, topicName: string, payload: JsonObject): void {
	const { id: targetId, kind, url, headers } = target;
	deliver(world, target, { targetId, kind, topicName, url, headers, body: JSON.stringify(payload) });
}

/** A workflow that has been uploaded runs; for one that a test has planted its data action is called. */
function startWorkflow(world: World, trigger: Trigger, event: JsonObject): void {
	const { topicName, target } = trigger;
	const stub = world.eventTargets.get(target.id);
	if (stub?.kind === 'dataAction') tell(world, stub, topicName, actionBody(trigger, stub, event));
	else runWorkflow(world, trigger, event);
}

function start(world: World, trigger: Trigger, event: JsonObject): void {
	const { delayBySeconds } = trigger;
	if (delayBySeconds === undefined) startWorkflow(world, trigger, event);
	else later(world, delayBySeconds * 1000, () => startWorkflow(world, trigger, event));
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
		tell(world, target, topicName, envelope(event, body));
	}
}
