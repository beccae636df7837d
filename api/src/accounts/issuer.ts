/** Logging in at an OpenID provider: authorization code with PKCE, by a certified library; the roles come from a claim. */
import { accountRoles, type Role } from '@kommunalgraph/contract/permissions.ts'
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type Configuration,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import type { Issuer } from '../config.ts'

/** What must come back with the person; kept by their browser meanwhile. */
export interface Attempt {
  state: string
  nonce: string
  verifier: string
  returnTo: string
}

/** Somebody the provider vouches for, but who has no role here. */
export class NoRole extends Error {}

/** The provider must answer within this time, seconds. */
const patienceS = 5

/** One for each server; the provider is asked for its addresses at the first login, and again after a failure. */
export function issuerOf(issuer: Issuer) {
  let known: Promise<Configuration> | undefined
  const discovered = (): Promise<Configuration> => {
    const url = new URL(issuer.url)
    const asked = (known ??= discovery(url, issuer.clientId, issuer.clientSecret, undefined, {
      timeout: patienceS,
      // The library would trust the connection alone; a signature also holds where a proxy stands in between.
      // Plain HTTP only where the address says so: a provider on the same machine, and tests.
      execute: [enableNonRepudiationChecks, ...(url.protocol === 'http:' ? [allowInsecureRequests] : [])],
    }))
    asked.catch(() => {
      known = undefined
    })
    return asked
  }
  return {
    /** Where to send the person, and what to keep. Rejects while the provider is away. */
    async begin(redirectUri: string, returnTo: string): Promise<{ to: string; attempt: Attempt }> {
      const configuration = await discovered()
      const attempt = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), returnTo }
      const to = buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: issuer.scope,
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
      })
      return { to: to.href, attempt }
    },
    /** Who came back. Throws NoRole; anything else that is wrong with the answer rejects. */
    async finish(address: URL, { state, nonce, verifier }: Attempt): Promise<{ account: string; role: Role }> {
      const configuration = await discovered()
      const tokens = await authorizationCodeGrant(configuration, address, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true })
      const claims = tokens.claims()
      if (!claims) throw new Error('The provider sent no ID token')
      const more = configuration.serverMetadata().userinfo_endpoint ? await fetchUserInfo(configuration, tokens.access_token, claims.sub) : {}
      const all: Record<string, unknown> = { ...more, ...claims }
      const role = roleOf(all, issuer)
      if (!role) throw new NoRole(`No value of the claim ${issuer.roleClaim} is a role here`)
      return { account: pseudonymOf(all), role }
    },
  }
}

/** The highest role that a value of the claim stands for. */
function roleOf(claims: Record<string, unknown>, { roleClaim, roles }: Issuer): Role | undefined {
  let value: unknown = claims[roleClaim]
  if (value === undefined) {
    value = claims
    for (const part of roleClaim.split('.')) value = value !== null && typeof value === 'object' && Object.hasOwn(value, part) ? (value as Record<string, unknown>)[part] : undefined
  }
  const here = new Set([value].flat().flatMap((one) => (typeof one === 'string' ? (roles.get(one) ?? []) : [])))
  return accountRoles.findLast((role) => here.has(role))
}

/** What stands in the log: the name at the provider, in the characters of our own accounts, else its number for the person. */
function pseudonymOf(claims: Record<string, unknown>): string {
  const name = typeof claims.preferred_username === 'string' ? claims.preferred_username : String(claims.sub)
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9._-]+/g, '-').replace(/^[^a-z0-9]+/, '')
  return (plain.length >= 2 ? plain : `konto-${plain}`).slice(0, 40)
}
