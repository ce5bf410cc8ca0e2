import { acknowledgement, objectWithId } from '../answers';
import type { GenesysClient } from '../client';
import { asObject, asObjects, asText, type JsonObject } from '../json';
import { pathId } from '../pathId';
import { findByName } from './findByName';
import type { PlannedStep } from './provision';

/** A kind of profile that integrations refer to. */
interface ProfileKind {
	step: 'supportedContent' | 'messagingSetting';
	/** What is being done, in words that begin an error message. */
	what: string;
	path: string;
	/** Contents of a profile that is created or changed. */
	content: object;
	isRight(profile: JsonObject): boolean;
	/** What a change does. */
	change: string;
}

type Direction = 'inbound' | 'outbound';

/** Which media types pass (model SupportedContent). A profile that an admin has narrowed stays if common pictures pass. */
export const SUPPORTED_CONTENT: ProfileKind = {
	step: 'supportedContent',
	what: 'Set up the supported content profile',
	path: '/api/v2/conversations/messaging/supportedcontent',
	content: { mediaTypes: { allow: { inbound: [{ type: '*/*' }], outbound: [{ type: '*/*' }] } } },
	isRight: (profile) => blockedPictures(profile, 'inbound').length === 0 && blockedPictures(profile, 'outbound').length === 0,
	change: 'It blocked common pictures: all media types are allowed.',
};

/** Whether typing is passed on (model MessagingSetting; in Admin: platform configuration). */
export const MESSAGING_SETTING: ProfileKind = {
	step: 'messagingSetting',
	what: 'Set up the platform configuration',
	path: '/api/v2/conversations/messaging/settings',
	content: { event: { typing: { on: { inbound: 'Enabled', outbound: 'Enabled' } } } },
	isRight: (setting) => passesTyping(setting, 'inbound') && passesTyping(setting, 'outbound'),
	change: 'Typing was off: it is on in both directions.',
};

/** What every channel sends. */
const COMMON_PICTURES = ['image/jpeg', 'image/png'];

/** The common pictures that a supported content profile does not let through; an empty profile blocks everything. */
export function blockedPictures(profile: unknown, direction: Direction): string[] {
	const allow = asObject(asObject(asObject(profile)?.mediaTypes)?.allow);
	const allowed = asObjects(allow?.[direction]).map(({ type }) => (asText(type) ?? '').toLowerCase());
	return COMMON_PICTURES.filter((picture) => !['*/*', 'image/*', picture].some((type) => allowed.includes(type)));
}

/** Does Genesys Cloud pass typing on in this direction? Without a setting it does not. */
export function passesTyping(setting: unknown, direction: Direction): boolean {
	const typing = asObject(asObject(asObject(setting)?.event)?.typing);
	return asObject(typing?.on)?.[direction] === 'Enabled';
}

/**
 * Finds the profile of this name, and whether it is right.
 * Permission: messaging:<entity>:view; to apply it, :add and :edit.
 */
export async function planProfile(client: GenesysClient, { step, what, path, content, isRight, change }: ProfileKind, name: string): Promise<PlannedStep> {
	const found = await findByName(client, path, name, { what });
	const body = { name, ...content };
	if (!found) {
		const apply = async () => await client.call({ method: 'POST', path, body }, { what, read: objectWithId });
		return { step, action: 'create', name, apply };
	}
	const id = asText(found.id) ?? '';
	if (isRight(found)) return { step, action: 'keep', id, name };
	const request = { method: 'PATCH', path: `${path}/${pathId('Profile ID', id)}`, body } as const;
	const apply = async () => {
		await client.call(request, { what, read: acknowledgement, repeatable: true });
		return { id };
	};
	return { step, action: 'change', id, name, detail: change, apply };
}
