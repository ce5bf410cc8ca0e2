import { randomUUID } from 'node:crypto';
import { Router, raw } from 'express';
import { BadRequestError } from './read.mts';

/** Only pictures, and none that can carry script: they are served from the chat's own address. */
const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
const LARGEST_PICTURE = '5mb';

/**
 * `POST /pictures` (the file as the body) keeps a customer's picture in memory and gives `{ url, mime }`, so that
 * Genesys Cloud, which takes attachments by address only, can fetch it.
 */
export function pictureRoutes(baseUrl: () => string): Router {
	const pictures = new Map<string, { mime: string; bytes: Buffer }>();
	const router = Router();

	router.post('/pictures', raw({ type: PICTURE_TYPES, limit: LARGEST_PICTURE }), (request, response) => {
		const mime = request.get('content-type') ?? '';
		if (!Buffer.isBuffer(request.body)) throw new BadRequestError('Only PNG, JPEG, GIF and WebP pictures can be sent.');
		const id = randomUUID();
		pictures.set(id, { mime, bytes: request.body });
		response.json({ url: `${baseUrl()}/pictures/${id}`, mime });
	});

	router.get('/pictures/:id', (request, response) => {
		const picture = pictures.get(request.params.id);
		if (!picture) return void response.status(404).json({ message: 'There is no such picture.' });
		response.type(picture.mime).set('x-content-type-options', 'nosniff').send(picture.bytes);
	});

	return router;
}
