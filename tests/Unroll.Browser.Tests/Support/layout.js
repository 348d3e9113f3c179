// What is wrong with the layout of the page, a line each: run by Playwright, not part of a report.
() => {
  const faults = [];
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth)
    faults.push(`the page is ${page.scrollWidth} pixels wide in a window of ${page.clientWidth}`);

  // A text turned or not, as its four corners on the screen; only the part with ink, without the room that a font leaves above and below.
  const corners = text => {
    const box = text.getBBox(), matrix = text.getScreenCTM(), trim = box.height * 0.17;
    const at = (x, y) => ({ x: matrix.a * x + matrix.c * y + matrix.e, y: matrix.b * x + matrix.d * y + matrix.f });
    return [at(box.x, box.y + trim), at(box.x + box.width, box.y + trim), at(box.x + box.width, box.y + box.height - trim), at(box.x, box.y + box.height - trim)];
  };

  // Two rectangles do not touch where a line along a side of one of them has all corners of the other beyond it.
  const overlap = (first, second) => {
    for (const shape of [first, second])
      for (let i = 0; i < 2; i++) {
        const x = shape[i + 1].x - shape[i].x, y = shape[i + 1].y - shape[i].y, length = Math.hypot(x, y) || 1;
        const spans = [first, second].map(one => one.map(point => (point.x * x + point.y * y) / length));
        if (Math.max(...spans[0]) <= Math.min(...spans[1]) + 0.3 || Math.max(...spans[1]) <= Math.min(...spans[0]) + 0.3)
          return false;
      }
    return true;
  };

  // Numbers on coloured cells: the contrast as WCAG defines it.
  const light = color => {
    const [red, green, blue] = color.match(/[\d.]+(e-?\d+)?/g).map(Number).map(value => color.startsWith('rgb') ? value / 255 : value)
      .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  for (const number of document.querySelectorAll('svg .cell ~ text, svg .right ~ text')) {
    const [dark, bright] = [number, number.parentNode.querySelector('rect')].map(one => light(getComputedStyle(one).fill)).sort((a, b) => a - b);
    if (number.textContent && (bright + 0.05) / (dark + 0.05) < 3.5)
      faults.push(`the number ${number.textContent} has a contrast of ${(bright + 0.05) / (dark + 0.05)} to its cell`);
  }

  for (const chart of document.querySelectorAll('svg')) {
    const name = chart.getAttribute('aria-label'), frame = chart.getBoundingClientRect();
    if (frame.width < 100 || frame.height < 50)
      faults.push(`${name}: drawn ${frame.width} by ${frame.height} pixels large`);
    if (!chart.querySelector('path, rect, circle'))
      faults.push(`${name}: nothing is drawn`);
    const texts = [...chart.querySelectorAll('text')].filter(text => text.textContent.trim()).map(text => ({ text: text.textContent, corners: corners(text) }));
    for (const one of texts)
      if (one.corners.some(point => point.x < frame.left - 0.5 || point.x > frame.right + 0.5 || point.y < frame.top - 0.5 || point.y > frame.bottom + 0.5))
        faults.push(`${name}: '${one.text}' is cut`);
    for (let i = 0; i < texts.length; i++)
      for (let j = i + 1; j < texts.length; j++)
        if (overlap(texts[i].corners, texts[j].corners))
          faults.push(`${name}: '${texts[i].text}' and '${texts[j].text}' overlap`);
  }
  return faults;
}
