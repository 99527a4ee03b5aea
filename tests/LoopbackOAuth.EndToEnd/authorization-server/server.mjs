// A certified authorization server (oidc-provider) for the end-to-end tests, on a port of its own at 127.0.0.1, or, when
// the environment names an ISSUER, at https on port 443 with a Unix socket for the tests themselves.
// Standard output: first {"issuer":"..."}, then one JSON object a line for what happened. Never a secret.
// It ends when its standard input ends, so that it cannot outlive the tests.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { Provider } from 'oidc-provider';

const redirectUris = ['http://127.0.0.1/callback', 'http://[::1]/callback', 'http://localhost/callback'];
const native = {
  application_type: 'native', // any port of a loopback redirect URI is allowed (RFC 8252 section 7.3)
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  redirect_uris: redirectUris,
};

function secretOf(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`The environment variable ${name} is missing.`);
  }

  return value;
}

const denyingClient = 'native-denied';
const configuration = {
  clients: [
    { ...native, client_id: 'native-public', token_endpoint_auth_method: 'none' },
    { ...native, client_id: denyingClient, token_endpoint_auth_method: 'none' },
    {
      ...native,
      client_id: 'confidential-basic',
      client_secret: secretOf('CONFIDENTIAL_BASIC_SECRET'),
      token_endpoint_auth_method: 'client_secret_basic',
    },
    {
      ...native,
      client_id: 'confidential-post',
      client_secret: secretOf('CONFIDENTIAL_POST_SECRET'),
      token_endpoint_auth_method: 'client_secret_post',
    },
  ],
  jwks: { keys: [generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })] },
  cookies: { keys: [randomBytes(32).toString('base64url')] },
  claims: { openid: ['sub'], profile: ['name'] },
  scopes: ['openid', 'offline_access', 'profile'],
  pkce: { required: () => true },
  rotateRefreshToken: true, // and a second use of an old one revokes the whole grant
  features: {
    devInteractions: { enabled: false },
    revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => undefined,
      useGrantedResource: () => false,
      getResourceServerInfo: (_ctx, resource) => ({
        scope: 'openid profile offline_access read write',
        audience: resource,
        accessTokenFormat: 'opaque',
        accessTokenTTL: 600,
      }),
    },
  },
  ttl: {
    AccessToken: 600, AuthorizationCode: 60, Grant: 3600, IdToken: 600, Interaction: 600, RefreshToken: 3600, Session: 3600,
  },
  issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
  findAccount: (_ctx, accountId) => ({ accountId, claims: () => ({ sub: accountId, name: 'Ada' }) }),
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
};

function write(record) {
  process.stdout.write(`${JSON.stringify(record)}\n`);
}

/** Answers a prompt for the user at once: signs in as one fixed account, and consents to whatever is asked. */
async function answer(provider, request, response) {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
  if (params.client_id === denyingClient) {
    const denial = { error: 'access_denied', error_description: 'The user said no.' };
    return provider.interactionFinished(request, response, denial, { mergeWithLastSubmission: false });
  }

  if (prompt.name === 'login') {
    const login = { login: { accountId: 'ada' } };
    return provider.interactionFinished(request, response, login, { mergeWithLastSubmission: false });
  }

  const grant = grantId
    ? await provider.Grant.find(grantId)
    : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  const { missingOIDCScope, missingOIDCClaims, missingResourceScopes } = prompt.details;
  if (missingOIDCScope) {
    grant.addOIDCScope(missingOIDCScope.join(' '));
  }

  if (missingOIDCClaims) {
    grant.addOIDCClaims(missingOIDCClaims);
  }

  for (const [resource, scopes] of Object.entries(missingResourceScopes ?? {})) {
    grant.addResourceScope(resource, scopes.join(' '));
  }

  const consent = { consent: { grantId: await grant.save() } };
  return provider.interactionFinished(request, response, consent, { mergeWithLastSubmission: true });
}

// Some servers do not redirect to the client in the end: a page of theirs has a link to it, or a script that fetches it.
const linkPage = `<!doctype html><title>Allowed</title><a id="continue">Back to the app</a>
<script>document.getElementById('continue').href = decodeURIComponent(location.hash.slice(1));</script>`;
const fetchPage = `<!doctype html><title>Delivering</title>
<script>
  fetch(decodeURIComponent(location.hash.slice(1)))
    .then((answer) => { document.title = answer.ok ? 'Delivered' : \`Refused with \${answer.status}\`; })
    .catch(() => { document.title = 'Could not establish connection'; });
</script>`;
const lastPages = { '/link': linkPage, '/fetch': fetchPage };

/** Makes every redirect to a client lead to a page of the server's own, which finds the address behind its '#'. */
function endAt(lastPage, response) {
  const setHeader = response.setHeader.bind(response);
  response.setHeader = (name, value) => setHeader(
    name,
    name.toLowerCase() === 'location' && /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost):/.test(value)
      ? `${lastPage}#${encodeURIComponent(value)}`
      : value,
  );
}

/** Everything that one issuer answers. */
function handlerOf(issuer, lastPage) {
  const provider = new Provider(issuer, configuration);
  provider.on('access_token.saved', (token) => write({
    event: 'access_token.saved', client: token.clientId, scope: token.scope, audience: token.aud,
  }));
  provider.on('grant.revoked', () => write({ event: 'grant.revoked' }));
  provider.on('server_error', (_ctx, error) => console.error(error));
  const handle = provider.callback();
  return (request, response) => {
    // The identifiers of one interaction follow the first segment; a log has no use for them.
    const path = new URL(request.url, issuer).pathname;
    const logged = /^\/(interaction|auth)\//.test(path) ? path.split('/', 2).join('/') : path;
    response.on('finish', () => write({ method: request.method, path: logged, status: response.statusCode }));
    if (lastPage) {
      endAt(lastPage, response);
    }

    if (path.startsWith('/mark/')) {
      response.writeHead(204).end();
    } else if (lastPages[path]) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(lastPages[path]);
    } else if (path.startsWith('/interaction/')) {
      answer(provider, request, response).catch((error) => {
        console.error(error);
        response.writeHead(500).end();
      });
    } else {
      handle(request, response);
    }
  };
}

const issuer = process.env.ISSUER;
if (issuer) {
  const tls = { cert: readFileSync(secretOf('TLS_CERTIFICATE')), key: readFileSync(secretOf('TLS_KEY')) };
  const handler = handlerOf(issuer);
  const others = {
    'link.example.test': handlerOf('https://link.example.test', 'https://link.example.test/link'),
    'auth.x.ai': handlerOf('https://auth.x.ai', 'https://accounts.x.ai/fetch'),
    'accounts.x.ai': handlerOf('https://accounts.x.ai'),
  };
  createSecureServer(tls, (request, response) => (others[request.headers.host] ?? handler)(request, response)).listen(443, () => {
    createServer(handler).listen(process.env.CONTROL_SOCKET, () => write({ issuer }));
  });
} else {
  const server = createServer();
  server.listen(0, '127.0.0.1', () => {
    const local = `http://127.0.0.1:${server.address().port}`;
    server.on('request', handlerOf(local));
    write({ issuer: local });
  });
}

process.stdin.resume().on('end', () => process.exit(0));
