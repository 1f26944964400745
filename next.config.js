/** @type {import('next').NextConfig} */
export default {
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  // Pages get their headers in proxy.ts, which static files never pass.
  headers: async () => [
    { source: '/_next/static/:path*', headers: [{ key: 'x-content-type-options', value: 'nosniff' }] },
  ],
  // Native code and code that must be one instance per process stay outside the bundle.
  serverExternalPackages: ['pg', 'pino', 'ldapts', '@node-rs/argon2', 'rate-limiter-flexible'],
}
