// Preloaded into the server and the worker: when the process that started them is gone without a word, they close as if
// it had asked them to. What hangs is ended, so that the port is free for the next start.
process.on('disconnect', () => {
  process.kill(process.pid, 'SIGTERM')
  setTimeout(() => process.exit(1), 10_000).unref()
})
