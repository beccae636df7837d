/** The address of whoever asks, also through a proxy, as far as limits need it. */
import { BlockList, isIP } from 'node:net'
import { plainAddress } from '@kommunalgraph/seed/src/files/oparl-fetch.ts'
import type { FastifyRequest } from 'fastify'

/**
 * Says who asks: the address that connected, or, where that is a known proxy, the last one in X-Forwarded-For that is none.
 * What stands before that was written by the client. Of IPv6 only the network: one client has 2^64 addresses.
 */
export function clientOf(proxies: readonly string[]): (request: FastifyRequest) => string {
  const known = new BlockList()
  for (const proxy of proxies) {
    const [address = '', prefix] = proxy.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (prefix === undefined) known.addAddress(address, family)
    else known.addSubnet(address, Number(prefix), family)
  }
  const isProxy = (address: string) => isIP(address) !== 0 && known.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  return ({ ip, headers }) => {
    const said = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').map((one) => one.trim())
    let address = ip
    while (isProxy(address)) {
      const before = said.pop()
      if (before === undefined || isIP(before) === 0) break
      address = before
    }
    return networkOf(address)
  }
}

function networkOf(address: string): string {
  const plain = plainAddress(address)
  if (isIP(plain) !== 6) return plain
  const [head = '', tail] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::')
  const groups = (text: string) => (text === '' ? [] : text.split(':'))
  const after = groups(tail ?? '')
  const all = tail === undefined ? groups(head) : [...groups(head), ...Array<string>(8 - groups(head).length - after.length).fill('0'), ...after]
  return plain === '::1' ? plain : `${all.slice(0, 4).join(':')}::/64`
}
