import { allPages, anObject, objectWithId, page, type Page } from './answers';
import { isNotFound } from './apiError';
import type { GenesysClient } from './client';
import { RefusedError } from './errors';
import { pathId } from './ids';
import { asObject, asText, type JsonObject } from './json';

/** An integration in Admin › Integrations. Open Messaging integrations have their own API. */
export interface PlatformIntegration {
	id: string;
	name: string;
	type: { id: string; name: string };
	isEnabled: boolean; // Intended state.
	state?: string; // Reported state, such as ACTIVE or ERROR.
	reason?: string; // Genesys Cloud's message about the reported state.
}

export const PLATFORM_INTEGRATIONS_PATH = '/api/v2/integrations';

/** One page of integrations of all types. Permission: integrations:integration:view. */
export async function listPlatformIntegrations(client: GenesysClient, pageNumber: number): Promise<Page<PlatformIntegration>> {
	const request = { method: 'GET', path: PLATFORM_INTEGRATIONS_PATH, query: { pageSize: 100, pageNumber } } as const;
	const { entities, pageCount } = await client.call(request, { what: 'List integrations', read: page });
	return { entities: entities.flatMap((entity) => parse(entity) ?? []), pageCount };
}

/** All integrations for which `pick` returns a value. Same permission. */
export async function allPlatformIntegrations<T>(client: GenesysClient, pick: (one: PlatformIntegration) => T | undefined): Promise<T[]> {
	const all = await allPages(async (pageNumber) => await listPlatformIntegrations(client, pageNumber));
	return all.flatMap((one) => pick(one) ?? []);
}

/** Case-insensitive; an exact match wins. @param kind for the error message @throws RefusedError `ambiguous.name` */
export function oneNamed<T extends { name: string }>(all: readonly T[], name: string, kind: string): T | undefined {
	const similar = all.filter((one) => one.name.toLowerCase() === name.toLowerCase());
	const exact = similar.filter((one) => one.name === name);
	const found = exact.length > 0 ? exact : similar;
	if (found.length <= 1) return found.at(0);
	const message = `Genesys Cloud has ${found.length} ${kind} integrations named "${name}"`;
	throw new RefusedError({ code: 'ambiguous.name', message, advice: 'Rename them in Admin › Integrations so that each name is unique.' });
}

/** `undefined` if the ID doesn't exist. Same permission. */
export async function getPlatformIntegration(client: GenesysClient, integrationId: string): Promise<PlatformIntegration | undefined> {
	const path = `${PLATFORM_INTEGRATIONS_PATH}/${pathId('Integration', integrationId)}`;
	const { body, error } = await client.attempt({ method: 'GET', path }, { what: 'Get integration', read: objectWithId });
	if (error && !isNotFound(error)) throw error;
	return parse(body);
}

function parse(body: unknown): PlatformIntegration | undefined {
	const integration = objectWithId(body);
	// An integration that is being deleted stays in the list for a while.
	if (!integration || integration.intendedState === 'DELETED') return undefined;
	const { id, name, intendedState } = integration;
	const type = asObject(integration.integrationType) ?? {};
	const reported = asObject(integration.reportedState);
	const reason = asText(asObject(reported?.detail)?.message);
	return {
		id, name: asText(name) ?? id, type: { id: asText(type.id) ?? '', name: asText(type.name) ?? '' },
		isEnabled: intendedState === 'ENABLED', state: asText(reported?.code), reason,
	};
}

/** An integration's configuration. `credentials` has a reference for each slot. */
export interface Configuration {
	properties: JsonObject;
	credentials: JsonObject;
	/** The complete configuration, unchanged, because a PUT replaces it and includes the version that it replaces. */
	whole: JsonObject;
}

export const configurationPath = (integrationId: string): string => `${PLATFORM_INTEGRATIONS_PATH}/${pathId('Integration', integrationId)}/config/current`;

/** Permission: integrations:integration:view. */
export async function getConfiguration(client: GenesysClient, integrationId: string, what: string): Promise<Configuration> {
	const whole = await client.call({ method: 'GET', path: configurationPath(integrationId) }, { what, read: anObject });
	return { properties: asObject(whole.properties) ?? {}, credentials: asObject(whole.credentials) ?? {}, whole };
}
