import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { PanelAnswer } from '../genesys/agentPanel/answer.ts';
import type { OpenPanel } from './agentPanel.mts';
import { callSimulator } from './simulator.mts';

/** An agent's panel without a browser: signs the agent in and calls the workflow like the panel's page does. */

export interface PanelOfAgent {
	/** Opens the panel next to a conversation, or updates it. */
	opens(conversationId: string): Promise<PanelAnswer>;
	acts(conversationId: string, name: string, value?: string): Promise<PanelAnswer>;
}

/** @param agentName name of an agent at the simulator's desk */
export async function panelOfAgent(simulatorUrl: string, panel: OpenPanel, agentName = 'Agent One'): Promise<PanelOfAgent> {
	const token = await signIn(simulatorUrl, panel, agentName);
	async function post(body: object): Promise<PanelAnswer> {
		const response = await fetch(panel.url, {
			method: 'POST',
			headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
			body: JSON.stringify({ requestId: randomUUID(), sentAt: Date.now(), ...body }),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`The panel's trigger returned ${response.status}: ${text}`);
		return JSON.parse(text) as PanelAnswer;
	}
	return {
		opens: async (conversationId) => await post({ event: 'panelOpened', conversationId }),
		acts: async (conversationId, name, value) => await post({ event: 'panelAction', conversationId, action: { name, value } }),
	};
}

/** Signs in with authorization code and PKCE in the session of an agent whose desk is open. Returns the agent's token. */
async function signIn(simulatorUrl: string, { url, clientId }: OpenPanel, agentName: string): Promise<string> {
	const { agents } = await callSimulator<{ agents: Array<{ id: string; name: string }> }>(simulatorUrl, 'GET', '/simulator/state');
	const agent = agents.find(({ name }) => name === agentName);
	const session = await fetch(`${simulatorUrl}/simulator/agents/${agent?.id}/session`, { method: 'POST' });
	const cookie = session.headers.getSetCookie().map((entry) => entry.split(';')[0]).join('; ');
	const verifier = randomBytes(32).toString('base64url');
	const asked = new URLSearchParams({
		client_id: clientId,
		redirect_uri: url,
		response_type: 'code',
		code_challenge: createHash('sha256').update(verifier).digest('base64url'),
		code_challenge_method: 'S256',
	});
	const signedIn = await fetch(`${simulatorUrl}/oauth/authorize?${asked}`, { headers: { cookie }, redirect: 'manual' });
	const code = new URL(signedIn.headers.get('location') ?? simulatorUrl).searchParams.get('code') ?? '';
	const body = new URLSearchParams({ grant_type: 'authorization_code', code, code_verifier: verifier, client_id: clientId, redirect_uri: url });
	const exchanged = await fetch(`${simulatorUrl}/oauth/token`, { method: 'POST', body });
	if (!exchanged.ok) throw new Error(`The simulator did not sign ${agentName} in: ${exchanged.status} ${await exchanged.text()}`);
	return ((await exchanged.json()) as { access_token: string }).access_token;
}

/** The card's values by label. */
export const cardOf = ({ fields }: PanelAnswer): Record<string, string> => Object.fromEntries(fields.map(({ label, value }) => [label, value]));
