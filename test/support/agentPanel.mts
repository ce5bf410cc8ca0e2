import type { OpenPanel } from '../../demo/agentPanel.mts';
import { callSimulator } from '../../demo/simulator.mts';

/** What the panel shows, as the trigger answers. */
export interface PanelAnswer {
	summary: string;
	fields: Array<{ label: string; value: string }>;
	suggestions: Array<{ title: string; text: string }>;
	links: Array<{ label: string; url: string }>;
	actions: Array<{ name: string; label: string; value?: string; placeholder?: string }>;
	message: string;
	given: string[];
}

export interface PanelOfAgent {
	/** Opens the panel beside a conversation, or sees that there is something new. */
	opens(conversationId: string): Promise<PanelAnswer>;
	acts(conversationId: string, name: string, value?: string): Promise<PanelAnswer>;
}

/** An agent's panel as its page uses it, with a token of that agent. */
export async function panelOfAgent(simulatorUrl: string, { url, clientId }: OpenPanel, user = 'Agent One'): Promise<PanelOfAgent> {
	const { access_token: token } = await callSimulator<{ access_token: string }>(simulatorUrl, 'POST', '/simulator/tokens', { clientId, user });
	async function post(body: object): Promise<PanelAnswer> {
		const response = await fetch(url, {
			method: 'POST',
			headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
			body: JSON.stringify({ requestId: crypto.randomUUID(), sentAt: Date.now(), ...body }),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`The panel's trigger answered ${response.status}: ${text}`);
		return JSON.parse(text) as PanelAnswer;
	}
	return {
		opens: async (conversationId) => await post({ event: 'panelOpened', conversationId }),
		acts: async (conversationId, name, value) => await post({ event: 'panelAction', conversationId, action: { name, value } }),
	};
}

/** Values of the card by their labels. */
export const cardOf = ({ fields }: PanelAnswer): Record<string, string> => Object.fromEntries(fields.map(({ label, value }) => [label, value]));
