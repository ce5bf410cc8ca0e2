import { NodeConnectionTypes, type IExecuteFunctions, type NodeTypeAndVersion } from 'n8n-workflow';

const SECONDS: Record<string, number> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };
const MIN_PARKED_SECONDS = 65; // n8n's Wait node keeps a shorter pause in its process.

/**
 * Can one of the nodes, or a tool of one, make n8n park the execution? n8n then ends the request as if the workflow were over, with
 * the item that waits (an AI agent's draft before its approval, say), and what the workflow does afterwards is in no HTTP answer.
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
