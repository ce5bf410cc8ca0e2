import { findWidget, getWidget, missingPlaceholders, NEEDED_SANDBOX, PERMISSIONS_POLICY, redirectUriOf, WIDGET_NAME, widgetSettings } from '../agentPanel/widget';
import { objectWithId } from '../answers';
import { isNotFound } from '../apiError';
import { isSameId, pathId } from '../ids';
import { asNumber, asText, type JsonObject } from '../json';
import { getOrganizationId } from '../oauth/organization';
import { getConfiguration } from '../platformIntegrations';
import { findChosen } from './chosenIntegrationCheck';
import { finding, type Finding } from './findings';
import { checkOAuthClient } from './oauthClientCheck';
import { checkPanelPage, unreachablePanel } from './panelPageCheck';
import type { PanelSubject } from './panelSubject';
import { runChecks, type Check } from './runChecks';
import { uncallableReason } from './triggerUrl';

const VIEW = 'integrations:integration:view';
/** In the order in which they affect an agent. */
const CHECKS: ReadonlyArray<Check<PanelSubject>> = [
	{ sees: 'the organization', run: checkOrganization },
	{ permission: VIEW, sees: 'the integration', run: checkIntegration },
	{ permission: VIEW, sees: 'its configuration', run: checkConfiguration },
	{ sees: 'the groups', run: checkGroups },
	{ permission: 'routing:queue:view', sees: 'the queues', run: checkQueues },
	{ sees: 'the page of the panel', run: checkPanelPage },
	{ permission: 'oauth:client:view', sees: 'the OAuth client', run: checkOAuthClient },
];
const WHAT = 'Check setup';

/** Finds what keeps agents from using the panel, without changing anything or starting an execution. */
export async function checkAgentPanel(subject: PanelSubject): Promise<Finding[]> {
	return await runChecks(subject, CHECKS, []);
}

async function checkOrganization({ client, origins, panel }: PanelSubject): Promise<Finding[]> {
	if (panel.origins.api !== origins.api) {
		return [finding('panel.otherRegion', `The Genesys Agent Panel credential uses ${panel.origins.api}, but the Genesys Cloud credential uses ${origins.api}.`)];
	}
	const organizationId = await getOrganizationId(client, WHAT);
	if (organizationId === undefined || isSameId(organizationId, panel.organizationId)) return [];
	return [finding('panel.otherOrganization', `The Genesys Agent Panel credential has the Organization ID ${panel.organizationId}, but this organization's ID is ${organizationId}, so the trigger rejects its agents.`)];
}

async function checkIntegration(subject: PanelSubject): Promise<Finding[]> {
	const { client, chosen } = subject;
	const { integration, findings } = await findChosen(chosen, {
		type: WIDGET_NAME,
		inactive: 'no agent sees the panel',
		byId: async (id) => await getWidget(client, id),
		byName: async (name) => await findWidget(client, name),
	});
	subject.integration = integration;
	return findings;
}

async function checkConfiguration(subject: PanelSubject): Promise<Finding[]> {
	const { client, integration, origins } = subject;
	if (!integration) return [];
	const { properties } = await getConfiguration(client, integration.id, WHAT);
	const settings = widgetSettings(properties);
	subject.settings = settings;
	const { url, communicationTypes, sandbox, permissions } = settings;
	const widget = `The integration "${integration.name}"`;
	const found: Finding[] = [];
	if (communicationTypes.length > 0 && !communicationTypes.some((type) => type === 'open' || type === 'webmessaging')) {
		found.push(finding('panel.otherTypes', `${widget} appears only in conversations of the types ${communicationTypes.join(', ')}, so not in Open Messaging or web messaging conversations.`));
	}
	const noTokens = NEEDED_SANDBOX.filter((token) => !sandbox.includes(token));
	if (noTokens.length > 0) found.push(finding('panel.sandboxed', `${widget} lacks the sandbox options ${noTokens.join(', ')}, which the panel needs.`));
	const noPermissions = PERMISSIONS_POLICY.filter((permission) => !permissions.includes(permission));
	if (noPermissions.length > 0) found.push(finding('panel.noClipboard', `${widget} lacks the permission ${noPermissions.join(', ')}, so agents can't copy suggestions.`));
	if (url === '') return [finding('panel.urlMissing', `${widget} has no URL, so it shows nothing.`), ...found];
	const reason = uncallableReason(url, origins.isOwnOrigin);
	if (reason !== undefined) return [unreachablePanel(integration.name, url, reason), ...found];
	subject.url = redirectUriOf(url);
	const missing = missingPlaceholders(url);
	if (missing.length === 0) return found;
	return [finding('panel.placeholderMissing', `The URL of the integration "${integration.name}" lacks ${missing.join('&')}, so the panel doesn't know which conversation it belongs to.`), ...found];
}

async function checkGroups({ client, integration, settings }: PanelSubject): Promise<Finding[]> {
	if (!integration || !settings) return [];
	const { name } = integration;
	const { groupIds } = settings;
	if (groupIds.length === 0) return [finding('panel.noGroups', `The integration "${name}" isn't assigned to a group, so no agent sees the panel.`)];
	const found = groupIds.map(async (id): Promise<Finding[]> => {
		const group = await getIfThere({ client }, `/api/v2/groups/${pathId('Group ID', id)}`);
		if (!group) return [finding('group.missing', `The integration "${name}" is assigned to the group ${id}, which doesn't exist.`)];
		const empty = finding('group.empty', `The integration "${name}" is assigned to the group "${asText(group.name) ?? id}", which has no members.`);
		return asNumber(group.memberCount) === 0 ? [empty] : [];
	});
	return (await Promise.all(found)).flat();
}

async function checkQueues({ client, integration, settings }: PanelSubject): Promise<Finding[]> {
	const found = (settings?.queueIds ?? []).map(async (id) => {
		if (await getIfThere({ client }, `/api/v2/routing/queues/${pathId('Queue ID', id)}`)) return [];
		const what = `The integration "${integration?.name}" appears for the queue ${id}, which doesn't exist or is in a division that the role of the OAuth client or signed-in user doesn't cover.`;
		return [finding('queue.notVisible', what)];
	});
	return (await Promise.all(found)).flat();
}

async function getIfThere({ client }: Pick<PanelSubject, 'client'>, path: string): Promise<JsonObject | undefined> {
	const { body, error } = await client.attempt({ method: 'GET', path }, { what: WHAT, read: objectWithId });
	if (error && !isNotFound(error)) throw error;
	return body;
}
