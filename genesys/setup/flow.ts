import { isPermissionError } from '../apiError';
import type { GenesysClient } from '../client';
import { GenesysApiError, RefusedError } from '../errors';
import { asObject, asText, type JsonObject } from '../json';
import type { Upload } from '../upload';
import { findByName } from './findByName';
import { publishFlow } from './flowJob';
import { handoverFlowName, handoverFlowYaml, ownershipOf, type HandoverFlow } from './handoverFlow';
import type { StepResult } from './step';

const PATH = '/api/v2/flows';

/** What the list of flows calls inbound message flows. */
const TYPE = 'inboundshortmessage';

const WHAT = 'Set up the flow';

export interface Flow {
	id: string;
	name: string;
	isPublished: boolean;
	description: string;
}

/** The flow that conversations go through: the shipped one, or one of the organization's own by name. */
export interface FlowPlan {
	integrationName: string;
	defaultQueue: string;
	/** Empty for the shipped one. */
	ownFlow: string;
}

/** `undefined` when it has been deleted. Permission: architect:flow:view. */
export async function getFlow(client: GenesysClient, flowId: string, what: string): Promise<Flow | undefined> {
	const path = `${PATH}/${encodeURIComponent(flowId)}`;
	const { body, error } = await client.attempt({ method: 'GET', path }, { what });
	if (error instanceof GenesysApiError && error.status === 404) return undefined;
	if (error) throw error;
	const flow = asObject(body);
	return flow && flow.deleted !== true ? parseFlow(flow) : undefined;
}

/** The inbound message flow of exactly this name. Permission: architect:flow:view. */
async function findFlow(client: GenesysClient, name: string): Promise<Flow | undefined> {
	const found = await findByName(client, PATH, name, { what: WHAT, query: { type: TYPE, name } });
	return found && (await getFlow(client, asText(found.id) ?? '', WHAT));
}

/** Is the shipped flow to be uploaded? Asked before the first change, as the upload needs more permissions. */
export async function needsUpload(client: GenesysClient, plan: FlowPlan): Promise<boolean> {
	if (plan.ownFlow !== '') return false;
	const wanted = shippedFlow(plan);
	return await findFlow(client, wanted.name).then(
		(present) => isOutOfDate(present, wanted),
		(error: unknown) => {
			// Without the permission to look, all permissions are asked for at once.
			if (isPermissionError(error)) return true;
			throw error;
		},
	);
}

/**
 * The flow, published. A flow of the shipped one's name without our marker is somebody else's: it is used as it is.
 * Permissions: architect:flow:view; for an upload those of `FLOW_UPLOAD_NEEDS`.
 *
 * @throws RefusedError `flow.not.found`, `flow.unpublished`; what `publishFlow` throws
 */
export async function ensureFlow(client: GenesysClient, upload: Upload, plan: FlowPlan): Promise<StepResult> {
	if (plan.ownFlow !== '') {
		const own = await findFlow(client, plan.ownFlow);
		if (!own) throw notFound(plan.ownFlow);
		return { status: 'unchanged', ...published(own), detail: 'It is your own flow and was left as it is.' };
	}
	const wanted = shippedFlow(plan);
	const present = await findFlow(client, wanted.name);
	if (present && !isOutOfDate(present, wanted)) {
		const isForeign = ownershipOf(present.description, wanted) === 'foreign';
		const detail = isForeign ? { detail: 'Somebody has made or changed this flow: it was left as it is, and is used.' } : {};
		return { status: 'unchanged', ...published(present), ...detail };
	}
	const id = await publishFlow(client, upload, handoverFlowYaml(wanted));
	if (!present) return { status: 'created', id, name: wanted.name };
	const wasUnpublished = ownershipOf(present.description, wanted) === 'own';
	const detail = wasUnpublished ? 'It was not published.' : 'An older one of this package was replaced.';
	return { status: 'changed', id, name: wanted.name, detail };
}

function shippedFlow({ integrationName, defaultQueue }: FlowPlan): HandoverFlow {
	return { name: handoverFlowName(integrationName), defaultQueue };
}

function isOutOfDate(present: Flow | undefined, wanted: HandoverFlow): boolean {
	if (!present) return true;
	const ownership = ownershipOf(present.description, wanted);
	return ownership === 'outdated' || (ownership === 'own' && !present.isPublished);
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

/** @throws RefusedError `flow.unpublished` */
function published({ id, name, isPublished }: Flow): { id: string; name: string } {
	if (isPublished) return { id, name };
	throw new RefusedError({
		code: 'flow.unpublished',
		message: `${WHAT}: the flow "${name}" is not published`,
		advice: 'Publish it in Architect (Flows: Inbound Message), or delete it to get the shipped one.',
	});
}

function notFound(name: string): RefusedError {
	return new RefusedError({
		code: 'flow.not.found',
		message: `${WHAT}: Genesys Cloud has no inbound message flow "${name}"`,
		advice: 'Check the name (Architect › Flows: Inbound Message), and that the role of the OAuth client may see its division.',
	});
}
