import { conflict } from '../http/apiError.mts';
import { isObject } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { newId } from '../ids.mts';
import type { Settings } from '../settings.mts';
import type { World } from '../world.mts';

/** One platform configuration: a supported content profile or a messaging setting. */
export interface Profile<Content> {
	id: string;
	name: string;
	content: Content;
	version: number;
	createdAt: number;
	modifiedAt: number;
}

/** The profiles of a kind. The simulator's settings define the built-in one. */
export interface ProfileStore<Content> {
	builtIn: Omit<Profile<unknown>, 'content'>;
	own: Map<string, Profile<Content>>;
	/** The default for integrations without a profile. */
	defaultId: string;
}

/** Differences between the two kinds of profiles. */
export interface ProfileKind<Content> {
	path: string;
	/** `messaging:setting` of `messaging:setting:view`. */
	permission: string;
	/** The integration's field for the profile. */
	reference: 'supportedContent' | 'messagingSetting';
	/** The field in `PUT …/default`. */
	defaultField: 'id' | 'settingId';
	what: string;
	store(world: World): ProfileStore<Content>;
	/** Content of a request. Omitted fields don't change. @throws ApiError 400 */
	read(body: JsonObject, old: Content | undefined): Content;
	view(content: Content): JsonObject;
	fromSettings(settings: Settings): Content;
	toSettings(content: Content): Partial<Settings>;
}

export function newStore<Content>(name: string): ProfileStore<Content> {
	const now = Date.now();
	const builtIn = { id: newId(), name, version: 1, createdAt: now, modifiedAt: now };
	return { builtIn, own: new Map(), defaultId: builtIn.id };
}

/** All profiles of a kind, the built-in one first. */
export function allProfiles<Content>(world: World, kind: ProfileKind<Content>): Array<Profile<Content>> {
	const { builtIn, own } = kind.store(world);
	return [{ ...builtIn, content: kind.fromSettings(world.settings) }, ...own.values()];
}

export const findProfile = <Content,>(
	world: World,
	kind: ProfileKind<Content>,
	id: unknown,
): Profile<Content> | undefined => allProfiles(world, kind).find((profile) => profile.id === id);

/** An integration's profile, or the default one. */
export function contentFor<Content>(world: World, kind: ProfileKind<Content>, id: string | undefined): Content {
	const profile = findProfile(world, kind, id) ?? findProfile(world, kind, kind.store(world).defaultId);
	return profile?.content ?? kind.fromSettings(world.settings);
}

export function addProfile<Content>(world: World, kind: ProfileKind<Content>, name: string, content: Content) {
	const now = Date.now();
	const profile: Profile<Content> = { id: newId(), name, content, version: 1, createdAt: now, modifiedAt: now };
	kind.store(world).own.set(profile.id, profile);
	return profile;
}

export function changeProfile<Content>(
	world: World,
	kind: ProfileKind<Content>,
	{ id, version, name: oldName, content: oldContent }: Profile<Content>,
	{ name = oldName, content = oldContent }: { name?: string; content?: Content },
): Profile<Content> | undefined {
	const { builtIn, own } = kind.store(world);
	const stamps = { name, version: version + 1, modifiedAt: Date.now() };
	const profile = own.get(id);
	if (profile) Object.assign(profile, stamps, { content });
	else {
		Object.assign(builtIn, stamps);
		world.settings = { ...world.settings, ...kind.toSettings(content) };
	}
	return findProfile(world, kind, id);
}

/** @throws ApiError 409 for the built-in profile, the default profile, and a profile in use */
export function removeProfile<Content>(world: World, kind: ProfileKind<Content>, { id }: Profile<Content>): void {
	const { own, builtIn, defaultId } = kind.store(world);
	if (id === builtIn.id || id === defaultId) throw conflict(`${kind.what} is the default.`);
	const used = [...world.integrations.values()].find((integration) => integration[kind.reference]?.id === id);
	if (used) throw conflict(`${kind.what} is used by the integration ${used.id}.`);
	own.delete(id);
}

/** Model `DomainEntityRef`, or with `expand` the whole profile. */
export function profileView<Content>(kind: ProfileKind<Content>, profile: Profile<Content>): JsonObject {
	const { id, name, version, createdAt, modifiedAt, content } = profile;
	return {
		id,
		name,
		dateCreated: new Date(createdAt).toISOString(),
		dateModified: new Date(modifiedAt).toISOString(),
		version: kind.reference === 'supportedContent' ? version : String(version),
		...kind.view(content),
		selfUri: `${kind.path}/${id}`,
	};
}

/** The object in a field, or an empty one if it is missing. */
export const part = (body: JsonObject | undefined, field: string): JsonObject => {
	const value = body?.[field];
	return isObject(value) ? value : {};
};
