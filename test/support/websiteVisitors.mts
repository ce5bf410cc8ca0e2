import type { WorkflowFile } from '../../demo/n8n/rest.mts';
import { readExample } from '../../demo/stack.mts';

/** Visitors of the website chat who talk to its workflow over HTTP, as the page does or as a hostile one might. */

export interface Row {
	id: number;
	messageId: string;
	sender: string;
	text: string;
	attachments: string | null;
}

export interface WebsiteVisitors {
	post(path: string, fields: Record<string, string> | Array<[string, string]>): Promise<{ status: number; body: unknown }>;
	write(chatId: string, text: string, messageId?: string): Promise<{ status: number; body: unknown }>;
	/** Without the flow's greeting, which arrives at any time. */
	rowsOf(chatId: string, after?: number): Promise<Row[]>;
}

export const newId = (): string => crypto.randomUUID().replaceAll('-', '');

/** n8n's response without an execution. */
export const REFUSED = { message: 'Webhook call received' };

/** @param url called when a test runs, because n8n starts after the tests are defined */
export function websiteVisitors(url: () => string): WebsiteVisitors {
	const post: WebsiteVisitors['post'] = async (path, fields) => {
		const response = await fetch(url() + path, { method: 'POST', body: new URLSearchParams(fields) });
		return { status: response.status, body: await response.json() };
	};
	return {
		post,
		write: async (chatId, text, messageId = newId()) => await post('', { chatId, text, messageId }),
		async rowsOf(chatId, after = 0) {
			const { body } = await post('/messages', { chatId, after: String(after) });
			return (body as Row[]).filter(({ sender }) => sender !== 'flow');
		},
	};
}

/** The lanes of the example that visitors reach, on a separate path and without Only Run If. */
export async function unguarded(path: string): Promise<WorkflowFile> {
	const [example] = await readExample(process.cwd(), 'website-chat');
	const text = JSON.stringify(example).replaceAll('"onlyRunIf"', '"ignored"').replaceAll('"path":"website-chat', `"path":"${path}`);
	const workflow = JSON.parse(text) as WorkflowFile;
	const isTrigger = ({ type }: { type: string }) => /genesys\w+Trigger$/.test(type);
	for (const { name } of workflow.nodes.filter(isTrigger)) delete workflow.connections[name];
	return { ...workflow, name: path, nodes: workflow.nodes.filter((node) => !isTrigger(node)) };
}
