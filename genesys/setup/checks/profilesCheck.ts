import { objectWithId } from '../../answers';
import { isNotFound } from '../../apiError';
import type { GenesysClient } from '../../client';
import { pathId } from '../../pathId';
import { blockedPictures, MESSAGING_SETTING, passesTyping, SUPPORTED_CONTENT } from '../profiles';
import { warning, type Check } from './finding';

export const contentCheck: Check = {
	permission: 'messaging:supportedContent:view',
	sees: 'which files pass',
	run: async ({ client, integration }) => {
		if (!integration) return [];
		const profile = await read(client, SUPPORTED_CONTENT.path, integration.supportedContent?.id);
		// Genesys' own default lets the common pictures through (help.mypurecloud.com, Supported content profiles).
		if (profile === undefined) return [];
		const advice = 'Allow them in its profile: Admin › Message › Supported Content.';
		const [inbound, outbound] = [blockedPictures(profile, 'inbound'), blockedPictures(profile, 'outbound')];
		return [
			...(inbound.length === 0
				? []
				: [warning('content.noInbound', `The integration "${integration.name}" drops customers' pictures (${inbound.join(', ')}).`, advice)]),
			...(outbound.length === 0
				? []
				: [warning('content.noOutbound', `The integration "${integration.name}" does not send agents' pictures (${outbound.join(', ')}).`, advice)]),
		];
	},
};

export const typingCheck: Check = {
	permission: 'messaging:setting:view',
	sees: 'whether typing is passed on',
	run: async ({ client, integration }) => {
		if (!integration) return [];
		// Off in both directions by default (help.mypurecloud.com, Platform configuration profiles).
		const setting = await read(client, MESSAGING_SETTING.path, integration.messagingSetting?.id);
		const advice = 'Switch it on in its platform configuration: Admin › Message › Platform Configs.';
		return [
			...(passesTyping(setting, 'inbound')
				? []
				: [warning('typing.inboundOff', `Agents do not see that a customer of "${integration.name}" is typing.`, advice)]),
			...(passesTyping(setting, 'outbound')
				? []
				: [warning('typing.outboundOff', `Customers of "${integration.name}" do not see that an agent is typing.`, advice)]),
		];
	},
};

/** The profile that an integration names, or the organization's default; `undefined` when there is none. */
async function read(client: GenesysClient, path: string, id = 'default'): Promise<unknown> {
	const request = { method: 'GET', path: `${path}/${pathId('Profile ID', id)}` } as const;
	const { body, error } = await client.attempt(request, { what: 'Check setup', read: objectWithId });
	if (isNotFound(error)) return undefined;
	if (error) throw error;
	return body;
}
