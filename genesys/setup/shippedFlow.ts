import { isPermissionError } from '../apiError';
import type { GenesysClient } from '../client';
import { GenesysApiError } from '../errors';
import { asObject, asText, type JsonObject } from '../json';
import type { Upload } from '../upload';
import { findByName } from './findByName';
import { publishFlow } from './flowJob';
import type { StepResult } from './step';

const PATH = '/api/v2/flows';

export interface Flow {
	id: string;
	name: string;
	isPublished: boolean;
	description: string;
}

/** `own`: exactly this flow. `outdated`: ours, but another one. `foreign`: made or taken over by somebody. */
export type Ownership = 'own' | 'outdated' | 'foreign';

/** A flow that this package brings along. */
export interface ShippedFlow {
	/** What is being done, in words that begin an error message. */
	what: string;
	name: string;
	/** As the list of flows filters by it, and what Architect calls it. */
	type: FlowType;
	yaml: string;
	/** Whose a flow of this name is, by its description. */
	ownershipOf(description: string): Ownership;
	/** What else people can do when Architect goes on refusing it. */
	otherwise: string;
}

const ARCHITECT_NAMES = { inboundshortmessage: 'Inbound Message', workflow: 'Workflow' } as const;
export type FlowType = keyof typeof ARCHITECT_NAMES;

/** @throws GenesysApiError 404 when it has been deleted. Permission: architect:flow:view. */
export async function getFlow(client: GenesysClient, flowId: string, what: string): Promise<Flow | undefined> {
	const path = `${PATH}/${encodeURIComponent(flowId)}`;
	const { body, error } = await client.attempt({ method: 'GET', path }, { what });
	if (error instanceof GenesysApiError && error.status === 404) return undefined;
	if (error) throw error;
	const flow = asObject(body);
	return flow && flow.deleted !== true ? parseFlow(flow) : undefined;
}

type Sought = Pick<ShippedFlow, 'what' | 'name' | 'type'>;

/** The flow of exactly this name and type. Permission: architect:flow:view. */
export async function findFlow(client: GenesysClient, { what, name, type }: Sought): Promise<Flow | undefined> {
	const found = await findByName(client, PATH, name, { what, query: { type, name } });
	return found && (await getFlow(client, asText(found.id) ?? '', what));
}

/** Is it to be uploaded? Asked before the first change, as the upload needs more permissions. */
export async function needsUpload(client: GenesysClient, wanted: ShippedFlow): Promise<boolean> {
	return await findFlow(client, wanted)
		.then((present) => isOutOfDate(present, wanted))
		.catch(yesUnseen);
}

/** Without the permission to look, all permissions are asked for at once. @throws what is no lack of permission */
export function yesUnseen(error: unknown): true {
	if (isPermissionError(error)) return true;
	throw error;
}

/**
 * The flow, published. One of the same name without our marker is somebody's: it is left alone and used.
 * Permissions: architect:flow:view; for an upload those of `FLOW_UPLOAD_NEEDS`.
 *
 * @throws GenesysApiError `flow.unpublished`, and what `publishFlow` throws
 */
export async function ensureShippedFlow(client: GenesysClient, upload: Upload, wanted: ShippedFlow): Promise<StepResult> {
	const present = await findFlow(client, wanted);
	if (present && !isOutOfDate(present, wanted)) {
		const isForeign = wanted.ownershipOf(present.description) === 'foreign';
		const detail = isForeign ? { detail: 'Somebody has made or changed this flow: it was left as it is, and is used.' } : {};
		return { status: 'unchanged', ...published(present, wanted), ...detail };
	}
	const id = await publishFlow(client, upload, wanted);
	if (!present) return { status: 'created', id, name: wanted.name };
	const wasUnpublished = wanted.ownershipOf(present.description) === 'own';
	const detail = wasUnpublished ? 'It was not published.' : 'An older one of this package was replaced.';
	return { status: 'changed', id, name: wanted.name, detail };
}

function isOutOfDate(present: Flow | undefined, { ownershipOf }: ShippedFlow): boolean {
	const ownership = present && ownershipOf(present.description);
	return ownership === undefined || ownership === 'outdated' || (ownership === 'own' && !present?.isPublished);
}

function parseFlow(flow: JsonObject): Flow {
	const id = asText(flow.id) ?? '';
	return {
		id,
		name: asText(flow.name) ?? id,
		isPublished: asObject(flow.publishedVersion) !== undefined,
		description: asText(flow.description) ?? '',
	};
}

/** @throws GenesysApiError `flow.unpublished` */
export function published({ id, name, isPublished }: Flow, { what, type }: Pick<Sought, 'what' | 'type'>): { id: string; name: string } {
	if (isPublished) return { id, name };
	throw new GenesysApiError({
		status: 409,
		code: 'flow.unpublished',
		contextId: '',
		message: `${what}: the flow "${name}" is not published`,
		advice: `Publish it in Architect (Flows: ${ARCHITECT_NAMES[type]}), or delete it to get the shipped one.`,
	});
}
