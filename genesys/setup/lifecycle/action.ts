import type { GenesysClient } from '../../client';
import { asNumber, asObject, asText, type JsonObject } from '../../json';
import { findByName } from '../findByName';
import type { StepResult } from '../step';
import { actionConfig, actionContract, CURRENT_MARK, MARK_HEADER } from './dataAction';
import { ACTIONS_PATH } from './genesysRules';
import { LEFT_ALONE, MARK, type LifecycleNames } from './names';

const WHAT = 'Set up the data action';

/** The action of this name in this integration. Permission: integrations:action:view. */
export async function findAction(client: GenesysClient, { action }: LifecycleNames, integrationId: string): Promise<JsonObject | undefined> {
	const fits = (entity: JsonObject) => asText(entity.integrationId) === integrationId;
	return await findByName(client, ACTIONS_PATH, action, { what: WHAT, query: { name: action }, fits });
}

/**
 * The data action that posts to this address, published. Permissions: integrations:action:view, :add, :edit.
 * @param integrationId of the integration whose credential it uses
 */
export async function ensureAction(
	client: GenesysClient,
	names: LifecycleNames,
	{ integrationId, url }: { integrationId: string; url: string },
): Promise<StepResult> {
	// Architect shows actions by their category, and in it their names; this one goes by the integration's name.
	const fields = { name: names.action, category: names.base, config: actionConfig(url) };
	const found = await findAction(client, names, integrationId);
	if (!found) {
		const body = { ...fields, integrationId, secure: false, contract: actionContract() };
		const created = asObject(await client.call({ method: 'POST', path: ACTIONS_PATH, body }, { what: WHAT }));
		return { status: 'created', id: asText(created?.id) ?? '', name: names.action };
	}
	const about = { id: asText(found.id) ?? '', name: names.action };
	const path = `${ACTIONS_PATH}/${encodeURIComponent(about.id)}`;
	const present = asObject(await client.call({ method: 'GET', path, query: { includeConfig: true } }, { what: WHAT }));
	const request = asObject(asObject(present?.config)?.request);
	const mark = markIn(request?.headers);
	if (!mark.startsWith(MARK)) return { status: 'unchanged', ...about, detail: LEFT_ALONE };
	const presentUrl = asText(request?.requestUrlTemplate);
	if (mark === CURRENT_MARK && presentUrl === url) return { status: 'unchanged', ...about };
	await client.call({ method: 'PATCH', path, body: { ...fields, version: asNumber(present?.version) ?? 1 } }, { what: WHAT });
	const detail = presentUrl === url ? 'An older one of this package was replaced.' : `It posts to ${url} now.`;
	return { status: 'changed', ...about, detail };
}

/** Names of headers may come back in another case. */
function markIn(headers: unknown): string {
	const [, mark] = Object.entries(asObject(headers) ?? {}).find(([name]) => name.toLowerCase() === MARK_HEADER) ?? [];
	return asText(mark) ?? '';
}
