import type { GenesysClient } from '../../client';
import { asNumber, asObject, asText, type JsonObject } from '../../json';
import { findByName } from '../findByName';
import type { StepResult } from '../step';
import { ensureCredential } from './credential';
import { CREDENTIAL_SLOT, INTEGRATION_TYPE } from './genesysRules';
import { LEFT_ALONE, MARK, type LifecycleNames } from './names';

const PATH = '/api/v2/integrations';

const WHAT = 'Set up the integration for data actions';

const NOTES = `Gives what happens in Open Messaging conversations to n8n. Remove the text in brackets to keep changes of your own. [${MARK}]`;

/** The integration of this name, whoever has made it. Permission: integrations:integration:view. */
export async function findDataActions(client: GenesysClient, { base }: LifecycleNames): Promise<JsonObject | undefined> {
	return await findByName(client, PATH, base, { what: WHAT, query: { integrationType: INTEGRATION_TYPE } });
}

/**
 * The integration "Web Services Data Actions" of this name, with the webhook secret as its credential, and active.
 * Permissions: integrations:integration:view, :add, :edit.
 */
export async function ensureDataActions(client: GenesysClient, names: LifecycleNames, webhookSecret: string): Promise<StepResult> {
	const found = await findDataActions(client, names);
	const integration = found ?? (await create(client, names));
	const id = asText(integration.id) ?? '';
	const path = `${PATH}/${encodeURIComponent(id)}`;
	const isActive = integration.intendedState === 'ENABLED';
	const config = asObject(await client.call({ method: 'GET', path: `${path}/config/current` }, { what: WHAT })) ?? {};
	const about = { id, name: names.base };
	if (found && isSomebodys(config, isActive)) return { status: 'unchanged', ...about, detail: LEFT_ALONE };

	const credential = await ensureCredential(client, names, webhookSecret);
	const isConfigured = hasMark(config) && credentialIn(config) === credential.id;
	if (!isConfigured) {
		const body = configWith(config, names, credential.id);
		await client.call({ method: 'PUT', path: `${path}/config/current`, body }, { what: WHAT });
	}
	if (!isActive) {
		await client.call({ method: 'PATCH', path, body: { intendedState: 'ENABLED' } }, { what: WHAT, repeatable: true });
	}
	if (!found) return { status: 'created', ...about };
	const changed = [...(credential.isChanged || !isConfigured ? ['its credential'] : []), ...(isActive ? [] : ['it is active'])];
	if (changed.length === 0) return { status: 'unchanged', ...about };
	return { status: 'changed', ...about, detail: `Changed: ${changed.join(', ')}.` };
}

/** It has no notes and no credential yet, and is not active. */
async function create(client: GenesysClient, { base }: LifecycleNames): Promise<JsonObject> {
	const body = { name: base, integrationType: { id: INTEGRATION_TYPE } };
	return asObject(await client.call({ method: 'POST', path: PATH, body }, { what: WHAT })) ?? {};
}

/** One without our mark, unless it is as `create` leaves it: then a run has failed after that. */
function isSomebodys(config: JsonObject, isActive: boolean): boolean {
	return !hasMark(config) && (isActive || Object.keys(asObject(config.credentials) ?? {}).length > 0);
}

function hasMark({ notes }: JsonObject): boolean {
	return (asText(notes) ?? '').includes(`[${MARK}]`);
}

function credentialIn({ credentials }: JsonObject): string | undefined {
	return asText(asObject(asObject(credentials)?.[CREDENTIAL_SLOT])?.id);
}

/** A PUT sets what it leaves out back, so the rest is repeated (model IntegrationConfiguration). */
function configWith(config: JsonObject, { base }: LifecycleNames, credentialId: string): object {
	return {
		name: base,
		version: asNumber(config.version) ?? 1,
		properties: asObject(config.properties) ?? {},
		advanced: asObject(config.advanced) ?? {},
		notes: NOTES,
		credentials: { [CREDENTIAL_SLOT]: { id: credentialId } },
	};
}
