import { acknowledgement, allPages, objectWithId, page } from '../answers';
import type { GenesysClient, HttpRequest } from '../client';
import { asObject, asObjects, asText, type JsonObject } from '../json';
import { pathId } from '../ids';
import type { PlannedStep } from './plan';

/** A kind of profile that integrations refer to. */
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

/** Allowed media types (model SupportedContent). Keeps a profile that an admin has restricted if it allows common images. */
export const SUPPORTED_CONTENT: ProfileKind = {
	step: 'supportedContent',
	what: 'Set up the supported content profile',
	path: '/api/v2/conversations/messaging/supportedcontent',
	content: { mediaTypes: { allow: { inbound: [{ type: '*/*' }], outbound: [{ type: '*/*' }] } } },
	change: 'It blocked common images; now it allows all media types.',
	isRight: (profile) => DIRECTIONS.every((direction) => blockedPictures(profile, direction).length === 0),
};

/** Typing indicators (model MessagingSetting; in Admin: platform configuration). */
export const MESSAGING_SETTING: ProfileKind = {
	step: 'messagingSetting',
	what: 'Set up the platform configuration',
	path: '/api/v2/conversations/messaging/settings',
	content: { event: { typing: { on: { inbound: 'Enabled', outbound: 'Enabled' } } } },
	change: 'Typing indicators were off; now they are on in both directions.',
	isRight: (setting) => DIRECTIONS.every((direction) => passesTyping(setting, direction)),
};

const COMMON_PICTURES = ['image/jpeg', 'image/png']; // Sent by every channel.
/** The common images that a supported content profile blocks. An empty profile blocks everything. */
export function blockedPictures(profile: unknown, direction: Direction): string[] {
	const allow = asObject(asObject(asObject(profile)?.mediaTypes)?.allow);
	const allowed = asObjects(allow?.[direction]).map(({ type }) => (asText(type) ?? '').toLowerCase());
	return COMMON_PICTURES.filter((picture) => !['*/*', 'image/*', picture].some((type) => allowed.includes(type)));
}

/** Whether Genesys Cloud sends typing indicators in this direction. The default is off. */
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

/** The object with exactly this name in one of Genesys' lists. Filters differ between lists, so this compares the names on every page. */
export async function findByName(client: GenesysClient, path: string, name: string, what: string, query: HttpRequest['query'] = {}) {
	const readPage = async (pageNumber: number) => {
		const request = { method: 'GET', path, query: { pageSize: 100, pageNumber, ...query } } as const;
		const { entities, pageCount } = await client.call(request, { what, read: page });
		return { entities: entities.flatMap((entity) => (asText(entity.name) === name ? (objectWithId(entity) ?? []) : [])), pageCount };
	};
	return (await allPages(readPage, (found) => found.length > 0)).at(0);
}
