// Preloaded into the API: when the process that started it is gone without a word, the API drains and ends too.
if (process.channel) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  // Listening alone must not keep the process alive.
  process.channel.unref()
}
