/**
 * Runs in the measured page before anything else: notes in `benchSeen` when each selector of `benchSelectors` first
 * finds something visible, at the next painted frame. Plain JavaScript, because the page has no TypeScript.
 */
window.benchSeen = {}

requestAnimationFrame(function look() {
  for (const selector of window.benchSelectors) {
    const element = document.querySelector(selector)
    if (!(selector in window.benchSeen) && element && element.getBoundingClientRect().height > 0) {
      window.benchSeen[selector] = performance.now()
    }
  }
  requestAnimationFrame(look)
})
