import { ApiError, notFound } from '../http/apiError.mts';
import { newId } from '../ids.mts';
import type { OAuthClient } from '../oauth/clients.mts';
import type { World } from '../world.mts';

export interface Division {
	id: string;
	name: string;
}

export const HOME: Division = { id: 'home', name: 'Home' };

/** The division with this name, or undefined. */
export const findDivision = (world: World, name: string): Division | undefined =>
	world.divisions.find((division) => division.name.toLowerCase() === name.toLowerCase());

/** The division with this name, created if missing. */
export function divisionNamed(world: World, name: string): Division {
	const found = findDivision(world, name);
	if (found) return found;
	const division = { id: newId(), name };
	world.divisions.push(division);
	return division;
}

export const divisionView = ({ id, name }: Division): Division & { selfUri: string } => ({
	id,
	name,
	selfUri: `/api/v2/authorization/divisions/${id}`,
});

/** Whether the client has its roles in this division. The simulator's own routes have no client and see everything. */
export const sees = (client: OAuthClient | undefined, { name }: Division): boolean =>
	client?.divisions === undefined || client.divisions.some((own) => own.toLowerCase() === name.toLowerCase());

/**
 * The error for an object of another division.
 * @param what "The queue"
 */
export function elsewhere({ settings }: World, what: string): ApiError {
	if (settings.otherDivision === 'notFound') return notFound(what);
	const text = 'Unable to perform the requested action. You are missing the permission in the division of the object.';
	return new ApiError(403, 'missing.division.permission', text);
}
