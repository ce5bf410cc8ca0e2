import { invalidValue } from '../http/apiError.mts';
import { isObject } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import type { Integration } from '../integrations/integration.mts';
import type { World } from '../world.mts';
import { contentFor, part } from './profiles.mts';
import type { ProfileKind } from './profiles.mts';

/** Allowed inbound and outbound media types, such as `image/png` or `image/*`. An empty list allows none. */
export interface AllowedMedia {
	inbound: string[];
	outbound: string[];
}

const MEDIA_TYPE = /^(\*\/\*|[\w.+-]+\/(\*|[\w.+-]+))$/;

function typesIn(allow: JsonObject, direction: keyof AllowedMedia): string[] {
	const field = `mediaTypes.allow.${direction}`;
	const list = allow[direction] ?? [];
	if (!Array.isArray(list)) throw invalidValue(list, field, 'List');
	return list.map((entry: unknown) => {
		const type = isObject(entry) ? entry['type'] : undefined;
		if (typeof type !== 'string' || !MEDIA_TYPE.test(type)) throw invalidValue(type, `${field}.type`, 'media type');
		return type;
	});
}

/** Model `SupportedContent`. */
export const supportedContent: ProfileKind<AllowedMedia> = {
	path: '/api/v2/conversations/messaging/supportedcontent',
	permission: 'messaging:supportedContent',
	reference: 'supportedContent',
	defaultField: 'id',
	what: 'The supported content profile',
	store: (world) => world.supportedContents,
	read: (body, old) => {
		if (body['mediaTypes'] === undefined && old) return old;
		const allow = part(part(body, 'mediaTypes'), 'allow');
		return { inbound: typesIn(allow, 'inbound'), outbound: typesIn(allow, 'outbound') };
	},
	view: ({ inbound, outbound }) => {
		const types = (list: string[]) => list.map((type) => ({ type }));
		return { mediaTypes: { allow: { inbound: types(inbound), outbound: types(outbound) } } };
	},
	fromSettings: ({ inboundMediaTypes, outboundMediaTypes }) => ({
		inbound: inboundMediaTypes,
		outbound: outboundMediaTypes,
	}),
	toSettings: ({ inbound, outbound }) => ({ inboundMediaTypes: inbound, outboundMediaTypes: outbound }),
};

/** Whether an integration's profile allows this media. */
export function isMediaAllowed(
	world: World,
	integration: Integration,
	direction: keyof AllowedMedia,
	mime: string,
): boolean {
	const allowed = contentFor(world, supportedContent, integration.supportedContent?.id)[direction];
	const type = mime.toLowerCase();
	const [kind = ''] = type.split('/');
	return allowed.some((one) => ['*/*', `${kind}/*`, type].includes(one.toLowerCase()));
}
