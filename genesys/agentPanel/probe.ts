import type { HttpResponse } from '../apiError';
import { GenesysUnreachableError } from '../errors';
import { asObject, asText, parseJson } from '../json';

/** What answered at a panel's URL: the page with its configuration, or something else. */
export type PanelProbeAnswer =
	| { from: 'panel'; clientId?: string; apiOrigin?: string }
	| { from: 'incompletePanel'; message: string }
	| { from: 'n8n' }
	| { from: 'other'; status: number }
	| { from: 'nobody'; reason: string };

/** Gets a page without following redirects. Returns every HTTP response regardless of its status, or the error if there was none. */
export type GetPage = (url: string) => Promise<HttpResponse | GenesysUnreachableError>;

const CONFIG = /<meta name="panel-config" content="([^"]*)"/;
const SIGNS: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

/** Gets the page the way the agent's browser does. Doesn't start an execution. Never throws. */
export async function probePanel(get: GetPage, panelUrl: string): Promise<PanelProbeAnswer> {
	const response = await get(panelUrl);
	if (response instanceof GenesysUnreachableError) return { from: 'nobody', reason: response.message };
	const { status, body } = response;
	const [, content] = CONFIG.exec(typeof body === 'string' ? body : '') ?? [];
	const config = asObject(parseJson((content ?? '').replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => SIGNS[entity])));
	if (config && status === 200) return { from: 'panel', clientId: asText(config.clientId), apiOrigin: asText(config.apiOrigin) };
	const { code, message } = asObject(body) ?? {};
	const words = asText(message) ?? '';
	// The trigger's own response when its credential is incomplete.
	if (status === 503 && code === 'unavailable') return { from: 'incompletePanel', message: words };
	if (status === 429 || status >= 500) return { from: 'nobody', reason: `it answered ${status}` };
	// 'The requested webhook "GET …" is not registered.', or 'This webhook is not registered for GET requests. …'
	if (status === 404 && words.includes('is not registered')) return { from: 'n8n' };
	return { from: 'other', status };
}
