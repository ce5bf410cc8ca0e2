import { touch } from '../conversations/lifecycle.mts';
import type { Conversation, StoredMessage } from '../conversations/model.mts';
import { isObject, textOf } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { newId } from '../ids.mts';
import { logTo } from '../world.mts';
import type { World } from '../world.mts';

/** One download attempt of a customer's file. `GET /simulator/media` lists them. */
export interface MediaFetch {
	messageId: string;
	url: string;
	/** URL of the copy, if any. */
	mediaId?: string;
	sizeBytes?: number;
	/** Why the media was dropped. */
	error?: string;
}

const KEPT_FETCHES = 200;

export const MEDIA_PATH = '/simulator/media';

/** Links are shown unchanged; everything else is downloaded. */
const isFetched = ({ attachment }: JsonObject): boolean => isObject(attachment) && attachment['mediaType'] !== 'Link';

/**
 * Downloads an inbound message's media as Genesys does, without credentials, into a copy that the desk shows. Files
 * that can't be downloaded or are too large are dropped silently; the message stays. Until then, the message has no
 * media. When Genesys downloads is UNCONFIRMED; the simulator does it immediately.
 */
export function fetchMedia(world: World, conversation: Conversation, message: StoredMessage): void {
	if (!world.settings.fetchInboundMedia || !message.content.some(isFetched)) return;
	const { epoch } = world;
	const content = message.content;
	message.content = content.filter((item) => !isFetched(item));
	void Promise.all(content.map((item) => (isFetched(item) ? copied(world, message.id, item) : [item]))).then((items) => {
		if (world.epoch !== epoch) return;
		message.content = items.flat();
		touch(world, conversation);
	});
}

/** The item with the copy's URL, or nothing if there is none. Never rejects. */
async function copied(world: World, messageId: string, item: JsonObject): Promise<JsonObject[]> {
	const attachment = isObject(item['attachment']) ? item['attachment'] : {};
	const url = String(attachment['url']);
	const log = (outcome: Partial<MediaFetch>) => logTo(world.mediaFetches, { messageId, url, ...outcome }, KEPT_FETCHES);
	try {
		const id = await copyOf(world, url, attachment);
		log({ mediaId: id, sizeBytes: world.media.get(id)?.bytes.length ?? 0 });
		return [{ ...item, attachment: { ...attachment, url: `${world.origin}${MEDIA_PATH}/${id}` } }];
	} catch (error) {
		const cause: unknown = error instanceof Error ? error.cause : undefined;
		log({ error: [error, cause].flatMap((one) => (one instanceof Error ? [one.message] : [])).join(': ') });
		return [];
	}
}

/** Media is cached by URL, so a changed file with the same URL shows the old one. */
async function copyOf(world: World, url: string, attachment: JsonObject): Promise<string> {
	const { media, mediaByUrl } = world;
	const cached = mediaByUrl.get(url);
	if (cached !== undefined) return cached;
	const bytes = await bytesOf(url, world.settings.maxMediaBytes, world.settings.mediaTimeoutMs);
	const id = newId();
	media.set(id, { bytes, mime: textOf(attachment['mime']) ?? 'application/octet-stream', filename: textOf(attachment['filename']) ?? 'file' });
	mediaByUrl.set(url, id);
	return id;
}

async function bytesOf(url: string, maxBytes: number, timeoutMs: number): Promise<Buffer> {
	const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
	if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of response.body) {
		size += chunk.length;
		if (size > maxBytes) throw new Error(`More than ${maxBytes} bytes`);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}
