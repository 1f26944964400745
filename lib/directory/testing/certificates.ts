import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A throw-away authority and a server certificate for 127.0.0.1 and localhost, made by openssl in `folder`. */
export function makeCertificates(folder: string) {
  const at = (name: string) => join(folder, name)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  const caFile = at('ca.pem')
  openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    at('ca.key'),
    '-out',
    caFile,
    '-days',
    '2',
    '-subj',
    '/CN=Gatewarden test CA',
  )
  openssl('req', ...key, '-keyout', at('server.key'), '-out', at('server.csr'), '-subj', '/CN=localhost')
  writeFileSync(at('server.ext'), 'subjectAltName=IP:127.0.0.1,DNS:localhost\n')
  const signer = ['-CA', caFile, '-CAkey', at('ca.key'), '-CAcreateserial', '-days', '2', '-extfile', at('server.ext')]
  openssl('x509', '-req', '-in', at('server.csr'), '-out', at('server.pem'), ...signer)
  return { caFile, certificateFile: at('server.pem'), keyFile: at('server.key') }
}
