import { command } from '../api.js';
import { element } from '../lib/element.js';
import { reconcile } from '../lib/reconcile.js';
import { safePicture } from '../lib/safeUrl.js';
import { attempt } from './notice.js';

/** Selects the agent and the queue status. The URL contains the agent, so two tabs can be two agents. */
export function createAgentBar({ select, onQueue, picture, onChange }) {
	/** This agent's queue status, sent again after the simulator restarts. */
	let wantsQueue = true;
	let lastName = null;

	const tell = (agentId, isOnQueue) =>
		attempt(null, () => command(`agents/${encodeURIComponent(agentId)}`, { onQueue: isOnQueue }));

	/** Signs this browser in as the agent for the panels. With two tabs, the active one counts. */
	const signIn = (agentId) => attempt(null, () => command(`agents/${encodeURIComponent(agentId)}/session`, {}));
	window.addEventListener('focus', () => select.value && void signIn(select.value));

	onQueue.addEventListener('change', () => {
		wantsQueue = onQueue.checked;
		void tell(select.value, wantsQueue);
	});
	select.addEventListener('change', () => {
		const previous = new URL(location.href).searchParams.get('agent');
		remember(select.value);
		// The previous agent's desk is no longer open in this tab, so chats offered to that agent would go unanswered.
		if (previous) void tell(previous, false);
		wantsQueue = true;
		lastName = select.selectedOptions[0].textContent;
		void tell(select.value, true);
		void signIn(select.value);
		onChange(select.value);
	});

	return {
		/** Selects the agent (an ID or a name) after (re)connecting, puts the agent on queue, and returns the agent's ID. */
		introduce(agents, wanted) {
			// After a restart, the simulator has the same agents with new IDs.
			const agent = agents.find(({ id, name }) => id === wanted || name === wanted)
				?? agents.find(({ name }) => name === lastName)
				?? agents[0];
			if (!agent) return null;
			remember(agent.id);
			lastName = agent.name;
			void signIn(agent.id);
			if (agent.onQueue !== wantsQueue) void tell(agent.id, wantsQueue);
			return agent.id;
		},
		update({ agent, agents }) {
			reconcile(select, agents.map(({ id, name }) => ({ id, name })), {
				key: ({ id }) => id,
				render: ({ id, name }) => element('option', { value: id }, name),
			});
			if (agent) select.value = agent.id;
			onQueue.checked = agent?.onQueue ?? false;
			onQueue.disabled = !agent;
			const address = safePicture(agent?.imageUrl);
			picture.hidden = !address;
			if (address && picture.src !== address) picture.src = address;
		},
	};
}

function remember(agentId) {
	const address = new URL(location.href);
	address.searchParams.set('agent', agentId);
	history.replaceState(null, '', address);
}
