/** The panel's page. PLACEHOLDER until the build bundles `page/panel.html`. */
const document = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Agent panel</title><meta name="panel-config" content="__CONFIG__"><style nonce="__NONCE__"></style></head><body><script nonce="__NONCE__"></script></body></html>';

export { document };
