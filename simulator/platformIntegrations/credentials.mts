import { invalidValue, missingField, notFound } from '../http/apiError.mts';
import { isFilledText, isObject, objectOf } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import type { ApiRequest } from '../http/routes.mts';
import { newId } from '../ids.mts';
import type { World } from '../world.mts';
import { CREDENTIAL_TYPE } from './types.mts';

/** A set of secrets for integrations. */
export interface Credential {
	id: string;
	name: string;
	fields: Record<string, string>;
	createdAt: number;
	modifiedAt: number;
}

export const CREDENTIALS_PATH = '/api/v2/integrations/credentials';

/** Model `CredentialInfo`, which never contains the fields. */
export const credentialView = ({ id, name, createdAt, modifiedAt }: Credential): JsonObject => ({
	id,
	name,
	createdDate: new Date(createdAt).toISOString(),
	modifiedDate: new Date(modifiedAt).toISOString(),
	type: CREDENTIAL_TYPE,
	selfUri: `${CREDENTIALS_PATH}/${id}`,
});

const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;

/** @throws ApiError 400 for a field that can't be a request header, since each becomes one */
export function credentialFields(value: unknown): Record<string, string> {
	if (value === undefined || value === null) throw missingField('credentialFields');
	if (!isObject(value)) throw invalidValue(value, 'credentialFields', 'Map');
	for (const [name, text] of Object.entries(value)) {
		if (typeof text !== 'string' || !HEADER_NAME.test(name) || !HEADER_VALUE.test(text)) {
			throw invalidValue('***', `credentialFields.${name}`, 'header text');
		}
	}
	return value as Record<string, string>;
}

function checked(body: unknown): Pick<Credential, 'name' | 'fields'> {
	const { name, type, credentialFields: given } = objectOf(body);
	if (!isFilledText(name)) throw missingField('name');
	if (!isObject(type)) throw missingField('type');
	const known = [type['id'], type['name']].some((one) => one === CREDENTIAL_TYPE.id);
	if (!known) throw invalidValue(type['id'] ?? type['name'], 'type', 'CredentialType', [CREDENTIAL_TYPE.id]);
	return { name, fields: credentialFields(given) };
}

export function addCredential(world: World, name: string, fields: Record<string, string>): Credential {
	const now = Date.now();
	const credential = { id: newId(), name, fields, createdAt: now, modifiedAt: now };
	world.credentials.set(credential.id, credential);
	return credential;
}

export function createCredential({ world, body }: ApiRequest): Credential {
	const { name, fields } = checked(body);
	return addCredential(world, name, fields);
}

/** @throws ApiError 404 */
export function credentialOf({ world, params }: ApiRequest): Credential {
	const credential = world.credentials.get(params['credentialId'] ?? '');
	if (!credential) throw notFound('The credential');
	return credential;
}

/** All fields are replaced. */
export function changeCredential(request: ApiRequest): Credential {
	return Object.assign(credentialOf(request), checked(request.body), { modifiedAt: Date.now() });
}
