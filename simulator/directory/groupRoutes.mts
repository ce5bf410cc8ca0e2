import { notFound } from '../http/apiError.mts';
import type { JsonObject } from '../http/json.mts';
import { pageOf } from '../http/pages.mts';
import { ok } from '../http/routes.mts';
import type { Route } from '../http/routes.mts';
import type { Group } from './directory.mts';

const GROUPS = '/api/v2/groups';

/** Model `Group`. */
export const groupView = ({ id, name, memberIds }: Group): JsonObject => ({
	id,
	name,
	memberCount: memberIds.length,
	state: 'active',
	type: 'official',
	visibility: 'public',
	rulesVisible: true,
	version: 1,
	selfUri: `${GROUPS}/${id}`,
});

/** The documentation lists no permission for either. */
export const groupRoutes: Route[] = [
	{
		method: 'get',
		path: GROUPS,
		needs: 'token',
		handle: ({ world, query }) => {
			const { id } = query;
			const found = world.groups.filter((group) => !id || id.split(',').includes(group.id));
			return ok(pageOf(found.map(groupView), query, GROUPS));
		},
	},
	{
		method: 'get',
		path: `${GROUPS}/:groupId`,
		needs: 'token',
		handle: ({ world, params }) => {
			const group = world.groups.find(({ id }) => id === params['groupId']);
			if (!group) throw notFound('The group');
			return ok(groupView(group));
		},
	},
];
