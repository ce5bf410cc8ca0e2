import { badRequest, notFound } from '../http/apiError.mts';
import { isFilledText, isObject, objectOf } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { noContent, ok, ownRoute } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { newId } from '../ids.mts';
import { ORGANIZATION } from '../oauth/organization.mts';
import { outcomeOf } from '../webhook/deliveries.mts';
import type { Try } from '../webhook/deliveries.mts';
import { post } from '../webhook/sender.mts';
import { later, logTo } from '../world.mts';
import type { World } from '../world.mts';
import { sendAlong } from './lane.mts';
import type { Lane } from './lane.mts';
import { ANY_ID, DETAIL_TOPICS, detailTopic } from './topics.mts';
import type { DetailEvent } from './topics.mts';

const KEEP_DELIVERIES = 5000;

/** The API destination of a rule in an AWS account that receives events from Genesys' EventBridge integration. */
export interface EventTarget extends Lane {
	id: string;
	url: string;
	headers: Record<string, string>;
	/** The topic filter of the integration, with `{id}`. */
	topics: string[];
}

/** One delivery of an event to a target. */
export interface EventDelivery {
	id: string;
	targetId: string;
	topicName: string;
	url: string;
	tries: Try[];
	outcome: 'pending' | 'delivered' | 'refused' | 'givenUp';
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

/** EventBridge retries a rejected event. */
function deliver(world: World, target: EventTarget, topicName: string, body: string): void {
	const { id: targetId, url, headers } = target;
	const delivery: EventDelivery = { id: newId(), targetId, topicName, url, tries: [], outcome: 'pending' };
	logTo(world.eventDeliveries, delivery, KEEP_DELIVERIES);
	const { epoch, settings } = world;
	const attempt = async (): Promise<void> => {
		const result = await post(url, body, { 'Content-Type': 'application/json', ...headers }, settings.webhookTimeoutMs);
		if (world.epoch !== epoch) return;
		delivery.tries.push(result);
		const outcome = outcomeOf(result);
		if (outcome !== 'retry') delivery.outcome = outcome;
		else if (delivery.tries.length > settings.eventBridgeRetries) delivery.outcome = 'givenUp';
		else later(world, settings.webhookRetryDelayMs, () => void attempt());
	};
	sendAlong(world, target, topicName, () => void attempt());
}

/** Posts a detail event to every target whose filter contains its topic. */
export function sendToEventBridge(world: World, event: DetailEvent, body: JsonObject): void {
	const topicName = detailTopic(ANY_ID, event);
	for (const target of world.eventTargets.values()) {
		if (target.topics.includes(topicName)) deliver(world, target, topicName, JSON.stringify(envelope(event, body)));
	}
}

const view = ({ held: _held, ...target }: EventTarget): JsonObject => target;

function add({ world, body }: ApiRequest): ApiAnswer {
	const { url, headers = {}, topics = DETAIL_TOPICS } = objectOf(body);
	if (!isFilledText(url) || !URL.canParse(url)) throw badRequest('"url" must be a URL.');
	if (!isObject(headers)) throw badRequest('"headers" must be an object.');
	const isTopics = Array.isArray(topics) && topics.every((topic) => DETAIL_TOPICS.includes(String(topic)));
	if (!isTopics) throw badRequest(`"topics" must be a list of ${DETAIL_TOPICS.join(', ')}.`);
	const texts = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
	const target: EventTarget = { id: newId(), url, headers: texts, topics };
	world.eventTargets.set(target.id, target);
	return ok(view(target));
}

function remove({ world, params }: ApiRequest): ApiAnswer {
	const { targetId } = params;
	if (targetId === undefined) world.eventTargets.clear();
	else if (!world.eventTargets.delete(targetId)) throw notFound('The target');
	return noContent();
}

export const eventBridgeRoutes: Route[] = [
	ownRoute('get', 'lifecycle-targets', ({ world }) => ok([...world.eventTargets.values()].map(view))),
	ownRoute('post', 'lifecycle-targets', add),
	ownRoute('delete', 'lifecycle-targets', remove),
	ownRoute('delete', 'lifecycle-targets/:targetId', remove),
	ownRoute('get', 'lifecycle-deliveries', ({ world }) => ok(world.eventDeliveries)),
	ownRoute('delete', 'lifecycle-deliveries', ({ world }) => {
		world.eventDeliveries = [];
		return noContent();
	}),
];
