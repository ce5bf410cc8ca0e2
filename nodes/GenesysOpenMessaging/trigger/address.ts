import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

/** n8n's names of the trigger's two URLs: the first is answered on receipt, the second when the workflow has finished. */
const ON_RECEIPT = 'default';
const WHEN_FINISHED = 'setup';
const NAMES = [ON_RECEIPT, WHEN_FINISHED] as const;

type Context = IHookFunctions | IWebhookFunctions;

/** The URL that Genesys is to deliver to: the one that answers when the option Respond says. A test has its own. */
export function webhookUrlOf(context: Context): string {
	const { respond } = context.getNodeParameter('options', {}) as { respond?: string };
	return urlOf(context, respond === 'whenFinished' ? WHEN_FINISHED : ON_RECEIPT);
}

/** Does this URL lead to the trigger, whichever of its two it is? */
export function isOwnUrl(context: Context, url: string): boolean {
	return ownUrls(context).includes(url);
}

/** The same, wherever n8n was when it was registered: what comes before n8n's part changes with N8N_WEBHOOK_URL. */
export function isOwnPath(context: Context, url: string): boolean {
	const path = pathOf(url);
	return ownUrls(context).some((own) => path.endsWith(pathOf(own)) || pathOf(own).endsWith(path));
}

/** Does n8n answer this request when the workflow has finished? The URL decides it, which may be an old one. */
export function respondsWhenFinished(context: IWebhookFunctions): boolean {
	return context.getWebhookName() === WHEN_FINISHED;
}

function ownUrls(context: Context): string[] {
	return NAMES.map((name) => urlOf(context, name));
}

function urlOf(context: Context, name: (typeof NAMES)[number]): string {
	return context.getNodeWebhookUrl(name) ?? '';
}

function pathOf(url: string): string {
	return URL.canParse(url) ? new URL(url).pathname : '/nowhere';
}
