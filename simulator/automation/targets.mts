import { workflowOf } from '../flows/flow.mts';
import { badRequest, notFound } from '../http/apiError.mts';
import { isFilledText, isObject, objectOf } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { noContent, ok, ownRoute } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { newId } from '../ids.mts';
import type { Lane } from '../notifications/lane.mts';
import { TRIGGER_TOPICS } from '../notifications/topics.mts';
import type { World } from '../world.mts';
import type { Try } from '../webhook/deliveries.mts';

const KINDS = ['dataAction', 'eventBridge'] as const;

/** Somebody who is called about events, by one of the two ways that Genesys Cloud has. */
export interface EventTarget extends Lane {
	/** Of a data action also the id of the workflow around it: what a trigger names as its target. */
	id: string;
	kind: (typeof KINDS)[number];
	url: string;
	headers: Record<string, string>;
	/** Data action: constants of its request template, such as the name of the event. */
	constants: JsonObject;
	/** EventBridge: the topic filter of the integration, with `{id}`. */
	topics: string[];
}

/** One event on its way to a target. */
export interface EventDelivery {
	id: string;
	targetId: string;
	kind: EventTarget['kind'];
	topicName: string;
	url: string;
	tries: Try[];
	outcome: 'pending' | 'delivered' | 'refused' | 'givenUp';
}

const view = ({ held: _held, ...target }: EventTarget): JsonObject => target;

export const workflowExists = (world: World, id: string): boolean =>
	world.eventTargets.get(id)?.kind === 'dataAction' || workflowOf(world, id) !== undefined;

function headersOf(given: unknown): Record<string, string> {
	if (!isObject(given)) throw badRequest('"headers" is an object.');
	return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]));
}

function add({ world, body }: ApiRequest): ApiAnswer {
	const { id = newId(), kind, url, headers = {}, constants = {}, topics = TRIGGER_TOPICS } = objectOf(body);
	const known = KINDS.find((one) => one === kind);
	if (!known) throw badRequest(`"kind" is one of ${KINDS.join(', ')}.`);
	if (!isFilledText(id)) throw badRequest('"id" is a text.');
	if (!isFilledText(url) || !URL.canParse(url)) throw badRequest('"url" is an address.');
	if (!isObject(constants)) throw badRequest('"constants" is an object.');
	const isTopics = Array.isArray(topics) && topics.every((topic) => TRIGGER_TOPICS.includes(String(topic)));
	if (!isTopics) throw badRequest(`"topics" is a list of ${TRIGGER_TOPICS.join(', ')}.`);
	const target: EventTarget = { id, kind: known, url, headers: headersOf(headers), constants, topics };
	world.eventTargets.set(target.id, target);
	return ok(view(target));
}

function remove({ world, params }: ApiRequest): ApiAnswer {
	const { targetId } = params;
	if (targetId === undefined) world.eventTargets.clear();
	else if (!world.eventTargets.delete(targetId)) throw notFound('The target');
	return noContent();
}

/** What stands for a workflow with a data action in it, and for a rule in somebody's AWS account. */
export const targetRoutes: Route[] = [
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
