/**
 * Everything about Genesys Cloud that public documents leave open, and every time that a test may want to shorten.
 * `UNCONFIRMED` marks a default that is a choice of this simulator and not a documented rule.
 */
export const defaultSettings = {
	/** Milliseconds from `createStatus: Initiated` to `Completed`. The real service takes seconds. */
	integrationCreationMs: 400,
	/** Milliseconds during which a deleted integration can still be read. */
	integrationDeletionMs: 200,
	/** Is a new integration's recipient already routed to the default flow? In Genesys Cloud an admin does that. */
	newIntegrationRouted: true,
	/** UNCONFIRMED: does GET return the signature secret in clear, or masked? */
	secretReturnedByGet: false,
	/** A new conversation answers 404 for this long, because it is still being made. */
	conversationVisibleAfterMs: 0,
	/** Default of `accessTokenValiditySeconds` of an OAuth client (300 … 172800 in Genesys Cloud). */
	tokenLifetimeSeconds: 86_400,
	/** UNCONFIRMED: how long the code of the authorize page is good, … */
	authorizationCodeSeconds: 300,
	/** … how long a refresh token is, … */
	refreshTokenSeconds: 30 * 86_400,
	/** … whether one works once, and each use gives a new one, … */
	refreshTokenRotates: true,
	/** … and whether there is one for a client that sends no secret. */
	refreshTokenWithoutSecret: true,
	/** UNCONFIRMED: is a sign-in refused that asks for a scope that the client does not have, or is the scope left out? */
	unregisteredScope: 'refused' as 'refused' | 'dropped',
	/** UNCONFIRMED: is an agent who is signed in to the desk signed in to a panel, too, without being asked? */
	signInSession: true,
	/** UNCONFIRMED: may the sign-in run in a frame, or only in a window of its own? */
	signInInFrame: true,
	/** UNCONFIRMED: who sees an interaction widget that no group is chosen for? */
	widgetWithoutGroups: 'everybody' as 'everybody' | 'nobody',
	/** UNCONFIRMED: headers of the answer that pages of other origins may read. */
	exposedHeaders: ['Retry-After'],
	/** `client.credentials.token.rate.per.minute`; 0 = no limit. */
	rateLimitPerMinute: 300,
	/** Threading time line of Open Messaging: 72 hours by default, 0 = every handover is a new conversation. */
	threadingWindowMinutes: 4320,
	/** UNCONFIRMED: is the participant data still there when a conversation is reopened inside that window? */
	reopenedKeepsAttributes: true,
	/** UNCONFIRMED: an inbound message id that was seen before is dropped (same answer) or taken as a new message. */
	repeatedMessageId: 'drop' as 'drop' | 'accept',
	/** UNCONFIRMED: what makes a message a repeat. The documents speak of the combination of id and time. */
	repeatedMessageKey: 'messageId' as 'messageId' | 'messageIdAndTime',
	/** UNCONFIRMED: longest inbound text, in characters. */
	maxInboundTextLength: 4000,
	/** UNCONFIRMED: largest `customAttributes` object, in bytes of JSON. */
	maxCustomAttributesBytes: 2048,
	/** UNCONFIRMED number of the 413 text "The request is over the size limit". */
	maxRequestBytes: 500_000,
	/** UNCONFIRMED: do the custom attributes of a later message replace earlier values of the same key? */
	laterAttributesOverwrite: true,
	/**
	 * The built-in supported content profile, the default one: media of the customer that are not allowed are dropped,
	 * messages of the agent with media that are not allowed are not sent.
	 */
	inboundMediaTypes: ['*/*'],
	outboundMediaTypes: ['image/jpeg', 'image/png', 'image/gif'],
	/** Is the customer's media fetched when the message arrives? Off, the desk gets the address as it was sent. */
	fetchInboundMedia: true,
	/** Largest media that is taken: 25 MB. */
	maxMediaBytes: 25 * 1024 * 1024,
	/** UNCONFIRMED: how long the platform waits for the customer's media. */
	mediaTimeoutMs: 10_000,
	/** The built-in messaging setting, the default one: typing is off in both directions unless one turns it on. */
	typingInbound: 'Disabled' as 'Enabled' | 'Disabled',
	typingOutbound: 'Disabled' as 'Enabled' | 'Disabled',
	/** Milliseconds from the upload of a flow to `Success` or `Failure`. The real service takes seconds. */
	flowJobMs: 200,
	/** How long the address for the upload of a flow is good. */
	flowUploadSeconds: 900,
	/** UNCONFIRMED: does a flow job need the permissions to add, edit and publish flows, too? */
	flowJobNeedsFlowPermissions: true,
	/** UNCONFIRMED: does a transfer with a skill that is NOT_SET go on without it, or fail? */
	unsetSkill: 'ignored' as 'ignored' | 'transferFails',
	/** Milliseconds that the inbound message flow takes; 0 = a chat is queued before the inbound call answers. */
	flowMs: 0,
	/**
	 * What the flow sends to the customer when it queues a chat; empty = nothing. `{place}` becomes "You are next." or
	 * "You are number 3 in line."
	 */
	flowText: 'Thank you. We are looking for an agent for you. {place}',
	/** Queue of chats that name none, or one that does not exist. */
	defaultQueueName: 'Support',
	/** Open Messaging delivery rules: 10 s time-out, 5 retries, 5 s apart. */
	webhookTimeoutMs: 10_000,
	webhookRetries: 5,
	webhookRetryDelayMs: 5000,
	/** UNCONFIRMED: one delivery of a conversation at a time. Genesys promises no order. */
	webhookInOrder: true,
	/** Receipts about the customer's messages are posted to webhooks; for which ones is UNCONFIRMED. */
	receiptsToWebhook: false,
	/** Time between a change and the moment when analytics can see it. The real lag is UNCONFIRMED. */
	analyticsLagMs: 0,
	/** UNCONFIRMED: does the conversation query sort by the end? The SDK's enumeration has it, its text does not. */
	analyticsSortsByEnd: true,
	/** UNCONFIRMED: the documents list no permission for GET /users/{id}; `directory:user:view` may be wanted. */
	userLookupNeedsPermission: true,
	/** UNCONFIRMED: does the URL of an agent's attachment want a bearer token? */
	downloadsNeedToken: false,
	/** UNCONFIRMED: is that URL one of the API, the same behind the web app (always with a token), or a signed link of the storage? */
	fileLink: 'downloads' as 'downloads' | 'app' | 'signed',
	/** UNCONFIRMED: how long a signed link of the storage is good. */
	signedLinkSeconds: 3600,
	/** The content type that the storage gives to files, such as `binary/octet-stream`; empty = the file's own. */
	storageMime: '',
	/** UNCONFIRMED: the answer to a client that asks for an object of a division in which it has no roles: 403 or 404. */
	otherDivision: 'forbidden' as 'forbidden' | 'notFound',
	/** Chats that one agent handles at a time. */
	chatsPerAgent: 4,
	/** Seconds that the estimate adds for every waiting chat. */
	estimatedWaitSecondsPerChat: 60,
	/** An offer that nobody answers goes on to somebody else after this long; 0 = it rings on. */
	noAnswerMs: 0,
	/** A conversation in which nothing happens is disconnected after this long; 0 = never. */
	inactivityDisconnectMs: 0,
	/** Life of a notification channel: 24 hours from its creation or its last subscription. */
	channelLifeSeconds: 86_400,
	/** Time between two heartbeats on a websocket; 0 = none. */
	heartbeatMs: 30_000,
	/** How long before a websocket is closed `v2.system.socket_closing` says so: "about a minute". */
	socketClosingNoticeMs: 60_000,
	/** UNCONFIRMED: does a second websocket on a channel take the place of the first one? */
	socketsPerChannel: 'newest' as 'newest' | 'all',
	/** UNCONFIRMED: permissions, all of which a client needs to subscribe to conversations of queues and users … */
	conversationTopicPermissions: ['conversation:message:view'],
	/** … and to detail events. */
	detailTopicPermissions: ['analytics:conversationDetail:view'],
	/** How often each change is sent to the topics of queues and users. Several times, say those who use them. */
	conversationTopicRepeats: 2,
	/** UNCONFIRMED: does a queue's topic go on telling about a conversation that went to another queue? */
	formerQueuesAreTold: true,
	/** UNCONFIRMED: does `user.start` come when a chat rings at an agent, or when the agent answers? */
	userStartAt: 'answer' as 'alert' | 'answer',
	/** UNCONFIRMED: is the customer `addressFrom` in the customer's own events? It is `addressTo` in the agent's. */
	customerEventsReversed: true,
	/** UNCONFIRMED: does Open Messaging make an external contact of every customer? */
	ephemeralContacts: false,
	/** How often EventBridge repeats what its destination does not take. */
	eventBridgeRetries: 3,
	/**
	 * UNCONFIRMED, except for the ID of the Digital Bot Connector's type: how the types of the connectors, their
	 * properties and the slot for their credentials are spelled in the API.
	 */
	botConnectorTypeId: 'genesys-bot-connector',
	digitalBotConnectorTypeId: 'genesys-digital-bot-connector',
	botConnectorUriKey: 'handleUtteranceUri',
	botConnectorProviderKey: 'botProvider',
	digitalBotConnectorUriKey: 'botConnectorUri',
	digitalBotConnectorAttachmentsKey: 'enableFileAttachments',
	botConnectorCredentialSlot: 'botConnectorCredentials',
	/** How many connectors of each type an organization may have; 0 = any number. */
	maxBotConnectors: 5,
	/** UNCONFIRMED: do calls about credentials of integrations need permissions? */
	credentialsNeedPermission: true,
	/** UNCONFIRMED: how long Genesys Cloud waits for the list of a Digital Bot Connector. */
	digitalBotPullTimeoutMs: 10_000,
	/** UNCONFIRMED: does reading the bots of a Digital Bot Connector over the API pull them anew? */
	digitalBotsPulledOnRead: true,
	/** UNCONFIRMED: what that call answers when they cannot be pulled: a 400 that says why, or the list pulled last. */
	digitalBotPullFailure: 'refused' as 'refused' | 'lastList',
	/** UNCONFIRMED: how long the Bot Connector (v1) waits for an answer. Others speak of 8 to 11 seconds. */
	botConnectorTimeoutMs: 10_000,
	/** UNCONFIRMED: what a time-out, or an answer other than 200, is to it: the failure path, or nothing at all. */
	botConnectorNoAnswer: 'failure' as 'failure' | 'ignored',
	/** More answers in a row than this with the same intent and unchanged slots end a session; 0 = no limit. */
	botConnectorSameIntentLimit: 3,
	/** UNCONFIRMED: does an answer without an intent count as one with the same intent as the one before? */
	botConnectorAbsentIntentCounts: true,
	/** UNCONFIRMED: does a slot value that is not of its slot's type make an answer invalid? */
	botConnectorSlotsChecked: true,
	/** Follow-up Response Timeout of the two actions: 12 and 6 hours. */
	botConnectorFollowUpMs: 43_200_000,
	digitalBotFollowUpMs: 21_600_000,
	/** `botSessionTimeout` of requests, as live captures show it (v1), and as the action has it by default (v2). */
	botConnectorSessionMinutes: 4320,
	digitalBotSessionMinutes: 720,
	/** Bot Response Timeout of the action (1 s … 1 min). */
	digitalBotResponseTimeoutMs: 30_000,
	/** UNCONFIRMED: what a message sent later does that is not valid: a 400, or the failure path. */
	digitalBotInvalidOutgoing: 'refused' as 'refused' | 'failurePath',
	/** UNCONFIRMED: how often, and how far apart, a message that a Digital Bot Connector answers with a 5xx is repeated. */
	digitalBotRetries: 3,
	digitalBotRetryDelayMs: 500,
	/** How many seconds the desk's typing notice says that it lasts. */
	typingDurationMs: 5000,
};

