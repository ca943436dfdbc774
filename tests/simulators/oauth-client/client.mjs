// A certified OAuth 2.0 client. Each line of standard input is a call, as JSON: ["discover", issuer, id, secret],
// ["begin", "https://…"]. Each line of standard output is what came of it: {"ok": …} or {"error": …}, with the `exchanges` that it
// took, for whoever holds them against openapi.json.
import { createInterface } from 'node:readline'
import * as oauth from 'openid-client'

let config, checks, tokens
let exchanges = []

const watched = async (url, asked) => {
  const answer = await fetch(url, asked)
  exchanges.push({
    method: asked.method,
    url: String(url),
    asked: [...new Headers(asked.headers)],
    sent: asked.body ? String(asked.body) : '',
    status: answer.status,
    answered: [...answer.headers],
    received: await answer.clone().text(),
  })
  return answer
}

const keep = (answer) => {
  tokens = { ...tokens, ...answer }
  return { type: answer.token_type, scope: answer.scope, expiresIn: answer.expires_in }
}

const calls = {
  discover: async (issuer, id, secret) => {
    const authentication = secret ? oauth.ClientSecretBasic(secret) : oauth.None()
    const options = {
      algorithm: 'oauth2',
      execute: [oauth.allowInsecureRequests],
      [oauth.customFetch]: watched,
    }
    config = await oauth.discovery(new URL(issuer), id, undefined, authentication, options)
    return config.serverMetadata().issuer
  },
  begin: async (redirect_uri, login_hint) => {
    const verifier = oauth.randomPKCECodeVerifier()
    checks = { pkceCodeVerifier: verifier, expectedState: oauth.randomState() }
    return oauth.buildAuthorizationUrl(config, {
      redirect_uri,
      scope: 'cameras',
      state: checks.expectedState,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(login_hint && { login_hint }),
    }).href
  },
  // The address at which the browser came back.
  finish: async (address) => keep(await oauth.authorizationCodeGrant(config, new URL(address), checks)),
  refresh: async () => keep(await oauth.refreshTokenGrant(config, tokens.refresh_token)),
  cameras: async (address) => {
    const answer = await oauth.fetchProtectedResource(config, tokens.access_token, new URL(address), 'GET')
    return answer.json()
  },
  introspect: () => oauth.tokenIntrospection(config, tokens.access_token),
  revoke: () => oauth.tokenRevocation(config, tokens.refresh_token),
}

for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...given] = JSON.parse(line)
  let answer
  try {
    answer = { ok: (await calls[name](...given)) ?? null }
  } catch (error) {
    answer = { error: String(error?.error ?? error?.cause?.error ?? error?.code ?? error?.message ?? error) }
  }
  process.stdout.write(JSON.stringify({ ...answer, exchanges }) + '\n')
  exchanges = []
}
