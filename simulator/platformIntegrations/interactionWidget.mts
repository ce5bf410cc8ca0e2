import { badRequest } from '../http/apiError.mts';
import type { World } from '../world.mts';
import type { PlatformIntegration } from './platformIntegration.mts';
import type { IntegrationType } from './types.mts';

/**
 * Communication types of a widget. `open` and `webmessaging` are messages. Genesys Cloud rejects `message`,
 * according to a published installer. The rest of the list is UNCONFIRMED.
 */
const COMMUNICATION_TYPES = [
	'call', 'callback', 'chat', 'email', 'facebook', 'instagram', 'line', 'open', 'sms', 'twitter', 'webmessaging', 'whatsapp', 'workitem',
];

const listed = (text: unknown): string[] =>
	String(text ?? '').split(',').map((one) => one.trim()).filter((one) => one !== '');

const ids = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** UNCONFIRMED: the default frame options. */
const DEFAULT_SANDBOX = ['allow-scripts', 'allow-same-origin', 'allow-forms', 'allow-modals'];

/** Properties, from Genesys' code that installs premium apps. Their titles are UNCONFIRMED. */
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

/** The desk's data of an active widget. */
export interface Widget {
	id: string;
	name: string;
	url: string;
	/** Tokens of the frame's `sandbox` attribute, and features of its `allow` attribute. */
	sandbox: string[];
	allow: string[];
	/** Conversations that it applies to. Empty lists mean all. */
	communicationTypes: string[];
	queueIds: string[];
	/** Who sees it. */
	agentIds: string[];
}

/** The members of the groups. Without groups, a setting decides. */
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
