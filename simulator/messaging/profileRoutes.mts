import { missingField, notFound } from '../http/apiError.mts';
import { isFilledText, objectOf } from '../http/json.mts';
import { pageOf } from '../http/pages.mts';
import { noContent, ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { addProfile, allProfiles, changeProfile, findProfile, profileView, removeProfile } from './profiles.mts';
import type { Profile, ProfileKind } from './profiles.mts';

/** The routes of a kind of platform configuration. */
export function profileRoutes<Content>(kind: ProfileKind<Content>): Route[] {
	const { path, permission } = kind;
	const needs = (action: string) => ({ all: [`${permission}:${action}`] });

	/** @throws ApiError 404 */
	const found = ({ world }: ApiRequest, id: unknown): Profile<Content> => {
		const profile = findProfile(world, kind, id);
		if (!profile) throw notFound(kind.what);
		return profile;
	};
	const shown = (profile: Profile<Content> | undefined): ApiAnswer =>
		profile ? ok(profileView(kind, profile)) : noContent();
	const inPath = (request: ApiRequest): Profile<Content> => found(request, request.params['profileId']);
	const theDefault = (request: ApiRequest): Profile<Content> => found(request, kind.store(request.world).defaultId);

	const list = ({ world, query }: ApiRequest): ApiAnswer =>
		ok(
			pageOf(
				allProfiles(world, kind).map((profile) => profileView(kind, profile)),
				query,
				path,
			),
		);
	const create = ({ world, body }: ApiRequest): ApiAnswer => {
		const fields = objectOf(body);
		const { name } = fields;
		if (!isFilledText(name)) throw missingField('name');
		return shown(addProfile(world, kind, name, kind.read(fields, undefined)));
	};
	const change = (request: ApiRequest): ApiAnswer => {
		const { world, body } = request;
		const profile = inPath(request);
		const fields = objectOf(body);
		const { name = profile.name } = fields;
		if (!isFilledText(name)) throw missingField('name');
		return shown(changeProfile(world, kind, profile, { name, content: kind.read(fields, profile.content) }));
	};
	const setDefault = (request: ApiRequest): ApiAnswer => {
		const id = objectOf(request.body)[kind.defaultField];
		if (!isFilledText(id)) throw missingField(kind.defaultField);
		const profile = found(request, id);
		kind.store(request.world).defaultId = profile.id;
		return shown(profile);
	};
	const remove = (request: ApiRequest): ApiAnswer => {
		removeProfile(request.world, kind, inPath(request));
		return noContent();
	};

	return [
		{ method: 'get', path, needs: needs('view'), handle: list },
		{ method: 'post', path, needs: needs('add'), handle: create },
		{ method: 'get', path: `${path}/default`, needs: needs('view'), handle: (request) => shown(theDefault(request)) },
		{ method: 'put', path: `${path}/default`, needs: needs('edit'), handle: setDefault },
		{ method: 'get', path: `${path}/:profileId`, needs: needs('view'), handle: (request) => shown(inPath(request)) },
		{ method: 'patch', path: `${path}/:profileId`, needs: needs('edit'), handle: change },
		{ method: 'delete', path: `${path}/:profileId`, needs: needs('delete'), handle: remove },
	];
}
