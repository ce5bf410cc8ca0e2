import { divisionNamed, divisionView } from '../directory/divisions.mts';
import type { Division } from '../directory/divisions.mts';
import { badRequest } from '../http/apiError.mts';
import { isFilledText } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { newId } from '../ids.mts';
import type { World } from '../world.mts';

/** A schedule, schedule group, or emergency group, with its fields as created. */
export interface Planned {
	id: string;
	name: string;
	division: Division;
	fields: JsonObject;
}

/** The three kinds, by the last part of their path. */
export const PLANNED_KINDS = ['schedules', 'schedulegroups', 'emergencygroups'] as const;
export type PlannedKind = (typeof PLANNED_KINDS)[number];

/** Local time without a time zone, which the schedule group defines. */
const LOCAL_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?$/;
const LISTS = ['openSchedules', 'closedSchedules', 'holidaySchedules'];

/** References to schedules by ID or name. */
function referencesIn(world: World, list: unknown, field: string): JsonObject[] {
	if (!Array.isArray(list)) throw badRequest(`"${field}" must be a list of schedules, by ID or name.`);
	return list.map((given: unknown) => {
		const found = world.planned.schedules.find(({ id, name }) => given === id || given === name);
		if (!found) throw badRequest(`"${field}": there is no schedule "${String(given)}".`);
		return { id: found.id, name: found.name, selfUri: `/api/v2/architect/schedules/${found.id}` };
	});
}

const CHECKS: Record<PlannedKind, (world: World, fields: JsonObject) => JsonObject> = {
	schedules: (_world, { start, end, rrule }) => {
		const good = [start, end].every((time) => typeof time === 'string' && LOCAL_TIME.test(time));
		if (!good) throw badRequest('"start" and "end" must be local times such as 2026-01-05T09:00:00.000.');
		return { start, end, ...(isFilledText(rrule) && { rrule }) };
	},
	schedulegroups: (world, fields) => ({
		timeZone: isFilledText(fields['timeZone']) ? fields['timeZone'] : 'UTC',
		...Object.fromEntries(LISTS.map((field) => [field, referencesIn(world, fields[field] ?? [], field)])),
	}),
	emergencygroups: (_world, { enabled = false }) => {
		if (typeof enabled !== 'boolean') throw badRequest('"enabled" must be true or false.');
		return { enabled, emergencyCallFlows: [] };
	},
};

/**
 * Creates a schedule or group. Replaces one with the same name and keeps its ID.
 * @throws ApiError 400 with the reason
 */
export function plant(world: World, kind: PlannedKind, body: JsonObject): Planned {
	const { name, division = 'Home' } = body;
	if (!isFilledText(name)) throw badRequest('"name" is required.');
	const fields = CHECKS[kind](world, body);
	const old = world.planned[kind].find((other) => other.name === name);
	const planned = { id: old?.id ?? newId(), name, division: divisionNamed(world, String(division)), fields };
	world.planned[kind] = [...world.planned[kind].filter((other) => other !== old), planned];
	return planned;
}

/** Models `Schedule`, `ScheduleGroup` and `EmergencyGroup`. */
export const plannedView = (kind: PlannedKind, { id, name, division, fields }: Planned): JsonObject => ({
	id,
	name,
	division: divisionView(division),
	version: 1,
	state: 'active',
	...fields,
	selfUri: `/api/v2/architect/${kind}/${id}`,
});
