/**
 * n8n's engine for a test file: load it before anything of n8n. n8n determines its folder when it is loaded, and must
 * neither find nor change the one of the developer who runs the tests.
 */
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const folder = mkdtempSync(join(tmpdir(), 'genesys-engine-'));
process.env.N8N_USER_FOLDER = folder;
process.env.N8N_ENCRYPTION_KEY = 'only for tests';
process.env.N8N_LOG_LEVEL = 'silent';

require('reflect-metadata');

afterAll(() => rmSync(folder, { recursive: true, force: true }));
