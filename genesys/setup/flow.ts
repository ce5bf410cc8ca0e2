import { objectWithId } from '../answers';
import { isNotFound } from '../apiError';
import type { GenesysClient } from '../client';
import { RefusedError } from '../errors';
import { asObject, asText } from '../json';
import { pathId } from '../ids';
import type { Upload } from '../upload';
import { publishFlow } from './flowJob';
import { handoverFlowName, handoverFlowYaml, ownershipOf } from './handoverFlow';
import { findByName } from './profiles';
import type { PlannedStep, WantedSetup } from './plan';

const PATH = '/api/v2/flows';
const WHAT = 'Set up the flow';
export type Flow = { id: string; name: string; isPublished: boolean; description: string };

/** `undefined` if it was deleted. Permission: architect:flow:view. */
export async function getFlow(client: GenesysClient, flowId: string, what: string): Promise<Flow | undefined> {
	const path = `${PATH}/${pathId('Flow ID', flowId)}`;
	const { body: flow, error } = await client.attempt({ method: 'GET', path }, { what, read: objectWithId });
	if (isNotFound(error)) return undefined;
	if (error) throw error;
	if (flow.deleted === true) return undefined;
	const [name, description] = [asText(flow.name) ?? flow.id, asText(flow.description) ?? ''];
	return { id: flow.id, name, isPublished: asObject(flow.publishedVersion) !== undefined, description };
}

/**
 * The user's own flow, by name, or this package's flow. A flow with our name but without our marker is used unchanged.
 * Permission: architect:flow:view; to apply it, those of `publishFlow`. @throws RefusedError `flow.not.found`, `flow.unpublished`
 */
export async function planFlow(client: GenesysClient, upload: Upload, setup: WantedSetup, queue: PlannedStep): Promise<PlannedStep> {
	const step = 'flow';
	const { ownFlow } = setup;
	const name = ownFlow || handoverFlowName(setup.name);
	const found = await findByName(client, PATH, name, WHAT, { type: 'inboundshortmessage', name });
	const present = found && (await getFlow(client, found.id, WHAT));
	if (ownFlow !== '') {
		if (present) return kept(present, 'Your own flow, used unchanged.');
		const message = `${WHAT}: Genesys Cloud has no inbound message flow "${name}"`;
		const advice = 'Check the name (Architect › Flows: Inbound Message), and make sure that the role of the OAuth client or signed-in user covers its division.';
		throw new RefusedError({ code: 'flow.not.found', message, advice });
	}
	const wanted = { name, defaultQueue: queue.name };
	const apply = async () => ({ id: await publishFlow(client, upload, handoverFlowYaml(wanted)) });
	if (!present) return { step, action: 'create', name, apply };
	const ownership = ownershipOf(present.description, wanted);
	if (ownership === 'foreign') return kept(present, 'This flow was created or edited by hand, so it is used unchanged.');
	if (ownership === 'own' && present.isPublished) return kept(present);
	const detail = ownership === 'own' ? "The flow wasn't published." : 'The flow was an older version, or for another queue.';
	return { step, action: 'change', id: present.id, name, detail, apply };
}

function kept({ id, name, isPublished }: Flow, detail?: string): PlannedStep {
	if (isPublished) return { step: 'flow', action: 'keep', id, name, detail };
	const message = `${WHAT}: the flow "${name}" isn't published`;
	const advice = 'Publish it in Architect (Flows: Inbound Message), or delete it so that Setup: Provision creates one.';
	throw new RefusedError({ code: 'flow.unpublished', message, advice });
}
