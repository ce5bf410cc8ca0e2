/**
 * Behavior of Genesys Cloud that isn't publicly documented, and times that a test may shorten. `UNCONFIRMED` marks a
 * default that the simulator chose because no rule is documented.
 */
export const defaultSettings = {
	/** Milliseconds from `createStatus: Initiated` to `Completed`. The real service takes seconds. */
	integrationCreationMs: 400,
	/** How long a deleted integration can still be read, in milliseconds. */
	integrationDeletionMs: 200,
	/** Whether a new integration's recipient is routed to the default flow. In Genesys Cloud, an administrator does that. */
	newIntegrationRouted: true,
	/** UNCONFIRMED: whether GET returns the signature secret unmasked. */
	secretReturnedByGet: false,
	/** How long a new conversation returns a 404 because it isn't complete. */
	conversationVisibleAfterMs: 0,
	/** Default of `accessTokenValiditySeconds` of an OAuth client (300 … 172800 in Genesys Cloud). */
	tokenLifetimeSeconds: 86_400,
	/** UNCONFIRMED: lifetime of the authorize page's code, … */
	authorizationCodeSeconds: 300,
	/** … lifetime of a refresh token, … */
	refreshTokenSeconds: 30 * 86_400,
	/** … whether a refresh token works once and each use returns a new one, … */
	refreshTokenRotates: true,
	/** … and whether a client without a secret gets one. */
	refreshTokenWithoutSecret: true,
	/** UNCONFIRMED: whether a sign-in with a scope that the client doesn't have is rejected, or the scope is dropped. */
	unregisteredScope: 'refused' as 'refused' | 'dropped',
	/** UNCONFIRMED: whether an agent who is signed in to the desk is also signed in to a panel, without a prompt. */
	signInSession: true,
	/** UNCONFIRMED: whether the sign-in may run in a frame, or only in a separate window. */
	signInInFrame: true,
	/** UNCONFIRMED: who sees an interaction widget without groups. */
	widgetWithoutGroups: 'everybody' as 'everybody' | 'nobody',
	/** UNCONFIRMED: response headers that pages of other origins can read. */
	exposedHeaders: ['Retry-After'],
	/** `client.credentials.token.rate.per.minute`; 0 = no limit. */
	rateLimitPerMinute: 300,
	/** Threading window of Open Messaging: 72 hours by default, 0 = every handover is a new conversation. */
	threadingWindowMinutes: 4320,
	/** UNCONFIRMED: whether participant data is kept when a conversation is reopened within that window. */
	reopenedKeepsAttributes: true,
	/** UNCONFIRMED: whether a repeated inbound message ID is dropped (same response) or accepted as a new message. */
	repeatedMessageId: 'drop' as 'drop' | 'accept',
	/** UNCONFIRMED: what identifies a repeat. The documentation mentions the combination of ID and time. */
	repeatedMessageKey: 'messageId' as 'messageId' | 'messageIdAndTime',
	/** UNCONFIRMED: longest inbound text, in characters. */
	maxInboundTextLength: 4000,
	/** UNCONFIRMED: largest `customAttributes` object, in bytes of JSON. */
	maxCustomAttributesBytes: 2048,
	/** UNCONFIRMED: the limit in the 413 message "The request is over the size limit". */
	maxRequestBytes: 500_000,
	/** UNCONFIRMED: whether custom attributes of a later message replace earlier values of the same key. */
	laterAttributesOverwrite: true,
	/**
	 * The built-in supported content profile, used by default. A customer's disallowed media is dropped. An agent's
	 * message with disallowed media isn't sent.
	 */
	inboundMediaTypes: ['*/*'],
	outboundMediaTypes: ['image/jpeg', 'image/png', 'image/gif'],
	/** Whether the customer's media is downloaded when the message arrives. If false, the desk gets the original URL. */
	fetchInboundMedia: true,
	/** Maximum media size: 25 MB. */
	maxMediaBytes: 25 * 1024 * 1024,
	/** UNCONFIRMED: timeout for downloading the customer's media. */
	mediaTimeoutMs: 10_000,
	/** The built-in messaging setting, used by default: typing indicators are off in both directions. */
	typingInbound: 'Disabled' as 'Enabled' | 'Disabled',
	typingOutbound: 'Disabled' as 'Enabled' | 'Disabled',
	/** Milliseconds from the upload of a flow to `Success` or `Failure`. The real service takes seconds. */
	flowJobMs: 200,
	/** Lifetime of the URL for uploading a flow. */
	flowUploadSeconds: 900,
	/** UNCONFIRMED: whether a flow job also needs permissions to add, edit, and publish flows. */
	flowJobNeedsFlowPermissions: true,
	/** UNCONFIRMED: whether a transfer with a skill that is NOT_SET ignores it or fails. */
	unsetSkill: 'ignored' as 'ignored' | 'transferFails',
	/** Duration of the inbound message flow in milliseconds. 0 = a conversation is queued before the inbound call returns. */
	flowMs: 0,
	/**
	 * The flow's message to the customer when it queues a conversation; empty = none. `{place}` becomes "You are
	 * next." or "You are number 3 in line."
	 */
	flowText: 'Thank you. We are looking for an agent for you. {place}',
	/** Default queue, if a conversation names none or one that doesn't exist. */
	defaultQueueName: 'Support',
	/** Open Messaging delivery rules: 10 s timeout, 5 retries, 5 s apart. */
	webhookTimeoutMs: 10_000,
	webhookRetries: 5,
	webhookRetryDelayMs: 5000,
	/** UNCONFIRMED: whether a conversation's deliveries are sent one at a time. Genesys doesn't guarantee the order. */
	webhookInOrder: true,
	/** Whether receipts for the customer's messages are posted to webhooks. For which messages is UNCONFIRMED. */
	receiptsToWebhook: false,
	/** Delay until analytics return a change. The real delay is UNCONFIRMED. */
	analyticsLagMs: 0,
	/** UNCONFIRMED: whether the conversation query sorts by the end. The SDK's enumeration includes it, its description doesn't. */
	analyticsSortsByEnd: true,
	/** UNCONFIRMED: the documentation lists no permission for GET /users/{id}; `directory:user:view` may be required. */
	userLookupNeedsPermission: true,
	/** UNCONFIRMED: whether the URL of an agent's attachment requires a bearer token. */
	downloadsNeedToken: false,
	/** UNCONFIRMED: whether that URL belongs to the API, to the web app (always with a token), or is a signed storage link. */
	fileLink: 'downloads' as 'downloads' | 'app' | 'signed',
	/** UNCONFIRMED: lifetime of a signed storage link. */
	signedLinkSeconds: 3600,
	/** Content type of stored files, such as `binary/octet-stream`; empty = the file's own. */
	storageMime: '',
	/** UNCONFIRMED: whether an object in a division without roles returns a 403 or 404. */
	otherDivision: 'forbidden' as 'forbidden' | 'notFound',
	/** Maximum simultaneous conversations per agent. */
	chatsPerAgent: 4,
	/** Seconds that each waiting conversation adds to the estimate. */
	estimatedWaitSecondsPerChat: 60,
	/** How long an unanswered conversation alerts before another agent is offered it; 0 = no limit. */
	noAnswerMs: 0,
	/** An inactive conversation is disconnected after this time; 0 = never. */
	inactivityDisconnectMs: 0,
	/** Lifetime of a notification channel: 24 hours from its creation or last subscription. */
	channelLifeSeconds: 86_400,
	/** Time between two heartbeats on a websocket; 0 = none. */
	heartbeatMs: 30_000,
	/** How long before closing a websocket `v2.system.socket_closing` is sent: "about a minute". */
	socketClosingNoticeMs: 60_000,
	/** UNCONFIRMED: whether a second websocket on a channel replaces the first one. */
	socketsPerChannel: 'newest' as 'newest' | 'all',
	/** UNCONFIRMED: permissions that a client needs to subscribe to conversations of queues and users … */
	conversationTopicPermissions: ['conversation:message:view'],
	/** … and to detail events. */
	detailTopicPermissions: ['analytics:conversationDetail:view'],
	/** How often each change is sent to the topics of queues and users. According to users, several times. */
	conversationTopicRepeats: 2,
	/** UNCONFIRMED: whether a queue's topic continues to report a conversation that was transferred to another queue. */
	formerQueuesAreTold: true,
	/** UNCONFIRMED: whether `user.start` is sent when a conversation alerts or when the agent answers. */
	userStartAt: 'answer' as 'alert' | 'answer',
	/** UNCONFIRMED: whether the customer is `addressFrom` in the customer's own events. In the agent's events, it is `addressTo`. */
	customerEventsReversed: true,
	/** UNCONFIRMED: whether Open Messaging creates an external contact for every customer. */
	ephemeralContacts: false,
	/** How often EventBridge retries a rejected event. */
	eventBridgeRetries: 3,
	/**
	 * UNCONFIRMED, except for the ID of the Digital Bot Connector's type: the API's names of the connectors' types,
	 * properties, and credential slot.
	 */
	botConnectorTypeId: 'genesys-bot-connector',
	digitalBotConnectorTypeId: 'genesys-digital-bot-connector',
	botConnectorUriKey: 'handleUtteranceUri',
	botConnectorProviderKey: 'botProvider',
	digitalBotConnectorUriKey: 'botConnectorUri',
	digitalBotConnectorAttachmentsKey: 'enableFileAttachments',
	botConnectorCredentialSlot: 'botConnectorCredentials',
	/** Maximum connectors of each type; 0 = unlimited. */
	maxBotConnectors: 5,
	/** UNCONFIRMED: whether calls for integrations' credentials need permissions. */
	credentialsNeedPermission: true,
	/** UNCONFIRMED: timeout for pulling a Digital Bot Connector's list. */
	digitalBotPullTimeoutMs: 10_000,
	/** UNCONFIRMED: whether reading a Digital Bot Connector's bots with the API pulls them again. */
	digitalBotsPulledOnRead: true,
	/** UNCONFIRMED: whether that call returns a 400 with the reason or the last list if pulling fails. */
	digitalBotPullFailure: 'refused' as 'refused' | 'lastList',
	/** UNCONFIRMED: timeout of the Bot Connector (v1). Other sources mention 8 to 11 seconds. */
	botConnectorTimeoutMs: 10_000,
	/** UNCONFIRMED: whether a timeout or a status other than 200 takes the failure path or is ignored. */
	botConnectorNoAnswer: 'failure' as 'failure' | 'ignored',
	/** Maximum consecutive answers with the same intent and unchanged slots before the session ends; 0 = no limit. */
	botConnectorSameIntentLimit: 3,
	/** UNCONFIRMED: whether an answer without an intent counts as one with the previous intent. */
	botConnectorAbsentIntentCounts: true,
	/** UNCONFIRMED: whether a slot value of the wrong type makes an answer invalid. */
	botConnectorSlotsChecked: true,
	/** Follow-up Response Timeout of the two actions: 12 and 6 hours. */
	botConnectorFollowUpMs: 43_200_000,
	digitalBotFollowUpMs: 21_600_000,
	/** `botSessionTimeout` of requests: from live captures (v1), and the action's default (v2). */
	botConnectorSessionMinutes: 4320,
	digitalBotSessionMinutes: 720,
	/** Bot Response Timeout of the action (1 s … 1 min). */
	digitalBotResponseTimeoutMs: 30_000,
	/** UNCONFIRMED: whether an invalid outgoing message returns a 400 or takes the failure path. */
	digitalBotInvalidOutgoing: 'refused' as 'refused' | 'failurePath',
	/** UNCONFIRMED: number and interval of retries after a Digital Bot Connector returns a 5xx. */
	digitalBotRetries: 3,
	digitalBotRetryDelayMs: 500,
	/** Duration of the desk's typing notice, in seconds. */
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
 * Returns a copy of the settings with changes.
 * @throws Error with the setting that doesn't exist or has an invalid value
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
