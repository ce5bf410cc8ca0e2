import { element } from '../lib/element.js';
import { safeLink } from '../lib/safeUrl.js';
import { widgetsFor } from '../view.js';

/** Genesys Cloud's name of the production environment, the only one that its customers have. */
const TARGET_ENV = 'prod';

/**
 * The interaction widgets next to the open chat. Each chat has separate frames. While the agent looks at another
 * chat, they stay loaded but hidden, until the chat is gone or the widget no longer applies.
 */
export function createInteractionWidgets(root) {
	/** Frames by agent, chat, widget, and its settings. */
	const frames = new Map();
	let chosenId = null;
	let shown = { selected: null, widgets: [], agent: null };
	const tabs = element('div', { class: 'widget-tabs', role: 'tablist', 'aria-label': 'Interaction widgets' });
	const body = element('div', { class: 'widget-frames' });
	root.append(tabs, body);

	function choose(widgetId) {
		chosenId = widgetId;
		draw();
	}

	function draw() {
		const { selected, widgets, agent } = shown;
		const chosen = widgets.find(({ id }) => id === chosenId) ?? widgets[0];
		const key = chosen && keyOf(agent.id, selected.id, chosen);
		if (chosen && !frames.has(key)) {
			const frame = frameOf(chosen, selected.id);
			frames.set(key, frame);
			body.append(frame);
		}
		for (const [name, frame] of frames) frame.hidden = name !== key;
		drawTabs(widgets, chosen);
		root.hidden = !chosen;
		document.body.classList.toggle('has-widgets', Boolean(chosen));
	}

	function drawTabs(widgets, chosen) {
		const now = JSON.stringify([widgets.map(({ id, name }) => [id, name]), chosen?.id]);
		if (tabs.dataset.now === now) return;
		tabs.dataset.now = now;
		const hadFocus = tabs.contains(document.activeElement);
		tabs.replaceChildren(...widgets.map((widget, index) => tabOf(widget, widget === chosen, (step) => {
			const next = widgets[(index + step + widgets.length) % widgets.length];
			choose(next.id);
		})));
		if (hadFocus) tabs.querySelector('[aria-selected="true"]')?.focus();
	}

	return {
		update({ agent, selected, widgets, allWidgets, conversations }) {
			shown = { selected, widgets, agent };
			const wanted = new Set(agent ? conversations.flatMap((chat) => widgetsFor(chat, allWidgets, agent.id).map((widget) => keyOf(agent.id, chat.id, widget))) : []);
			for (const [key, frame] of frames) {
				if (wanted.has(key)) continue;
				frame.remove();
				frames.delete(key);
			}
			draw();
		},
	};
}

const keyOf = (agentId, conversationId, { id, url, sandbox, allow }) => JSON.stringify([agentId, conversationId, id, url, sandbox, allow]);

function tabOf({ id, name }, isChosen, move) {
	return element('button', {
		type: 'button',
		role: 'tab',
		'aria-selected': String(isChosen),
		tabindex: isChosen ? '0' : '-1',
		'data-widget': id,
		onClick: () => move(0),
		onKeydown: ({ key }) => {
			if (key === 'ArrowRight') move(1);
			if (key === 'ArrowLeft') move(-1);
		},
	}, name);
}

function frameOf({ name, url, sandbox, allow }, conversationId) {
	const address = safeLink(filled(url, conversationId));
	if (!address) return element('p', { class: 'hint' }, "This widget's application URL isn't a valid web address.");
	return element('iframe', {
		src: address,
		title: name,
		sandbox: sandbox.join(' '),
		allow: allow.join('; '),
		referrerpolicy: 'no-referrer',
	});
}

/** The application URL with its placeholders replaced, both with current and older names. */
function filled(url, conversationId) {
	const values = {
		gcConversationId: conversationId,
		pcConversationId: conversationId,
		gcLangTag: 'en-US',
		pcLangTag: 'en-US',
		gcHostOrigin: location.origin,
		gcTargetEnv: TARGET_ENV,
		pcEnvironment: location.host,
	};
	return url.replace(/\{\{(\w+)\}\}/g, (placeholder, key) => (Object.hasOwn(values, key) ? encodeURIComponent(values[key]) : placeholder));
}
