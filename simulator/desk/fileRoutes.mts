import { notFound } from '../http/apiError.mts';
import { ok } from '../http/routes.mts';
import type { Route } from '../http/routes.mts';
import { MEDIA_PATH } from '../inbound/media.mts';

export const fileRoutes: Route[] = [
	{ method: 'get', path: MEDIA_PATH, needs: 'nobody', handle: ({ world }) => ok(world.mediaFetches) },
	{
		method: 'get',
		path: `${MEDIA_PATH}/:mediaId`,
		needs: 'nobody',
		handle: ({ world, params }) => {
			const file = world.media.get(params['mediaId'] ?? '');
			if (!file) throw notFound('The media');
			return { status: 200, file };
		},
	},
];
