import { createHmac } from 'node:crypto';
import type { GenesysClient } from '../../client';
import { asObject, asText } from '../../json';
import { findByCursor } from '../findByCursor';
import { CREDENTIAL_TYPE, SECRET_FIELD } from './genesysRules';
import { MARK, type LifecycleNames } from './names';

const PATH = '/api/v2/integrations/credentials';

const WHAT = 'Store the webhook secret';

/**
 * The credential that holds the webhook secret. Genesys does not give a secret out, so the name says which one it is, and
 * both change in one call. Permissions: integrations:integration:view, :add, :edit.
 */
export async function ensureCredential(
	client: GenesysClient,
	{ base }: LifecycleNames,
	webhookSecret: string,
): Promise<{ id: string; isChanged: boolean }> {
	const ours = `${base} [${MARK} `;
	const name = `${ours}${fingerprintOf(webhookSecret)}]`;
	const found = await findByCursor(client, `${PATH}/listing`, (entity) => asText(entity.name)?.startsWith(ours) ?? false, { what: WHAT });
	const id = asText(found?.id);
	if (id && asText(found?.name) === name) return { id, isChanged: false };

	const body = { name, type: { id: CREDENTIAL_TYPE }, credentialFields: { [SECRET_FIELD]: webhookSecret } };
	if (!id) {
		const created = asObject(await client.call({ method: 'POST', path: PATH, body }, { what: WHAT }));
		return { id: asText(created?.id) ?? '', isChanged: true };
	}
	await client.call({ method: 'PUT', path: `${PATH}/${encodeURIComponent(id)}`, body }, { what: WHAT, repeatable: true });
	return { id, isChanged: true };
}

/** Tells secrets apart, and is as little use for finding one out as the signature of a delivery. */
function fingerprintOf(webhookSecret: string): string {
	return createHmac('sha256', webhookSecret).update(MARK).digest('hex').slice(0, 12);
}
