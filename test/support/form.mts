import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface SentFile {
	name: string;
	type: string;
	bytes: Buffer;
}

/** Contents of a request: JSON, a form, or a form with files. */
export interface Sent {
	fields: Record<string, unknown>;
	files: SentFile[];
}

/** Reads a request's body as an API does: by its content type. */
export async function readSent(request: IncomingMessage): Promise<Sent> {
	const body = await buffer(request);
	const type = request.headers['content-type'] ?? '';
	if (body.length === 0) return { fields: {}, files: [] };
	if (type.includes('json')) return { fields: JSON.parse(body.toString()) as Record<string, unknown>, files: [] };
	const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
	const fields: Sent['fields'] = {};
	const files: SentFile[] = [];
	for (const [key, value] of form) {
		if (typeof value === 'string') fields[key] = value;
		else files.push({ name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()) });
	}
	return { fields, files };
}
