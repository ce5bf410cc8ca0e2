import { newId } from '../ids.mts';
import type { World } from '../world.mts';

/** Kinds of faults and where they apply. */
export const FAULT_KINDS = {
	duplicate: 'webhook',
	disorder: 'webhook',
	delay: 'webhook',
	wrongSignature: 'webhook',
	rateLimit: 'api',
	serverError: 'api',
	dropConnection: 'api',
	halfAnswer: 'api',
	garbage: 'api',
	slow: 'api',
	html: 'api',
	integrationCreationError: 'integration',
	loseEvent: 'event',
	duplicateEvent: 'event',
	disorderEvent: 'event',
	delayEvent: 'event',
	dropSockets: 'socket',
	muteSockets: 'socket',
	socketClosing: 'socket',
	closeAtOnce: 'socket',
	refuseAtOnce: 'socket',
	warnAtOnce: 'socket',
} as const;

export type FaultKind = keyof typeof FAULT_KINDS;

export interface Fault {
	id: string;
	kind: FaultKind;
	/** Remaining occurrences; 0 = until deleted. */
	times: number;
	/** API faults: part of the path. Default: every call under /api/. */
	path?: string;
	method?: string;
	/** Webhook faults: type of delivery. Default: Text and Structured. */
	type?: string;
	/** Event faults: part of the topic's name. Default: every event. */
	topic?: string;
	status?: number;
	ms?: number;
	retryAfterSeconds?: number;
	/** `dropConnection`: the request is processed and only its response is lost. */
	afterHandling?: boolean;
}

const SERVER_ERRORS = [500, 502, 503, 504];

const OPTIONS: ReadonlyArray<readonly [keyof Fault, (value: unknown) => boolean, string]> = [
	['times', (value) => Number.isInteger(value) && Number(value) >= 0, 'a whole number, 0 = until deleted'],
	['path', (value) => typeof value === 'string', 'a part of the path'],
	['method', (value) => typeof value === 'string', 'an HTTP method'],
	['type', (value) => typeof value === 'string', 'Text, Structured, Event or Receipt'],
	['topic', (value) => typeof value === 'string', 'a part of the name of a topic'],
	['status', (value) => SERVER_ERRORS.includes(Number(value)), SERVER_ERRORS.join(', ')],
	['ms', (value) => typeof value === 'number' && value >= 0, 'milliseconds'],
	['retryAfterSeconds', (value) => typeof value === 'number' && value >= 0, 'seconds'],
	['afterHandling', (value) => typeof value === 'boolean', 'true or false'],
];

/**
 * Adds a fault.
 * @throws Error with the invalid option
 */
export function addFault(world: World, options: Record<string, unknown>): Fault {
	const kind = options['kind'];
	if (typeof kind !== 'string' || !Object.hasOwn(FAULT_KINDS, kind)) {
		throw new Error(`"kind" must be one of ${Object.keys(FAULT_KINDS).join(', ')}.`);
	}
	const given = OPTIONS.filter(([name]) => options[name] !== undefined);
	for (const [name, isGood, meaning] of given) {
		if (!isGood(options[name])) throw new Error(`"${name}" is ${meaning}.`);
	}
	const chosen = Object.fromEntries(given.map(([name]) => [name, options[name]]));
	const fault: Fault = { times: 1, ...chosen, id: newId(), kind: kind as FaultKind };
	world.faults.push(fault);
	return fault;
}

/** Consumes one occurrence of the first matching fault. */
function take(world: World, fits: (fault: Fault) => boolean): Fault | undefined {
	const fault = world.faults.find(fits);
	if (fault && fault.times > 0) {
		fault.times -= 1;
		if (fault.times === 0) world.faults = world.faults.filter((other) => other !== fault);
	}
	return fault;
}

export const takeFault = (world: World, kind: FaultKind): Fault | undefined =>
	take(world, (fault) => fault.kind === kind);

/** A webhook fault for a type of delivery. */
export const takeWebhookFault = (world: World, kind: FaultKind, type: string): Fault | undefined =>
	take(world, (fault) => fault.kind === kind && (fault.type ? [fault.type] : ['Text', 'Structured']).includes(type));

/** An event fault for a topic. */
export const takeEventFault = (world: World, kind: FaultKind, topic: string): Fault | undefined =>
	take(world, (fault) => fault.kind === kind && topic.includes(fault.topic ?? ''));

/** An API fault for a call. */
export const takeApiFault = (world: World, method: string, path: string): Fault | undefined =>
	take(
		world,
		(fault) =>
			FAULT_KINDS[fault.kind] === 'api' &&
			path.includes(fault.path ?? '/api/') &&
			(fault.method === undefined || fault.method.toUpperCase() === method),
	);
