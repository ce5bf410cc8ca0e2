import type { GenesysClient } from '../client';
import { asArray, asText, type JsonObject } from '../json';
import { allPlatformIntegrations, getPlatformIntegration, oneNamed, type PlatformIntegration } from '../platformIntegrations';

/**
 * The integration that shows a page beside the conversation. Source of its type and properties: Genesys' installer for premium
 * apps (purecloud-premium-app, `interaction-widget`) and its CX as Code blueprints.
 */
export const WIDGET_TYPE = 'embedded-client-app-interaction-widget';
export const WIDGET_NAME = 'Interaction Widget'; // Name in the Genesys Cloud UI.

/** Conversation types that show the widget. Genesys Cloud rejects `message`. UNCONFIRMED beyond the first two. */
export const COMMUNICATION_TYPES = ['open', 'webmessaging', 'apple', 'facebook', 'instagram', 'sms', 'twitter', 'whatsapp'] as const;

/** Genesys Cloud's URL placeholders by the page's query parameters. */
const PLACEHOLDERS = { conversationId: '{{gcConversationId}}', langTag: '{{gcLangTag}}', hostOrigin: '{{gcHostOrigin}}', targetEnv: '{{gcTargetEnv}}' };

/** Minimum sandbox permissions. The sign-in window inherits them and contains a form. */
export const NEEDED_SANDBOX = ['allow-scripts', 'allow-same-origin', 'allow-forms', 'allow-popups'];
/** Links opened in a new tab inherit these as well. */
export const SANDBOX = [...NEEDED_SANDBOX, 'allow-modals', 'allow-downloads'];
/** Required to copy a suggestion. */
export const PERMISSIONS_POLICY = ['clipboard-write'];

/** The panel's URL as registered for sign-in, without query and fragment. */
export function redirectUriOf(panelUrl: string): string {
	const { origin, pathname } = new URL(panelUrl);
	return origin + pathname;
}

export function widgetUrl(panelUrl: string): string {
	const query = Object.entries(PLACEHOLDERS).map(([name, placeholder]) => `${name}=${placeholder}`);
	return `${redirectUriOf(panelUrl)}?${query.join('&')}`;
}

/** Query parameters of the page that are missing from the URL. */
export function missingPlaceholders(url: string): string[] {
	return Object.entries(PLACEHOLDERS).map(([name, placeholder]) => `${name}=${placeholder}`).filter((parameter) => !url.split(/[?&#]/).includes(parameter));
}

/** A widget's configuration. An empty list of types or queues means all of them. */
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

/** Some lists are comma-separated texts. */
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

/** Finds a widget by name, case-insensitive; an exact match wins. Permission: integrations:integration:view. @throws RefusedError `ambiguous.name` */
export async function findWidget(client: GenesysClient, name: string): Promise<PlatformIntegration | undefined> {
	return oneNamed(await allPlatformIntegrations(client, asWidget), name, WIDGET_NAME);
}

/** Returns `undefined` if no integration has this ID or it's another type. Permission: integrations:integration:view. */
export async function getWidget(client: GenesysClient, integrationId: string): Promise<PlatformIntegration | undefined> {
	const integration = await getPlatformIntegration(client, integrationId);
	return integration && asWidget(integration);
}
