// The serious barriers of the open page, and what is known of its texts afterwards.
//
// Contrast is three quarters of what axe costs, and most texts look like one of the page before. So a text is
// measured when its look (colours, sizes, all that lies behind it) is new. A look is known once axe found one such
// text legible; where axe had nothing to say, as of a text that lies under another, it is known in that place alone.
async known => {
  const grounds = new Map()
  const groundOf = element => {
    if (!element) return ''
    if (!grounds.has(element)) {
      const { backgroundColor, backgroundImage, opacity, position, filter, mixBlendMode } = getComputedStyle(element)
      const own = [backgroundColor, backgroundImage, opacity, position, filter, mixBlendMode].join()
      const plain = own === 'rgba(0, 0, 0, 0),none,1,static,none,normal'
      grounds.set(element, groundOf(element.parentElement) + (plain ? '' : `|${own}`))
    }
    return grounds.get(element)
  }
  const lookOf = element => {
    const { color, fontSize, fontWeight, textShadow, webkitTextStroke } = getComputedStyle(element)
    return [color, fontSize, fontWeight, textShadow, webkitTextStroke, groundOf(element)].join()
  }
  const placeOf = element => {
    const steps = []
    for (let e = element; e; e = e.parentElement) {
      const states = ['aria-hidden', 'disabled', 'hidden', 'role', 'type'].map(name => e.getAttribute(name))
      steps.push([e.tagName, e.getAttribute('class'), ...states].join('.'))
    }
    return `${lookOf(element)} ${steps.join('<')} ${element.textContent.trim().length > 1}`
  }
  // Of a single letter, of what is hidden from a reader's voice and of what is one pixel wide axe says nothing.
  const holdsText = element =>
    element.textContent.trim().length > 1
    && [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())
  const showsText = element =>
    (element.matches('input, select, textarea') || holdsText(element))
    && element.checkVisibility({ visibilityProperty: true })
    && !element.closest('[aria-hidden=true]')
    && element.getBoundingClientRect().width > 1

  const seen = new Set(known)
  const unknown = [...document.body.querySelectorAll('*')].filter(
    element => showsText(element) && !seen.has(lookOf(element)) && !seen.has(placeOf(element)),
  )
  // What is only moderate is no barrier here, and `region` costs most of that.
  const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } }
  const { violations } = await axe.run({ resultTypes: ['violations'], rules })
  const learned = new Set()
  if (unknown.length) {
    const contrast = await axe.run({ include: unknown }, { runOnly: ['color-contrast'], elementRef: true })
    violations.push(...contrast.violations)
    const elementsOf = results => results.flatMap(({ nodes }) => nodes.map(({ element }) => element))
    const illegible = new Set(elementsOf(contrast.violations))
    elementsOf(contrast.passes).forEach(element => learned.add(lookOf(element)))
    unknown.filter(element => !illegible.has(element)).forEach(element => learned.add(placeOf(element)))
  }
  return {
    barriers: violations
      .filter(({ impact }) => ['serious', 'critical'].includes(impact))
      .flatMap(({ id, nodes }) => nodes.slice(0, 3).map(node => `${id} ${node.html.slice(0, 200)}`)),
    learned: [...learned],
  }
}
