import type { GenesysClient } from '../client';
import { asArray, asText, type JsonObject } from '../json';
import { allPlatformIntegrations, getPlatformIntegration, oneNamed, type PlatformIntegration } from '../platformIntegrations';

/**
 * The integration that shows a page beside the conversation. Its type and properties are those that Genesys' own installer of
 * premium apps writes (purecloud-premium-app, provisioning of `interaction-widget`), and its blueprints with CX as Code.
 */
export const WIDGET_TYPE = 'embedded-client-app-interaction-widget';
export const WIDGET_NAME = 'Interaction Widget'; // As the screens of Genesys Cloud call it.

/** Beside which conversations: Genesys Cloud refuses the word `message`. Beyond the first two, UNCONFIRMED. */
export const COMMUNICATION_TYPES = ['open', 'webmessaging', 'apple', 'facebook', 'instagram', 'sms', 'twitter', 'whatsapp'] as const;

/** What Genesys Cloud puts into the URL, by the page's own parameters. */
const PLACEHOLDERS = { conversationId: '{{gcConversationId}}', langTag: '{{gcLangTag}}', hostOrigin: '{{gcHostOrigin}}', targetEnv: '{{gcTargetEnv}}' };

/** What the panel needs of its frame: the window for the sign-in, which has a form, inherits it. */
export const NEEDED_SANDBOX = ['allow-scripts', 'allow-same-origin', 'allow-forms', 'allow-popups'];
/** Links that open in a new tab inherit it, too. */
export const SANDBOX = [...NEEDED_SANDBOX, 'allow-modals', 'allow-downloads'];
/** For the copying of a suggestion. */
export const PERMISSIONS_POLICY = ['clipboard-write'];

/** The panel's URL as it is registered for the sign-in: without anything behind the path. */
export function redirectUriOf(panelUrl: string): string {
	const { origin, pathname } = new URL(panelUrl);
	return origin + pathname;
}

export function widgetUrl(panelUrl: string): string {
	const query = Object.entries(PLACEHOLDERS).map(([name, placeholder]) => `${name}=${placeholder}`);
	return `${redirectUriOf(panelUrl)}?${query.join('&')}`;
}

/** Parameters of the page that a URL does not have Genesys Cloud fill in. */
export function missingPlaceholders(url: string): string[] {
	return Object.entries(PLACEHOLDERS).map(([name, placeholder]) => `${name}=${placeholder}`).filter((parameter) => !url.split(/[?&#]/).includes(parameter));
}

/** How a widget is configured. Empty lists of types and queues have all. */
export interface WidgetSettings {
	url: string;
	communicationTypes: string[];
	groupIds: string[];
	queueIds: string[];
	sandbox: string[];
	permissions: string[];
}

export function widgetSettings(properties: JsonObject): WidgetSettings {
	const { url, communicationTypeFilter, groups, queueIdFilterList, sandbox, permissions } = properties;
	return {
		url: (asText(url) ?? '').trim(),
		communicationTypes: listed(communicationTypeFilter), groupIds: listed(groups), queueIds: listed(queueIdFilterList),
		sandbox: listed(sandbox), permissions: listed(permissions),
	};
}

/** Some lists are texts with commas between their entries. */
function listed(value: unknown): string[] {
	const entries = Array.isArray(value) ? asArray(value) : (asText(value) ?? '').split(',');
	return entries.flatMap((entry) => asText(entry)?.trim() ?? []).filter(Boolean);
}

export function propertiesOf({ url, communicationTypes, groupIds, queueIds, sandbox, permissions }: WidgetSettings): JsonObject {
	return {
		url, communicationTypeFilter: communicationTypes.join(','), groups: groupIds, queueIdFilterList: queueIds,
		sandbox: sandbox.join(','), permissions: permissions.join(','),
	};
}

export const asWidget = (integration: PlatformIntegration): PlatformIntegration | undefined => (integration.type.id === WIDGET_TYPE ? integration : undefined);

/** In whatever case; the exact name comes first. Permission: integrations:integration:view. @throws RefusedError `ambiguous.name` */
export async function findWidget(client: GenesysClient, name: string): Promise<PlatformIntegration | undefined> {
	return oneNamed(await allPlatformIntegrations(client, asWidget), name, WIDGET_NAME);
}

/** `undefined` when there is none with this ID, or it is another kind of integration. The same permission. */
export async function getWidget(client: GenesysClient, integrationId: string): Promise<PlatformIntegration | undefined> {
	const integration = await getPlatformIntegration(client, integrationId);
	return integration && asWidget(integration);
}
