import { connect } from './connection.js';
import { tickEverySecond } from './lib/time.js';
import { createAgentBar } from './parts/agentBar.js';
import { createChatHeader } from './parts/chatHeader.js';
import { createChatList } from './parts/chatList.js';
import { createComposer } from './parts/composer.js';
import { createCustomerPanel } from './parts/customerPanel.js';
import { createInteractionWidgets } from './parts/interactionWidgets.js';
import { createMessageList } from './parts/messageList.js';
import { showLink } from './parts/link.js';
import { createWrapUp } from './parts/wrapUp.js';
import { markSeen, unreadIn } from './unread.js';
import { viewOf } from './view.js';

const TITLE = document.title;
const byId = (id) => document.getElementById(id);

const me = { agentId: new URL(location.href).searchParams.get('agent'), selectedId: null };
let state = null;

const agentBar = createAgentBar({
	select: byId('agent'),
	onQueue: byId('on-queue'),
	picture: byId('agent-picture'),
	onChange: (agentId) => {
		me.agentId = agentId;
		me.selectedId = null;
		draw();
	},
});
const composer = createComposer(byId('composer'), byId('chat'));
const parts = [
	agentBar,
	createChatList(byId('chats'), { onSelect: select }),
	createChatHeader(byId('chat-header'), { onAccepted: () => composer.focus(), onBack: back, onDetails: toggleDetails }),
	createMessageList({ list: byId('messages'), typing: byId('typing'), empty: byId('chat-empty') }),
	createWrapUp(byId('wrap-up')),
	composer,
	createCustomerPanel(byId('customer')),
	...(isOnOwnPage() ? [createInteractionWidgets(byId('widgets'))] : []),
];

/** Only Genesys Cloud may frame a widget, so a desk in another server's page shows none. */
function isOnOwnPage() {
	try {
		return window.top.origin === location.origin;
	} catch {
		return false;
	}
}

function select(conversationId) {
	me.selectedId = conversationId;
	document.body.classList.remove('shows-customer');
	draw();
	composer.focus();
}

/** In a narrow window: returns to the list and restores the focus. */
function back() {
	const { selectedId } = me;
	select(null);
	document.querySelector(`[data-key="${CSS.escape(selectedId)}"] .row`)?.focus();
}

/** In a narrow window: switches between messages and customer. */
function toggleDetails() {
	document.body.classList.toggle('shows-customer');
}

function draw() {
	if (!state) return;
	const view = viewOf(state, me);
	if (view.selected && !document.hidden) markSeen(view.selected);
	document.body.classList.toggle('has-chat', view.selected !== null);
	for (const part of parts) part.update(view);
	const unread = [...view.groups.waiting, ...view.groups.mine].filter((chat) => unreadIn(chat) > 0).length;
	document.title = unread > 0 ? `(${unread}) ${TITLE}` : TITLE;
}

connect({
	onLink: (link) => showLink(byId('link'), link),
	onState: (fresh, isFirst) => {
		state = fresh;
		if (isFirst) me.agentId = agentBar.introduce(state.agents, me.agentId);
		draw();
	},
});
document.addEventListener('visibilitychange', draw);
tickEverySecond(document);
