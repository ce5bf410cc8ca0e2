import { anObject } from './answers';
import type { GenesysClient } from './client';
import { GenesysApiError } from './errors';
import { asNumber, asObjects, asText, withoutUndefined, type JsonObject } from './json';
import { pathId } from './ids';

export type UserProfile = { name?: string; imageUrl?: string };
const TIMEOUT_MS = 3_000; // Short, because the picture is optional.

/** An agent's public profile. Empty without the permission directory:user:view, or if the user was deleted. */
export async function getUserProfile(client: GenesysClient, userId: string): Promise<UserProfile> {
	const request = { method: 'GET', path: `/api/v2/users/${pathId('User ID', userId)}`, timeoutMs: TIMEOUT_MS } as const;
	const { body: user, error } = await client.attempt(request, { what: 'Get agent', read: anObject });
	if (error instanceof GenesysApiError && (error.status === 403 || error.status === 404)) return {};
	if (error) throw error;
	return withoutUndefined({ name: asText(user.preferredName) ?? asText(user.name), imageUrl: largestImage(user.images) });
}

/** Pictures have several sizes, with a `resolution` such as `x96`. */
function largestImage(images: unknown): string | undefined {
	const size = ({ resolution }: JsonObject) => asNumber(asText(resolution)?.replace(/^x/, '')) ?? 0;
	return asText(asObjects(images).sort((a, b) => size(b) - size(a)).at(0)?.imageUri);
}
