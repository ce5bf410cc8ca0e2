import { acknowledgement, allPages, objectWithId, page } from '../answers';
import type { GenesysClient, HttpRequest } from '../client';
import { asObject, asObjects, asText, type JsonObject } from '../json';
import { pathId } from '../ids';
import type { PlannedStep } from './plan';

/** A kind of profile that integrations refer to: what one is created with, and what a change does. */
interface ProfileKind {
	step: 'supportedContent' | 'messagingSetting';
	what: string;
	path: string;
	content: object;
	change: string;
	isRight(profile: JsonObject): boolean;
}

export const DIRECTIONS = ['inbound', 'outbound'] as const;
type Direction = (typeof DIRECTIONS)[number];

/** Which media types pass (model SupportedContent). A profile that an admin has narrowed stays if common pictures pass. */
export const SUPPORTED_CONTENT: ProfileKind = {
	step: 'supportedContent',
	what: 'Set up the supported content profile',
	path: '/api/v2/conversations/messaging/supportedcontent',
	content: { mediaTypes: { allow: { inbound: [{ type: '*/*' }], outbound: [{ type: '*/*' }] } } },
	change: 'It blocked common pictures: all media types are allowed.',
	isRight: (profile) => DIRECTIONS.every((direction) => blockedPictures(profile, direction).length === 0),
};

/** Whether typing is passed on (model MessagingSetting; in Admin: platform configuration). */
export const MESSAGING_SETTING: ProfileKind = {
	step: 'messagingSetting',
	what: 'Set up the platform configuration',
	path: '/api/v2/conversations/messaging/settings',
	content: { event: { typing: { on: { inbound: 'Enabled', outbound: 'Enabled' } } } },
	change: 'Typing was off: it is on in both directions.',
	isRight: (setting) => DIRECTIONS.every((direction) => passesTyping(setting, direction)),
};

const COMMON_PICTURES = ['image/jpeg', 'image/png']; // What every channel sends.
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

/** Permission: messaging:<entity>:view; to apply it, :add and :edit. */
export async function planProfile(client: GenesysClient, kind: ProfileKind, name: string): Promise<PlannedStep> {
	const { step, what, path, content, isRight, change } = kind;
	const found = await findByName(client, path, name, what);
	const body = { name, ...content };
	const create = async () => await client.call({ method: 'POST', path, body }, { what, read: objectWithId });
	if (!found) return { step, action: 'create', name, apply: create };
	const { id } = found;
	if (isRight(found)) return { step, action: 'keep', id, name };
	const apply = async () => {
		const request = { method: 'PATCH', path: `${path}/${pathId('Profile ID', id)}`, body } as const;
		await client.call(request, { what, read: acknowledgement, repeatable: true });
		return { id };
	};
	return { step, action: 'change', id, name, detail: change, apply };
}

/** The object with exactly this name in one of Genesys' lists: what a list takes as a filter differs, so every page is compared here. */
export async function findByName(client: GenesysClient, path: string, name: string, what: string, query: HttpRequest['query'] = {}) {
	const readPage = async (pageNumber: number) => {
		const request = { method: 'GET', path, query: { pageSize: 100, pageNumber, ...query } } as const;
		const { entities, pageCount } = await client.call(request, { what, read: page });
		return { entities: entities.flatMap((entity) => (asText(entity.name) === name ? (objectWithId(entity) ?? []) : [])), pageCount };
	};
	return (await allPages(readPage, (found) => found.length > 0)).at(0);
}
