/** @type {import('next').NextConfig} */
export default {
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  // Native code and code that must be one instance per process stay outside the bundle.
  serverExternalPackages: ['pg', 'pino', 'ldapts', '@node-rs/argon2', 'rate-limiter-flexible'],
}
