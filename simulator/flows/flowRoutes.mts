import { divisionView, elsewhere, sees } from '../directory/divisions.mts';
import { conflict, missingField, notFound } from '../http/apiError.mts';
import { isFilledText, objectOf } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { matchesName, pageOf } from '../http/pages.mts';
import { ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import type { Flow } from './flow.mts';

const FLOWS = '/api/v2/flows';
const VIEW = { all: ['architect:flow:view'] };
const PUBLISH = { any: ['architect:flow:unlock', 'architect:flow:publish'] };

/** Model `Flow`. An unpublished one has no `publishedVersion`. */
export function flowView({ id, name, description, division, type, version, published }: Flow): JsonObject {
	const versionView = { id: String(version), name: `${version}.0`, type: 'PUBLISH' };
	return {
		id,
		name,
		division: divisionView(division),
		...(description && { description }),
		type,
		active: true,
		deleted: false,
		savedVersion: versionView,
		...(published && { publishedVersion: { ...versionView, selfUri: `${FLOWS}/${id}/versions/${version}` } }),
		selfUri: `${FLOWS}/${id}`,
	};
}

function list({ world, query, client }: ApiRequest): ApiAnswer {
	const { name, description, nameOrDescription, type, id } = query;
	const found = world.flows.filter(
		(flow) =>
			sees(client, flow.division) &&
			matchesName(flow.name, name) &&
			matchesName(flow.description, description) &&
			(matchesName(flow.name, nameOrDescription) || matchesName(flow.description, nameOrDescription)) &&
			(!type || type.toUpperCase().split(',').includes(flow.type)) &&
			(!id || id.split(',').includes(flow.id)),
	);
	return ok(pageOf(found.map(flowView), query, FLOWS));
}

function found({ world, client }: ApiRequest, flowId: string | undefined): Flow {
	const flow = world.flows.find(({ id }) => id === flowId);
	if (!flow) throw notFound('The flow');
	if (!sees(client, flow.division)) throw elsewhere(world, 'The flow');
	return flow;
}

const one = (request: ApiRequest): ApiAnswer => ok(flowView(found(request, request.params['flowId'])));

/** The simulator creates flows only with jobs. These calls exist for clients that test their permissions. */
const BY_JOBS = 'The simulator creates, changes, and publishes flows only with flow jobs.';

function create({ body }: ApiRequest): ApiAnswer {
	if (!isFilledText(objectOf(body)['name'])) throw missingField('name');
	throw conflict(BY_JOBS);
}

function update(request: ApiRequest): ApiAnswer {
	found(request, request.params['flowId']);
	throw conflict(BY_JOBS);
}

function publish(request: ApiRequest): ApiAnswer {
	found(request, request.query['flow']);
	throw conflict(BY_JOBS);
}

export const flowRoutes: Route[] = [
	{ method: 'get', path: FLOWS, needs: VIEW, handle: list },
	{ method: 'get', path: `${FLOWS}/:flowId`, needs: VIEW, handle: one },
	{ method: 'post', path: FLOWS, needs: { all: ['architect:flow:add'] }, handle: create },
	{ method: 'put', path: `${FLOWS}/:flowId`, needs: { all: ['architect:flow:edit'] }, handle: update },
	{ method: 'post', path: `${FLOWS}/actions/publish`, needs: PUBLISH, handle: publish },
];
