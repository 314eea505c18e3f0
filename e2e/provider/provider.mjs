// A real OpenID provider for the stories: `oidc-provider`, as strict as a broker of the Finnish Trust
// Network or as plain as an organisation's own, with pages of its own on which a person is chosen.
//
// The first line of standard input is what it is to be, as JSON; the first line of its output says that
// it listens. Modules are looked for in NODE_MODULES.

import { createRequire } from 'node:module';
import { createServer } from 'node:https';
import { createInterface } from 'node:readline';
import { generateKeyPairSync } from 'node:crypto';
import { pathToFileURL } from 'node:url';

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const plan = JSON.parse((await lines.next()).value);

// The relay's clock stands where the story wants it: the provider's goes with it.
const RealDate = Date;
let ahead = plan.now_ms - RealDate.now();
globalThis.Date = class extends RealDate {
  constructor(...parts) {
    if (parts.length) super(...parts);
    else super(RealDate.now() + ahead);
  }
  static now() {
    return RealDate.now() + ahead;
  }
};

const modules = createRequire(process.env.NODE_MODULES + '/none.js');
const { Provider } = await import(pathToFileURL(modules.resolve('oidc-provider')));

const isStrict = plan.profile === 'ftn';
const LEVEL = 'http://ftn.ficora.fi/2017/loa2';
const people = new Map(plan.people.map((person) => [person.id, person]));
let last = '';

const key = (use, alg) => ({
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  use,
  alg,
  kid: `${use}-1`,
});

const client = isStrict
  ? {
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'RS256',
      id_token_signed_response_alg: 'RS256',
      id_token_encrypted_response_alg: 'RSA-OAEP',
      id_token_encrypted_response_enc: plan.enc,
      request_object_signing_alg: 'RS256',
      // Where the relay's keys are: the way there is the one below.
      jwks_uri: `${plan.relay}/ident/jwks`,
    }
  : { client_secret: plan.secret, token_endpoint_auth_method: 'client_secret_basic' };

const configuration = {
  clients: [
    {
      client_id: plan.client_id,
      redirect_uris: plan.redirect_uris,
      response_types: ['code'],
      grant_types: ['authorization_code'],
      scope: plan.scope,
      ...client,
    },
  ],
  jwks: { keys: [key('sig', 'RS256')] },
  cookies: { keys: ['of no use outside of a story'] },
  pkce: { required: () => true },
  scopes: plan.scope.split(' '),
  claims: {
    openid: ['sub', 'acr', 'auth_time'],
    profile: ['family_name', 'given_name', 'name'],
    personal_identity_code: ['urn:oid:1.2.246.21'],
    groups: ['groups'],
  },
  conformIdTokenClaims: false,
  acrValues: [LEVEL],
  extraParams: ['ftn_spname'],
  responseModes: ['query'],
  ttl: { AuthorizationCode: 60, IdToken: 300, Interaction: 1200, Session: 60, Grant: 60, AccessToken: 60 },
  enabledJWA: isStrict
    ? {
        clientAuthSigningAlgValues: ['RS256'],
        idTokenSigningAlgValues: ['RS256'],
        requestObjectSigningAlgValues: ['RS256'],
        idTokenEncryptionAlgValues: ['RSA-OAEP'],
        idTokenEncryptionEncValues: ['A128CBC-HS256', 'A256GCM'],
      }
    : {},
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    claimsParameter: { enabled: true },
    encryption: { enabled: isStrict },
    requestObjects: { enabled: isStrict, requireSignedRequestObject: isStrict },
  },
  clientBasedCORS: () => false,
  interactions: { url: (_context, interaction) => `/choose/${interaction.uid}` },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, ...people.get(id)?.claims }),
  }),
  async loadExistingGrant(context) {
    const grant = new context.oidc.provider.Grant({
      clientId: context.oidc.client.clientId,
      accountId: context.oidc.session.accountId,
    });
    grant.addOIDCScope(plan.scope);
    await grant.save();
    return grant;
  },
  // The relay of a story stands on loopback, behind a certificate of the story's own.
  fetch: (_url, options) => fetch(plan.jwks, { ...options, dispatcher: undefined }),
};

const provider = new Provider(plan.issuer, configuration);

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The page on which a person is chosen, in the language that was asked for. */
const page = (uid, params) => {
  const language = String(params.ui_locales ?? 'fi').split(' ')[0];
  const heading = { fi: 'Valitse henkilö', sv: 'Välj en person', en: 'Choose a person' }[language] ?? 'Choose a person';
  const cancel = { fi: 'Peruuta', sv: 'Avbryt', en: 'Cancel' }[language] ?? 'Cancel';
  const rows = [...people.values()].map(
    ({ id, claims }) => `<p><button name="person" value="${escaped(id)}">${escaped(claims.name)}</button></p>`,
  );
  return `<!doctype html><html lang="${escaped(language)}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${heading}</title><main><h1>${heading}</h1><p id="service">${escaped(String(params.ftn_spname ?? ''))}</p>
<form method="post" action="/choose/${uid}">${rows.join('')}<p><button name="cancel" value="yes">${cancel}</button></p></form></main></html>`;
};

const read = async (request) => {
  let body = '';
  for await (const part of request) body += part;
  return new URLSearchParams(body);
};

const choose = async (request, response) => {
  const { uid, params } = await provider.interactionDetails(request, response);
  if (request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(page(uid, params));
    return;
  }
  const form = await read(request);
  const person = form.get('person');
  const result = person
    ? { login: { accountId: person, acr: LEVEL, amr: ['pwd'] }, consent: {} }
    : { error: 'access_denied', error_description: 'cancelled' };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
};

const answer = provider.callback();
const server = createServer({ key: plan.key, cert: plan.certificate }, (request, response) => {
  if (request.url.startsWith('/auth?')) {
    last = plan.issuer + request.url;
    // As a bank does, it asks each time who somebody is.
    const cookies = (request.headers.cookie ?? '').split(';');
    request.headers.cookie = cookies.filter((cookie) => !cookie.trim().startsWith('_session')).join(';');
  }
  if (request.url === '/last') {
    // Not of a provider: what somebody would copy who looks at where the browser is sent.
    response.end(last);
  } else if (request.url.startsWith('/choose/')) {
    choose(request, response).catch((error) => {
      response.writeHead(400, { 'content-type': 'text/plain' });
      response.end(String(error));
    });
  } else {
    answer(request, response);
  }
});
for (const told of ['authorization.error', 'grant.error', 'server_error', 'backchannel.error']) {
  provider.on(told, (_context, error) => console.error(told, error.message, error.error_description ?? '', error.error_detail ?? ''));
}
server.listen(plan.port, '127.0.0.1', () => console.log('listening'));

// Further lines move its clock. It ends with the story: when nobody is there to say anything.
for (let line = await lines.next(); !line.done; line = await lines.next()) {
  ahead += JSON.parse(line.value).advance_ms;
  console.log('moved');
}
process.exit(0);
