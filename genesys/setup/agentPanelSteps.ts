import {
	CODE_GRANT, completeOAuthClient, createOAuthClient, findOAuthClient, lookAtOAuthClient, missingIn, type OAuthClient,
} from '../agentPanel/oauthClient';
import { PANEL_SCOPES } from '../agentPanel/scopes';
import { PERMISSIONS_POLICY, propertiesOf, redirectUriOf, SANDBOX, widgetSettings, widgetUrl, type WidgetSettings } from '../agentPanel/widget';
import type { GenesysClient } from '../client';
import { RefusedError, sentence } from '../errors';
import type { Configuration } from '../platformIntegrations';
import type { Named } from '../routing/named';
import type { PlannedStep } from './plan';
import { planConfiguration } from './platformSteps';

/** How to create the client by hand, if the role can't. */
export const clientByHand = (redirectUri: string): string =>
	`Admin › Integrations › OAuth, Add Client: grant type Code Authorization, authorized redirect URI ${redirectUri}, scopes ${PANEL_SCOPES.join(', ')}`;

type WantedClient = { name: string; clientId: string; panelUrl: string };

/**
 * The client that signs agents in, by ID or by name. A client whose ID is given, but that the role can't view, stays unchanged.
 * Permission: oauth:client:view; to apply it, :add or :edit.
 * @throws RefusedError `client.not.found`, `client.grant.type`, `ambiguous.name`
 */
export async function planOAuthClient(client: GenesysClient, { name, clientId, panelUrl }: WantedClient): Promise<PlannedStep> {
	const step = 'oauthClient';
	const redirectUri = redirectUriOf(panelUrl);
	const { found, error } = clientId === '' ? { found: await findOAuthClient(client, name, redirectUri) } : await lookAtOAuthClient(client, clientId, 'Find the OAuth client');
	if (error?.code !== undefined && 'status' in error && error.status === 403) {
		return { step, action: 'keep', id: clientId, name: clientId, detail: sentence(`The role can't view this client (${error.message}). It needs: ${clientByHand(redirectUri)}`) };
	}
	if (error) throw error;
	if (!found && clientId !== '') {
		const message = `Find the OAuth client: Genesys Cloud has no OAuth client with the ID ${clientId}`;
		throw new RefusedError({ code: 'client.not.found', message, advice: 'Copy the ID from Admin › Integrations › OAuth, or clear Client ID to create a client.', parameter: 'Client ID' });
	}
	if (!found) {
		const detail = `Redirect URI: ${redirectUri}. Scopes: ${PANEL_SCOPES.join(', ')}.`;
		return { step, action: 'create', name, detail, apply: async () => await createOAuthClient(client, name, redirectUri) };
	}
	return planCompletion(client, found, redirectUri);
}

function planCompletion(client: GenesysClient, found: OAuthClient, redirectUri: string): PlannedStep {
	const { id, name, grantType, isActive } = found;
	if (grantType !== CODE_GRANT) {
		const message = `Find the OAuth client: "${name}" has the grant type ${grantType}, which agents can't sign in with`;
		throw new RefusedError({ code: 'client.grant.type', message, advice: 'Enter the ID of a client with the grant type Code Authorization, or clear Client ID to create one.', parameter: 'Client ID' });
	}
	const { hasRedirect, scopes } = missingIn(found, redirectUri);
	const added = [hasRedirect ? '' : `redirect URI ${redirectUri}`, scopes.length > 0 ? `scopes ${scopes.join(', ')}` : ''].filter(Boolean);
	const details = [added.length > 0 && `Added: ${added.join('; ')}.`, !isActive && "It isn't active. Activate it in Admin › Integrations › OAuth."];
	const planned = { step: 'oauthClient', id, name, detail: details.filter(Boolean).join(' ') || undefined } as const;
	if (added.length === 0) return { ...planned, action: 'keep' };
	const apply = async () => {
		await completeOAuthClient(client, found, redirectUri);
		return { id };
	};
	return { ...planned, action: 'change', apply };
}

export type WantedWidget = { panelUrl: string; communicationTypes: string[]; groups: Named[]; queues: Named[] };

/** Keeps other permissions of the frame and other properties. To apply it: integrations:integration:edit. */
export function planWidget(client: GenesysClient, integration: PlannedStep, wanted: WantedWidget, present?: Configuration): PlannedStep {
	const former = widgetSettings(present?.properties ?? {});
	const settings: WidgetSettings = {
		url: widgetUrl(wanted.panelUrl),
		communicationTypes: wanted.communicationTypes, groupIds: idsOf(wanted.groups), queueIds: idsOf(wanted.queues),
		sandbox: [...new Set([...former.sandbox, ...SANDBOX])], permissions: [...new Set([...former.permissions, ...PERMISSIONS_POLICY])],
	};
	const names = (all: Named[]) => all.map(({ name }) => name).join(', ');
	const words: Record<keyof WidgetSettings, string> = {
		url: `URL ${settings.url}${former.url && former.url !== settings.url ? ` (before: ${former.url})` : ''}`,
		communicationTypes: `communication types ${wanted.communicationTypes.join(', ')}`,
		groupIds: `groups ${names(wanted.groups)}`,
		queueIds: `queues ${names(wanted.queues) || 'all'}`,
		sandbox: `sandbox ${SANDBOX.join(', ')}`,
		permissions: `permissions ${PERMISSIONS_POLICY.join(', ')}`,
	};
	const changed = (Object.keys(words) as Array<keyof WidgetSettings>).filter((key) => !isSame(former[key], settings[key]));
	return planConfiguration(client, integration, {
		isDone: changed.length === 0,
		detail: `Set: ${changed.map((key) => words[key]).join('; ')}.`,
		changes: () => ({ properties: propertiesOf(settings) }),
	}, present);
}

const idsOf = (all: Named[]) => all.map(({ id }) => id);

/** Ignores the order of lists. */
function isSame(one: string | string[], other: string | string[]): boolean {
	const [a, b] = [one, other].map((value) => (typeof value === 'string' ? value : JSON.stringify([...value].sort())));
	return a === b;
}
