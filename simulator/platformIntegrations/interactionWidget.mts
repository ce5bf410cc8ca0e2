import { badRequest } from '../http/apiError.mts';
import type { World } from '../world.mts';
import type { PlatformIntegration } from './platformIntegration.mts';
import type { IntegrationType } from './types.mts';

/**
 * What a widget can be shown beside. `open` and `webmessaging` are messages; the word `message` is refused, as an installer
 * found out that is in use. The rest of the list is UNCONFIRMED.
 */
const COMMUNICATION_TYPES = [
	'call', 'callback', 'chat', 'email', 'facebook', 'instagram', 'line', 'open', 'sms', 'twitter', 'webmessaging', 'whatsapp', 'workitem',
];

const listed = (text: unknown): string[] =>
	String(text ?? '').split(',').map((one) => one.trim()).filter((one) => one !== '');

const ids = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** UNCONFIRMED: what a frame may whose options nobody has set. */
const DEFAULT_SANDBOX = ['allow-scripts', 'allow-same-origin', 'allow-forms', 'allow-modals'];

/** Properties: source is Genesys' own code that installs premium apps; their titles are UNCONFIRMED. */
export const INTERACTION_WIDGET: IntegrationType = {
	id: 'embedded-client-app-interaction-widget',
	name: 'Interaction Widget',
	provider: 'clientapps',
	category: 'Client Apps',
	properties: {
		url: { title: 'Application URL', type: 'string' },
		sandbox: { title: 'Iframe Sandbox Options', type: 'string' },
		permissions: { title: 'Iframe Feature/Permissions Policy', type: 'string' },
		communicationTypeFilter: { title: 'Communication Type Filtering', type: 'string' },
		groups: { title: 'Group Filtering', type: 'array' },
		queueIdFilterList: { title: 'Queue Filtering', type: 'array' },
	},
	uriKey: 'url',
	check({ communicationTypeFilter }) {
		const unknown = listed(communicationTypeFilter).some((type) => !COMMUNICATION_TYPES.includes(type));
		if (unknown) throw badRequest('Input validation error');
	},
};

/** What the desk needs to know of an active widget, and who gets to see it. */
export interface Widget {
	id: string;
	name: string;
	url: string;
	/** Tokens of the frame's `sandbox` attribute, and features of its `allow` attribute. */
	sandbox: string[];
	allow: string[];
	/** Beside which chats it is shown; empty lists have all. */
	communicationTypes: string[];
	queueIds: string[];
	/** Who sees it. */
	agentIds: string[];
}

/** The members of the groups; without any group, a setting decides. */
function agentsOf({ groups, agents, settings }: World, groupIds: string[]): string[] {
	if (groupIds.length === 0) return settings.widgetWithoutGroups === 'nobody' ? [] : agents.map(({ id }) => id);
	return groups.filter(({ id }) => groupIds.includes(id)).flatMap(({ memberIds }) => memberIds);
}

export function widgetOf(world: World, { id, name, properties }: PlatformIntegration): Widget {
	const sandbox = listed(properties['sandbox']);
	return {
		id,
		name,
		url: String(properties['url']),
		sandbox: sandbox.length > 0 ? sandbox : DEFAULT_SANDBOX,
		allow: listed(properties['permissions']),
		communicationTypes: listed(properties['communicationTypeFilter']),
		queueIds: ids(properties['queueIdFilterList']),
		agentIds: agentsOf(world, ids(properties['groups'])),
	};
}
