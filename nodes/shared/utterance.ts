import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { GENERATIONS, SLOT_TYPES, type Generation, type IntentDefinition } from '../../genesys/botConnector/bot';
import { asObject, asObjects, asText, type JsonObject } from '../../genesys/json';

const BOT_TRIGGER = '.genesysBotConnectorTrigger';

/** The utterance that a workflow answers, and its bot. */
export interface Utterance {
	botId: string;
	botVersion: string;
	botSessionId: string;
	messageId: string;
	conversationId: string;
	language: string;
	generation?: Generation;
	intents?: IntentDefinition[];
}

type Context = Pick<IExecuteFunctions, 'getNode' | 'getParentNodes' | 'getInputSourceData' | 'getWorkflowDataProxy'>;
/** The item of the Genesys Bot Connector Trigger that started the execution. Empty fields if another trigger did. */
export function utteranceOf(context: Context): Utterance {
	for (const name of candidatesIn(context)) {
		const { item, parameters } = lookAt(context, name);
		if (item === undefined) continue;
		const [botId, botVersion, botSessionId, messageId, conversationId, language] = FIELDS.map((field) => asText(item[field]) ?? '');
		return { botId, botVersion, botSessionId, messageId, conversationId, language, ...describedIn(parameters) };
	}
	return { botId: '', botVersion: '', botSessionId: '', messageId: '', conversationId: '', language: '' };
}

const FIELDS = ['botId', 'botVersion', 'botSessionId', 'messageId', 'conversationId', 'language'] as const;

/** Bot triggers before the node, nearest first, then the node's data source. */
function candidatesIn(context: Context): string[] {
	// An AI agent's tool has no previous nodes. Its source in n8n is the agent or the node before the agent.
	const source = sourceOf(context);
	const names = [context.getNode().name, ...(source === undefined ? [] : [source])];
	const triggers = names.flatMap((name) => context.getParentNodes(name)).filter(({ type }) => type.endsWith(BOT_TRIGGER));
	return [...triggers.map(({ name }) => name), ...(source === undefined ? [] : [source])];
}

function sourceOf(context: Context): string | undefined {
	try {
		return context.getInputSourceData().previousNode;
	} catch {
		return undefined; // A node that runs alone in the editor has no source.
	}
}

/** What a node returned in this execution, if it's an utterance. */
function lookAt(context: Context, name: string): { item?: JsonObject; parameters?: unknown } {
	try {
		const node = context.getWorkflowDataProxy(0).$(name) as NodeData;
		const item = asObject(node.first()?.json);
		return item?.event === 'utterance' ? { item, parameters: node.params } : {};
	} catch {
		return {}; // Another trigger started the execution.
	}
}

interface NodeData {
	first(): INodeExecutionData | undefined;
	params: unknown;
}

/** The trigger's settings, without expressions, which apply only to the trigger's execution. */
function describedIn(parameters: unknown): Pick<Utterance, 'generation' | 'intents'> {
	const { generation, intents } = asObject(parameters) ?? {};
	return {
		generation: GENERATIONS.find((known) => known === generation),
		intents: JSON.stringify(intents ?? '=').includes('"=') ? undefined : asObjects(asObject(intents)?.values).map(intentIn),
	};
}

function intentIn({ name, slots }: JsonObject): IntentDefinition {
	const described = asObjects(asObject(slots)?.values).flatMap((slot) => {
		const type = SLOT_TYPES.find((known) => known === slot.type);
		return type ? [{ name: asText(slot.name) ?? '', type }] : [];
	});
	return { name: asText(name) ?? '', slots: described };
}
