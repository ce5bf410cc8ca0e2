import { randomUUID } from 'node:crypto';
import { Router, raw } from 'express';
import { BadRequestError } from './read.mts';

/** Only pictures that can't contain scripts, because they are served from the chat's origin. */
const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
const LARGEST_PICTURE = '5mb';

/**
 * `POST /pictures` (the file as the body) stores a customer's picture in memory and returns `{ url, mime }`. Genesys
 * Cloud accepts attachments only as URLs, so it downloads the picture from there.
 */
export function pictureRoutes(baseUrl: () => string): Router {
	const pictures = new Map<string, { mime: string; bytes: Buffer }>();
	const router = Router();

	router.post('/pictures', raw({ type: PICTURE_TYPES, limit: LARGEST_PICTURE }), (request, response) => {
		const mime = request.get('content-type') ?? '';
		if (!Buffer.isBuffer(request.body)) throw new BadRequestError('Only PNG, JPEG, GIF, and WebP pictures can be sent.');
		const id = randomUUID();
		pictures.set(id, { mime, bytes: request.body });
		response.json({ url: `${baseUrl()}/pictures/${id}`, mime });
	});

	router.get('/pictures/:id', (request, response) => {
		const picture = pictures.get(request.params.id);
		if (!picture) return void response.status(404).json({ message: "This picture doesn't exist." });
		response.type(picture.mime).set('x-content-type-options', 'nosniff').send(picture.bytes);
	});

	return router;
}