export type Settings = typeof defaultSettings;

const CHOICES: Partial<Record<keyof Settings, readonly string[]>> = {
	repeatedMessageId: ['drop', 'accept'],
	repeatedMessageKey: ['messageId', 'messageIdAndTime'],
	otherDivision: ['forbidden', 'notFound'],
	unsetSkill: ['ignored', 'transferFails'],
	socketsPerChannel: ['newest', 'all'],
	typingInbound: ['Enabled', 'Disabled'],
	typingOutbound: ['Enabled', 'Disabled'],
	userStartAt: ['alert', 'answer'],
	digitalBotPullFailure: ['refused', 'lastList'],
	botConnectorNoAnswer: ['failure', 'ignored'],
	digitalBotInvalidOutgoing: ['refused', 'failurePath'],
	unregisteredScope: ['refused', 'dropped'],
	widgetWithoutGroups: ['everybody', 'nobody'],
	fileLink: ['downloads', 'app', 'signed'],
};

/**
 * Settings with some of them changed.
 * @throws Error naming the setting that does not exist or has the wrong kind of value
 */
export function changedSettings(current: Settings, changes: Record<string, unknown>): Settings {
	for (const [key, value] of Object.entries(changes)) {
		if (!Object.hasOwn(defaultSettings, key)) throw new Error(`There is no setting "${key}".`);
		const problem = problemOf(key as keyof Settings, value);
		if (problem) throw new Error(`Setting "${key}" ${problem}.`);
	}
	return { ...current, ...(changes as Partial<Settings>) };
}

function problemOf(key: keyof Settings, value: unknown): string | undefined {
	const choices = CHOICES[key];
	if (choices && !choices.includes(value as string)) return `is one of ${choices.join(', ')}`;
	const model: unknown = defaultSettings[key];
	if (Array.isArray(model)) {
		return Array.isArray(value) && value.every((entry) => typeof entry === 'string')
			? undefined
			: 'is a list of texts';
	}
	if (typeof value !== typeof model) return `is a ${typeof model}`;
	if (typeof value === 'number' && !(value >= 0 && Number.isFinite(value))) return 'is a number of 0 or more';
	return undefined;
}
