import { elsewhere, sees } from '../directory/divisions.mts';
import { notFound } from '../http/apiError.mts';
import { matchesName, pageOf } from '../http/pages.mts';
import { ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { PLANNED_KINDS, plannedView } from './schedules.mts';
import type { PlannedKind } from './schedules.mts';

const PERMISSIONS: Record<PlannedKind, string> = {
	schedules: 'routing:schedule:view',
	schedulegroups: 'routing:scheduleGroup:view',
	emergencygroups: 'routing:emergencyGroup:view',
};

function routesOf(kind: PlannedKind): Route[] {
	const path = `/api/v2/architect/${kind}`;
	const needs = { all: [PERMISSIONS[kind]] };
	const list = ({ world, query, client }: ApiRequest): ApiAnswer => {
		const found = world.planned[kind].filter(
			({ name, division }) => matchesName(name, query['name']) && sees(client, division),
		);
		const entities = found.map((planned) => plannedView(kind, planned));
		return ok(pageOf(entities, query, path));
	};
	const one = ({ world, params, client }: ApiRequest): ApiAnswer => {
		const planned = world.planned[kind].find(({ id }) => id === params['id']);
		if (!planned) throw notFound();
		if (!sees(client, planned.division)) throw elsewhere(world, 'The schedule or group');
		return ok(plannedView(kind, planned));
	};
	return [
		{ method: 'get', path, needs, handle: list },
		{ method: 'get', path: `${path}/:id`, needs, handle: one },
	];
}

/** Opening hours, read-only. The flow and the caller evaluate them. */
export const scheduleRoutes: Route[] = PLANNED_KINDS.flatMap(routesOf);
