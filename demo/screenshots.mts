import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from './browser.mts';
import { pictureAgentPanel, pictureChatAndDesk, pictureMessenger, pictureWebsiteChat } from './screenshots/conversations.mts';
import { openEditor, pictureCredentials, pictureQuickStart, pictureSetup } from './screenshots/editor.mts';
import { pictureExamples } from './screenshots/examples.mts';
import { freePorts, startStack } from './stack.mts';

/** `npm run screenshots`: takes the pictures of the README and `docs/` from the running demo, in headless Chromium. */

const root = process.cwd();
const userFolder = await mkdtemp(join(tmpdir(), 'genesys-screenshots-'));
const stack = await startStack({ root, userFolder, ports: await freePorts(), report: console.log });
const browser = await launchBrowser();
try {
	await pictureChatAndDesk(browser, stack);
	const editor = await openEditor(browser, `${stack.n8n.url}/home/workflows`);
	await pictureQuickStart(editor, stack);
	await pictureSetup(editor, stack);
	await pictureCredentials(editor, stack);
	await pictureExamples(root, editor, stack);
	await editor.close();
	await pictureAgentPanel(root, browser, stack);
	await pictureMessenger(root, browser, stack);
	await pictureWebsiteChat(root, browser, stack);
} finally {
	await browser.close();
	await stack.stop();
	await rm(userFolder, { recursive: true, force: true });
}
