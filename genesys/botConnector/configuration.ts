import { createHmac } from 'node:crypto';
import { objectWithId } from '../answers';
import { isNotFound } from '../apiError';
import type { GenesysClient } from '../client';
import { pathId } from '../ids';
import { asObject, asText } from '../json';
import type { Configuration } from '../platformIntegrations';
import { headerValueOf, type HeaderSecret } from './headerSecret';

export const CREDENTIALS_PATH = '/api/v2/integrations/credentials';

export type NamedCredential = { id: string; name: string };

/** Gets the credential in a slot. Genesys Cloud returns its name but not its fields. Permission: integrations:integration:view. */
export async function getCredential(client: GenesysClient, { credentials }: Configuration, slot: string, what: string): Promise<NamedCredential | undefined> {
	const id = asText(asObject(credentials[slot])?.id);
	if (id === undefined) return undefined;
	const path = `${CREDENTIALS_PATH}/${pathId('Credential', id)}`;
	const { body, error } = await client.attempt({ method: 'GET', path }, { what, read: objectWithId });
	if (error && !isNotFound(error)) throw error;
	return body && { id, name: asText(body.name) ?? '' };
}

/**
 * Name of the credential that Setup: Provision creates. Secrets can't be read back, so the name identifies them by the header
 * name and a 32-bit hash, which is too short to reveal a secret of 16 characters.
 */
export function credentialNameFor(header: HeaderSecret): string {
	const mark = createHmac('sha256', headerValueOf(header)).update('n8n-bot-connector').digest('hex').slice(0, 8);
	return `n8n ${header.headerName} ${mark}`;
}

/** Whether Setup: Provision created it. The secret of any other credential is unknown. */
export const isMadeHere = ({ name }: NamedCredential): boolean => /^n8n \S+ [0-9a-f]{8}$/.test(name);
