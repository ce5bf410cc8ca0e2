import { acknowledgement, objectWithId } from '../answers';
import type { GenesysClient } from '../client';
import { asObject, asObjects, asText } from '../json';
import { pathId } from '../pathId';
import { findByName } from './findByName';
import type { StepResult } from './step';

/** Supported content profiles say which media types pass (model SupportedContent). */
export const SUPPORTED_CONTENT_PATH = '/api/v2/conversations/messaging/supportedcontent';

export type Direction = 'inbound' | 'outbound';

/** What every channel sends. */
const COMMON_PICTURES = ['image/jpeg', 'image/png'];

const EVERYTHING = { allow: { inbound: [{ type: '*/*' }], outbound: [{ type: '*/*' }] } };

/** The common pictures that a profile does not let through; an empty profile blocks everything. */
export function blockedPictures(profile: unknown, direction: Direction): string[] {
	const allow = asObject(asObject(asObject(profile)?.mediaTypes)?.allow);
	const allowed = asObjects(allow?.[direction]).map(({ type }) => (asText(type) ?? '').toLowerCase());
	return COMMON_PICTURES.filter((picture) => !['*/*', 'image/*', picture].some((type) => allowed.includes(type)));
}

/**
 * The profile of this name, made where there is none, opened where it blocks common pictures; what else an admin has
 * closed in it stays closed. Permissions: messaging:supportedContent:view, :add, :edit.
 */
export async function ensureSupportedContent(client: GenesysClient, name: string): Promise<StepResult> {
	const what = 'Set up the supported content profile';
	const body = { name, mediaTypes: EVERYTHING };
	const found = await findByName(client, SUPPORTED_CONTENT_PATH, name, { what });
	if (!found) {
		const { id } = await client.call({ method: 'POST', path: SUPPORTED_CONTENT_PATH, body }, { what, read: objectWithId });
		return { status: 'created', id, name };
	}
	const id = asText(found.id) ?? '';
	const isOpen = blockedPictures(found, 'inbound').length === 0 && blockedPictures(found, 'outbound').length === 0;
	if (isOpen) return { status: 'unchanged', id, name };
	const path = `${SUPPORTED_CONTENT_PATH}/${pathId('Supported Content ID', id)}`;
	await client.call({ method: 'PATCH', path, body }, { what, read: acknowledgement, repeatable: true });
	return { status: 'changed', id, name, detail: 'It blocked common pictures and now lets all media types through.' };
}
