import { invalidValue } from '../http/apiError.mts';
import type { JsonObject } from '../http/json.mts';
import type { Integration } from '../integrations/integration.mts';
import type { World } from '../world.mts';
import { contentFor, part } from './profiles.mts';
import type { ProfileKind } from './profiles.mts';

type Switch = 'Enabled' | 'Disabled';

/** Options of a messaging setting. Stories are stored but have no effect, because Open Messaging doesn't support them. */
export interface MessagingContent {
	typing: { inbound: Switch; outbound: Switch };
	mention: Switch;
	reply: Switch;
}

const SWITCHES = ['Enabled', 'Disabled'];

function switchIn(parent: JsonObject, field: 'inbound' | 'outbound', path: string, old: Switch = 'Disabled'): Switch {
	const value = parent[field] ?? old;
	if (value !== 'Enabled' && value !== 'Disabled') throw invalidValue(value, `${path}.${field}`, 'Enum', SWITCHES);
	return value;
}

/** Model `MessagingSetting`. */
export const messagingSetting: ProfileKind<MessagingContent> = {
	path: '/api/v2/conversations/messaging/settings',
	permission: 'messaging:setting',
	reference: 'messagingSetting',
	defaultField: 'settingId',
	what: 'The messaging setting',
	store: (world) => world.messagingSettings,
	read: (body, old) => {
		const typing = part(part(part(body, 'event'), 'typing'), 'on');
		const story = part(part(body, 'content'), 'story');
		return {
			typing: {
				inbound: switchIn(typing, 'inbound', 'event.typing.on', old?.typing.inbound),
				outbound: switchIn(typing, 'outbound', 'event.typing.on', old?.typing.outbound),
			},
			mention: switchIn(part(story, 'mention'), 'inbound', 'content.story.mention', old?.mention),
			reply: switchIn(part(story, 'reply'), 'inbound', 'content.story.reply', old?.reply),
		};
	},
	view: ({ typing, mention, reply }) => ({
		content: { story: { mention: { inbound: mention }, reply: { inbound: reply } } },
		event: { typing: { on: typing } },
	}),
	fromSettings: ({ typingInbound: inbound, typingOutbound: outbound }) => ({
		typing: { inbound, outbound },
		mention: 'Disabled',
		reply: 'Disabled',
	}),
	toSettings: ({ typing }) => ({ typingInbound: typing.inbound, typingOutbound: typing.outbound }),
};

/** Whether an integration shows typing in this direction. */
export const isTypingOn = (world: World, integration: Integration, direction: 'inbound' | 'outbound'): boolean =>
	contentFor(world, messagingSetting, integration.messagingSetting?.id).typing[direction] === 'Enabled';
