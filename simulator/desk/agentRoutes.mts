import type { Agent } from '../directory/directory.mts';
import { badRequest, notFound } from '../http/apiError.mts';
import { objectOf } from '../http/json.mts';
import { ok, ownRoute } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { beginSession } from '../oauth/sessions.mts';
import type { World } from '../world.mts';

/** @throws ApiError 404 */
export function agentOf(world: World, id: unknown): Agent {
	const agent = world.agents.find((one) => one.id === id);
	if (!agent) throw notFound('The agent');
	return agent;
}

/** Agents on queue are offered waiting conversations. */
function setOnQueue({ world, params, body }: ApiRequest): ApiAnswer {
	const agent = agentOf(world, params['agentId']);
	const { onQueue } = objectOf(body);
	if (typeof onQueue !== 'boolean') throw badRequest('"onQueue" must be true or false.');
	agent.onQueue = onQueue;
	world.changed();
	return ok({ id: agent.id, name: agent.name, onQueue });
}

/** Signs the agent in to the desk's browser. */
function signIn({ world, params }: ApiRequest): ApiAnswer {
	const agent = agentOf(world, params['agentId']);
	return { status: 200, body: { id: agent.id }, cookie: beginSession(world, agent.id) };
}

const COLORS = ['#2f6f8f', '#8f5a2f', '#5b3f8f'];

/** An agent's picture: initials on a plain background. */
function image({ world, params }: ApiRequest): ApiAnswer {
	const agent = agentOf(world, params['agentId']);
	const color = COLORS[world.agents.indexOf(agent) % COLORS.length] ?? '#555555';
	const initials = agent.name.replace(/[^A-Z]/g, '').slice(0, 2);
	const svg = [
		'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96">',
		`<rect width="96" height="96" rx="48" fill="${color}"/>`,
		'<text x="48" y="60" font-family="sans-serif" font-size="36" fill="#fff" text-anchor="middle">',
		`${initials}</text></svg>`,
	].join('');
	return { status: 200, file: { bytes: Buffer.from(svg), mime: 'image/svg+xml', filename: 'agent.svg' } };
}

export const agentRoutes: Route[] = [
	ownRoute('post', 'agents/:agentId', setOnQueue),
	ownRoute('post', 'agents/:agentId/session', signIn),
	ownRoute('get', 'agents/:agentId/image.svg', image),
];
