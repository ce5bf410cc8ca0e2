import type { GenesysClient } from '../client';
import { GenesysApiError } from '../errors';
import type { Upload } from '../upload';
import { handoverFlowName, handoverFlowYaml, ownershipOf } from './handoverFlow';
import { ensureShippedFlow, findFlow, published, type FlowType, type ShippedFlow } from './shippedFlow';
import type { StepResult } from './step';

/** What Genesys calls inbound message flows. */
const TYPE: FlowType = 'inboundshortmessage';

const WHAT = 'Set up the flow';

/** Which flow the chats are to go through: the shipped one, or one of the organisation's own by name. */
export interface FlowPlan {
	integrationName: string;
	defaultQueue: string;
	/** Empty for the shipped one. */
	ownFlow: string;
}

/**
 * The flow, published. Permissions: architect:flow:view; for an upload those of `FLOW_UPLOAD_NEEDS`.
 *
 * @throws GenesysApiError `flow.not.found`, `flow.unpublished`, and what `publishFlow` throws
 */
export async function ensureFlow(client: GenesysClient, upload: Upload, plan: FlowPlan): Promise<StepResult> {
	if (plan.ownFlow === '') return await ensureShippedFlow(client, upload, shippedFlow(plan));
	const own = await findFlow(client, { what: WHAT, name: plan.ownFlow, type: TYPE });
	if (!own) throw notFound(plan.ownFlow);
	return { status: 'unchanged', ...published(own, { what: WHAT, type: TYPE }), detail: 'It is your own flow and was left as it is.' };
}

/** The flow that fits Handover: Start, of this integration. */
export function shippedFlow({ integrationName, defaultQueue }: FlowPlan): ShippedFlow {
	const flow = { name: handoverFlowName(integrationName), defaultQueue };
	return {
		what: WHAT,
		name: flow.name,
		type: TYPE,
		yaml: handoverFlowYaml(flow),
		ownershipOf: (description) => ownershipOf(description, flow),
		otherwise: 'make a flow yourself and name it in the field Flow',
	};
}

function notFound(name: string): GenesysApiError {
	return new GenesysApiError({
		status: 409,
		code: 'flow.not.found',
		contextId: '',
		message: `${WHAT}: Genesys Cloud has no inbound message flow "${name}"`,
		advice: 'Check the name (Architect › Flows: Inbound Message), and that the role of the OAuth client may see its division.',
	});
}
