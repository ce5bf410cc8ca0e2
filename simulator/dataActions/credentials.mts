import { invalidValue, missingField, notFound } from '../http/apiError.mts';
import { isFilledText, isObject, objectOf } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { newId } from '../ids.mts';
import type { World } from '../world.mts';

const CREDENTIALS = '/api/v2/integrations/credentials';
/** What "Web Services Data Actions" can have. */
const TYPES = ['basicAuth', 'userDefined', 'userDefinedOAuth'] as const;

export interface Credential {
	id: string;
	name: string;
	type: (typeof TYPES)[number];
	/** Never given out again. */
	fields: Record<string, string>;
	createdDate: string;
	modifiedDate: string;
}

/** Model `CredentialInfo`: everything but the fields. */
export const credentialView = ({ fields: _fields, type, ...info }: Credential): JsonObject => ({
	...info,
	type: { id: type },
	selfUri: `${CREDENTIALS}/${info.id}`,
});

function given(body: unknown): Pick<Credential, 'name' | 'type' | 'fields'> {
	const { name, type, credentialFields } = objectOf(body);
	if (!isFilledText(name)) throw missingField('name');
	const id = isObject(type) ? type['id'] : undefined;
	const known = TYPES.find((one) => one === id);
	if (!known) throw invalidValue(id, 'type.id', 'CredentialType', TYPES);
	if (!isObject(credentialFields)) throw missingField('credentialFields');
	const fields = Object.entries(credentialFields);
	if (!fields.every((field): field is [string, string] => isFilledText(field[1]))) {
		throw invalidValue(undefined, 'credentialFields', 'Map');
	}
	return { name, type: known, fields: Object.fromEntries(fields) };
}

function found({ world, params }: ApiRequest): Credential {
	const credential = world.credentials.get(params['credentialId'] ?? '');
	if (!credential) throw notFound('The credential');
	return credential;
}

function keep(world: World, credential: Credential): ApiAnswer {
	world.credentials.set(credential.id, credential);
	return ok(credentialView(credential));
}

/** By cursor: `after` is the id of the last one that has been told. */
function list({ world, query }: ApiRequest): ApiAnswer {
	const all = [...world.credentials.values()];
	const from = query['after'] === undefined ? 0 : all.findIndex(({ id }) => id === query['after']) + 1;
	const page = all.slice(from, from + Math.min(Number(query['pageSize'] ?? 25), 200));
	const last = page.at(-1);
	const more = last !== undefined && last !== all.at(-1);
	return ok({
		entities: page.map(credentialView),
		...(more && { nextUri: `${CREDENTIALS}/listing?after=${last.id}` }),
		selfUri: `${CREDENTIALS}/listing`,
	});
}

const needs = (...actions: string[]) => ({ any: actions.map((action) => `integrations:integration:${action}`) });

export const credentialRoutes: Route[] = [
	{ method: 'get', path: `${CREDENTIALS}/listing`, needs: needs('view'), handle: list },
	{
		method: 'post',
		path: CREDENTIALS,
		needs: needs('add', 'edit'),
		handle: ({ world, body }) => {
			const now = new Date().toISOString();
			return keep(world, { id: newId(), ...given(body), createdDate: now, modifiedDate: now });
		},
	},
	{
		method: 'get',
		path: `${CREDENTIALS}/:credentialId`,
		needs: needs('view'),
		handle: (request) => ok(credentialView(found(request))),
	},
	{
		method: 'put',
		path: `${CREDENTIALS}/:credentialId`,
		needs: needs('edit'),
		handle: (request) =>
			keep(request.world, { ...found(request), ...given(request.body), modifiedDate: new Date().toISOString() }),
	},
];
