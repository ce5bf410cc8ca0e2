import { badRequest, notFound } from '../http/apiError.mts';
import { ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { newId } from '../ids.mts';
import { MEDIA_PATH } from '../inbound/media.mts';

const UPLOADED_PATH = '/api/v2/downloads';

/** Takes a file of an agent and gives the URL under which a customer's side can get it. */
function upload({ world, raw, contentType, query }: ApiRequest): ApiAnswer {
	if (raw.length === 0) throw badRequest('The file is empty.');
	const id = newId();
	const mime = contentType.split(';')[0]?.trim() || 'application/octet-stream';
	world.uploads.set(id, { bytes: raw, mime, filename: query['filename'] ?? 'file' });
	return ok({ url: `${world.origin}${UPLOADED_PATH}/${id}`, contentSizeBytes: raw.length });
}

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
	{ method: 'post', path: '/simulator/uploads', needs: 'nobody', rawBody: true, handle: upload },
	{
		method: 'get',
		path: `${UPLOADED_PATH}/:downloadId`,
		needs: ({ settings }) => (settings.downloadsNeedToken ? 'token' : 'nobody'),
		handle: ({ world, params }) => {
			const file = world.uploads.get(params['downloadId'] ?? '');
			if (!file) throw notFound('The download');
			return { status: 200, file };
		},
	},
];
