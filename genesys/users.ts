import { anObject } from './answers';
import type { GenesysClient } from './client';
import { GenesysApiError } from './errors';
import { asNumber, asObjects, asText, withoutUndefined, type JsonObject } from './json';
import { pathId } from './ids';

export type UserProfile = { name?: string; imageUrl?: string };
const TIMEOUT_MS = 3_000; // Whoever asks would rather go on without a picture than wait longer.

/** What the customer may see of an agent; nothing when the role may not read users (directory:user:view) or the user is gone. */
export async function getUserProfile(client: GenesysClient, userId: string): Promise<UserProfile> {
	const request = { method: 'GET', path: `/api/v2/users/${pathId('User ID', userId)}`, timeoutMs: TIMEOUT_MS } as const;
	const { body: user, error } = await client.attempt(request, { what: 'Get agent', read: anObject });
	if (error instanceof GenesysApiError && (error.status === 403 || error.status === 404)) return {};
	if (error) throw error;
	return withoutUndefined({ name: asText(user.preferredName) ?? asText(user.name), imageUrl: largestImage(user.images) });
}

/** Pictures come in several sizes; `resolution` is like `x96`. */
function largestImage(images: unknown): string | undefined {
	const size = ({ resolution }: JsonObject) => asNumber(asText(resolution)?.replace(/^x/, '')) ?? 0;
	return asText(asObjects(images).sort((a, b) => size(b) - size(a)).at(0)?.imageUri);
}
