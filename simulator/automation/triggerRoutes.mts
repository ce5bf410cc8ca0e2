import { ApiError, badRequest, invalidValue, notFound } from '../http/apiError.mts';
import { objectOf } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { noContent, ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { newId } from '../ids.mts';
import { TRIGGER_TOPICS } from '../notifications/topics.mts';
import type { World } from '../world.mts';
import { allMatch, tested } from './matchCriteria.mts';
import { workflowExists } from './targets.mts';
import { triggerFields } from './triggers.mts';
import type { Trigger } from './triggers.mts';

const TRIGGERS = '/api/v2/processautomation/triggers';
const PERMISSION = (action: string) => ({ all: [`processautomation:trigger:${action}`] });

const view = (trigger: Trigger): JsonObject => ({ ...trigger, selfUri: `${TRIGGERS}/${trigger.id}` });

function found({ world, params }: ApiRequest): Trigger {
	const trigger = world.triggers.get(params['triggerId'] ?? '');
	if (!trigger) throw notFound('The trigger');
	return trigger;
}

const keep = (world: World, trigger: Trigger): ApiAnswer => {
	world.triggers.set(trigger.id, trigger);
	return ok(view(trigger));
};

/** All of them on one page: the cursors `before` and `after` have nothing to point to. */
function list({ world, query }: ApiRequest): ApiAnswer {
	const { topicName, enabled } = query;
	const entities = [...world.triggers.values()].filter(
		(trigger) =>
			(topicName === undefined || trigger.topicName === topicName) &&
			(enabled === undefined || String(trigger.enabled) === enabled),
	);
	return ok({ entities: entities.map(view), selfUri: TRIGGERS });
}

/** Everything can be changed but the topic. */
function update(request: ApiRequest): ApiAnswer {
	const { id, version, topicName } = found(request);
	const fields = triggerFields(request.body);
	const { version: given } = objectOf(request.body);
	if (fields.topicName !== topicName) throw badRequest('The topic of a trigger cannot be changed.');
	if (typeof given !== 'number') throw invalidValue(given, 'version', 'Integer');
	if (given !== version) throw new ApiError(409, 'version.conflict', `The trigger has version ${version}.`);
	return keep(request.world, { ...fields, id, version: version + 1 });
}

/** Would this event start it? (Model `TestModeResults`.) */
function test(request: ApiRequest): ApiAnswer {
	const trigger = found(request);
	const event = objectOf(request.body);
	const details = trigger.matchCriteria.map((criterion) => tested(criterion, event));
	const targetMatches = workflowExists(request.world, trigger.target.id);
	const pathsMatch = details.every(({ match }) => match);
	const step = (number: number, name: string, matches: boolean) => ({ name, step: number, matches });
	return ok({
		schemaValidation: step(1, 'Validate test event body against topic schema', true),
		targetValidation: step(2, 'Verify that trigger target is configured correctly', targetMatches),
		jsonPathValidation: { ...step(3, 'Check jsonPath match criteria', pathsMatch), details },
		triggerMatches: targetMatches && pathsMatch,
	});
}

/** Which triggers would this event start? (Model `TestModeEventResults`.) */
function testTopic({ world, params, body }: ApiRequest): ApiAnswer {
	const { topicName = '' } = params;
	if (!TRIGGER_TOPICS.includes(topicName)) throw notFound('The topic');
	const event = objectOf(body);
	const all = [...world.triggers.values()].filter((trigger) => trigger.topicName === topicName);
	const short = ({ id, name, enabled }: Trigger) => ({ id, name, enabled, selfUri: `${TRIGGERS}/${id}` });
	const split = (wanted: boolean) =>
		all.filter(({ matchCriteria }) => allMatch(matchCriteria, event) === wanted).map(short);
	return ok({
		schemaValidation: { name: 'Validate test event body against topic schema', step: 1, matches: true },
		triggerMatchValidation: {
			name: 'Check triggers of the topic',
			step: 2,
			matchedTriggers: split(true),
			unmatchedTriggers: split(false),
		},
	});
}

export const triggerRoutes: Route[] = [
	{ method: 'get', path: TRIGGERS, needs: PERMISSION('view'), handle: list },
	{
		method: 'post',
		path: TRIGGERS,
		needs: PERMISSION('add'),
		handle: ({ world, body }) => keep(world, { ...triggerFields(body), id: newId(), version: 1 }),
	},
	{
		method: 'get',
		path: `${TRIGGERS}/topics`,
		needs: PERMISSION('view'),
		handle: () => ok({ entities: TRIGGER_TOPICS, selfUri: `${TRIGGERS}/topics` }),
	},
	{ method: 'post', path: `${TRIGGERS}/topics/:topicName/test`, needs: PERMISSION('test'), handle: testTopic },
	{
		method: 'get',
		path: `${TRIGGERS}/:triggerId`,
		needs: PERMISSION('view'),
		handle: (request) => ok(view(found(request))),
	},
	{ method: 'put', path: `${TRIGGERS}/:triggerId`, needs: PERMISSION('edit'), handle: update },
	{
		method: 'delete',
		path: `${TRIGGERS}/:triggerId`,
		needs: PERMISSION('delete'),
		handle: (request) => {
			request.world.triggers.delete(found(request).id);
			return noContent();
		},
	},
	{ method: 'post', path: `${TRIGGERS}/:triggerId/test`, needs: PERMISSION('test'), handle: test },
];
