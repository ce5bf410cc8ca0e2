import { badRequest, notFound } from '../http/apiError.mts';
import { ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { newId } from '../ids.mts';
import type { World } from '../world.mts';
import { signedLink } from './storage.mts';

const DOWNLOADS = '/api/v2/downloads';
/** The same on the web app's host, as in exports: `https://apps.<domain>/platform/api/v2/downloads/<id>`. */
const BEHIND_THE_APP = `/platform${DOWNLOADS}`;

/** Stores an agent's file and returns the URL for the customer's side. */
function upload({ world, raw, contentType, query }: ApiRequest): ApiAnswer {
	if (raw.length === 0) throw badRequest('The file is empty.');
	const id = newId();
	const mime = contentType.split(';')[0]?.trim() || 'application/octet-stream';
	world.uploads.set(id, { bytes: raw, mime, filename: query['filename'] ?? 'file' });
	return ok({ url: linkTo(world, id), contentSizeBytes: raw.length });
}

function linkTo(world: World, id: string): string {
	const { fileLink } = world.settings;
	if (fileLink === 'signed') return signedLink(world, id);
	return `${world.origin}${fileLink === 'app' ? BEHIND_THE_APP : DOWNLOADS}/${id}`;
}

/** Genesys Cloud doesn't serve files itself but redirects to a signed storage link. */
function download({ world, params }: ApiRequest): ApiAnswer {
	const id = params['downloadId'] ?? '';
	if (!world.uploads.has(id)) throw notFound('The download');
	return { status: 302, location: signedLink(world, id) };
}

const needsToken = ({ settings }: World) => (settings.downloadsNeedToken ? 'token' : 'nobody');

export const downloadRoutes: Route[] = [
	{ method: 'post', path: '/simulator/uploads', needs: 'nobody', rawBody: true, handle: upload },
	{ method: 'get', path: `${DOWNLOADS}/:downloadId`, needs: needsToken, handle: download },
	{ method: 'get', path: `${BEHIND_THE_APP}/:downloadId`, needs: 'token', handle: download },
];
