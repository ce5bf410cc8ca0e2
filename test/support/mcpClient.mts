/** One of the tools that an MCP server offers. */
export interface McpTool {
	name: string;
	description: string;
	inputSchema: { properties: Record<string, unknown> };
}

export interface McpClient {
	/** The server's text about its tools, for the model. */
	instructions: string;
	tools(): Promise<McpTool[]>;
	/** The items that a tool returns. */
	call(tool: string, args?: object): Promise<Array<Record<string, unknown>>>;
	/** Closes the session. */
	close(): Promise<void>;
}

/**
 * Connects to an MCP server over Streamable HTTP.
 *
 * @param headers sent with every request: the credential, and what the chatbot knows about its customer
 * @throws Error with the server's HTTP status
 */
export async function connectToMcp(url: string, headers: Record<string, string>): Promise<McpClient> {
	let lastId = 0;
	let session: Record<string, string> = {};
	async function post(message: object): Promise<string> {
		const response = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers, ...session },
			body: JSON.stringify({ jsonrpc: '2.0', ...message }),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`The MCP server answered ${response.status}: ${text}`);
		const sessionId = response.headers.get('mcp-session-id');
		if (sessionId) session = { 'mcp-session-id': sessionId };
		return text;
	}
	async function request<T>(method: string, params: object): Promise<T> {
		const event = await post({ id: ++lastId, method, params });
		const { result } = JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? '{}') as { result: T };
		return result;
	}
	const client = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'chatbot', version: '1.0.0' } };
	const { instructions } = await request<{ instructions: string }>('initialize', client);
	await post({ method: 'notifications/initialized' });
	return {
		instructions,
		tools: async () => (await request<{ tools: McpTool[] }>('tools/list', {})).tools,
		async call(name, args = {}) {
			const { content } = await request<{ content: Array<{ text: string }> }>('tools/call', { name, arguments: args });
			return JSON.parse(content[0].text) as Array<Record<string, unknown>>;
		},
		async close() {
			await fetch(url, { method: 'DELETE', headers: { ...headers, ...session } });
		},
	};
}
