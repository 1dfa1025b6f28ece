/* voila.js fetches MathJax from a content network for every page. Lessons have no formulas, so it gets this instead:
   the few calls that it makes, answered with nothing. */
window.MathJax = { Hub: { Config() {}, Configured() {}, Queue() {}, Register: { StartupHook() {} } } };
