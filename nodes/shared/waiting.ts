import { NodeConnectionTypes, type IExecuteFunctions, type NodeTypeAndVersion } from 'n8n-workflow';

const SECONDS: Record<string, number> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };
const MIN_PARKED_SECONDS = 65; // For shorter pauses, n8n's Wait node doesn't suspend the execution.

/**
 * Whether one of the nodes, or one of their tools, can suspend the execution. n8n then ends the request with the waiting item,
 * such as an AI agent's draft before approval, and the rest of the workflow can't respond to the request.
 */
export function canWait(context: Pick<IExecuteFunctions, 'getParentNodes'>, nodes: NodeTypeAndVersion[]): boolean {
	const tools = nodes.flatMap(({ name }) => context.getParentNodes(name, { connectionType: NodeConnectionTypes.AiTool, includeNodeParameters: true }));
	return [...nodes, ...tools].some(waits);
}

function waits({ type, disabled, parameters = {} }: NodeTypeAndVersion): boolean {
	if (disabled) return false;
	if (type !== 'n8n-nodes-base.wait') return parameters.operation === 'sendAndWait';
	const seconds = Number(parameters.amount) * (SECONDS[String(parameters.unit)] ?? NaN);
	return parameters.resume !== 'timeInterval' || !(seconds < MIN_PARKED_SECONDS);
}
