import { anObject } from './answers';
import type { GenesysClient } from './client';
import { GenesysApiError } from './errors';
import { asNumber, asObjects, asText, withoutUndefined } from './json';
import { pathId } from './pathId';

export interface UserProfile {
	name?: string;
	imageUrl?: string;
}

/** Whoever asks would rather go on without a picture than wait longer, in milliseconds. */
const TIMEOUT_MS = 3_000;

/**
 * Name and picture of an agent, for the customer to see. Nothing when the role may not read users
 * (directory:user:view) or the user is gone: a chat goes on without a picture.
 */
export async function getUserProfile(client: GenesysClient, userId: string): Promise<UserProfile> {
	const { body: user, error } = await client.attempt(
		{ method: 'GET', path: `/api/v2/users/${pathId('User ID', userId)}`, timeoutMs: TIMEOUT_MS },
		{ what: 'Get agent', read: anObject },
	);
	if (error instanceof GenesysApiError && (error.status === 403 || error.status === 404)) return {};
	if (error) throw error;
	return withoutUndefined({ name: asText(user.preferredName) ?? asText(user.name), imageUrl: largestImage(user.images) });
}

/** Pictures come in several sizes; `resolution` is like `x96`. */
function largestImage(images: unknown): string | undefined {
	const bySize = asObjects(images).sort((a, b) => resolution(b.resolution) - resolution(a.resolution));
	return asText(bySize[0]?.imageUri);
}

function resolution(text: unknown): number {
	return asNumber(asText(text)?.replace(/^x/, '')) ?? 0;
}
