import { CHAT_IN_EXAMPLES, publishExample, readExample } from '../../demo/stack.mts';
import type { TestStack } from './stack.mts';

/** What n8n needs to reach a channel. */
export interface ChannelAccess {
	/** Data of the credentials to create, by type. */
	credentials?: Record<string, object>;
	/** What a user also fills in, by the JSON that it replaces in the example. */
	filledIn?: Record<string, string>;
}

/**
 * Imports and publishes a channel's example as a user does. The quick start is unpublished first because an integration
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

/** Removes nodes from the quick start that a published example replaces in a test. */
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
