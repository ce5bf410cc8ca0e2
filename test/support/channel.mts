import { CHAT_IN_EXAMPLES, publishExample, readExample } from '../../demo/stack.mts';
import type { TestStack } from './stack.mts';

/** What a channel needs, so that n8n can reach it. */
export interface ChannelAccess {
	/** Data of the credentials to make, by their types. */
	credentials?: Record<string, object>;
	/** What a user fills in besides, by the JSON that stands there in the example. */
	filledIn?: Record<string, string>;
}

/**
 * Imports and publishes the example of a channel as a user does. The quick start is unpublished first: an integration
 * delivers to one workflow.
 * @returns the IDs of its workflows
 */
export async function publishChannel(stack: TestStack, example: string, { credentials = {}, filledIn }: ChannelAccess): Promise<string[]> {
	const { rest, workflows } = stack;
	for (const id of workflows.values()) await rest.unpublish(id);
	const known = { ...stack.credentials };
	for (const [type, data] of Object.entries(credentials)) {
		known[type] = { id: await rest.createCredential(type, type, data), name: type };
	}
	const published = await publishExample(rest, await readExample(process.cwd(), example), known, filledIn);
	return [...published.values()];
}

/** Takes nodes out of the quick start, in whose place an example works that a test publishes. */
export async function publishQuickStartWithout(stack: TestStack, ...nodes: string[]): Promise<void> {
	for (const id of stack.workflows.values()) await stack.rest.unpublish(id);
	const files = await readExample(process.cwd(), 'quick-start');
	const rest = files.map((file) => ({
		...file,
		nodes: file.nodes.filter(({ name }) => !nodes.includes(name)),
		connections: Object.fromEntries(Object.entries(file.connections).filter(([name]) => !nodes.includes(name))),
	}));
	await publishExample(stack.rest, rest, stack.credentials, { [CHAT_IN_EXAMPLES]: stack.chat.url });
}
