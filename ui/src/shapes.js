// The drawings that pages refer to: icons (i-…) and status shapes (st-…) in one sprite, and the art.
// A page shows a symbol with <svg><use href="/assets/sprite-….svg#i-search"/></svg>; the stroke comes
// from the class mo-icon, the fill of a shape from the class mo-shape.

const symbols = {
  'st-run': ['0 0 16 16', '<circle cx="8" cy="8" r="5.6" stroke="none"/>'],
  'st-soon': ['0 0 16 16', '<path d="M8 1.8 L15 14 H1 Z" stroke="none"/>'],
  'st-late': ['0 0 16 16', '<path d="M8 .8 L15.2 8 L8 15.2 L.8 8 Z" stroke="none"/>'],
  'st-paused': ['0 0 16 16', '<path d="M3 2 h3.6 v12 H3 Z M9.4 2 H13 v12 H9.4 Z" stroke="none"/>'],
  'st-done': ['0 0 16 16', '<circle cx="8" cy="8" r="6.6" fill="none" stroke-width="1.8"/><path d="M4.8 8.3 L7.1 10.6 L11.4 5.8" fill="none" stroke-width="1.8"/>'],
  'st-closed': ['0 0 16 16', '<rect x="2.4" y="2.4" width="11.2" height="11.2" fill="none" stroke-width="1.8"/>'],
  'st-silent': ['0 0 16 16', '<circle cx="8" cy="8" r="6" fill="none" stroke-width="1.8" stroke-dasharray="3 2.6"/><path d="M4 12 L12 4" fill="none" stroke-width="1.8"/>'],
  'st-next': ['0 0 16 16', '<circle cx="8" cy="8" r="5" fill="none" stroke-width="1.8"/>'],
  'i-search': ['0 0 24 24', '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5 L21 21"/>'],
  'i-phone': ['0 0 24 24', '<path d="M5 3.5h4l1.6 4.4-2.4 1.6a13 13 0 0 0 6.3 6.3l1.6-2.4 4.4 1.6v4c0 .8-.7 1.5-1.5 1.5C10.7 20.5 3.5 13.3 3.5 5c0-.8.7-1.5 1.5-1.500z"/>'],
  'i-pin': ['0 0 24 24', '<path d="M12 21.500c4.6-4.7 7-8.3 7-11.500a7 7 0 1 0-14 0c0 3.2 2.4 6.8 7 11.500z"/><circle cx="12" cy="10" r="2.5"/>'],
  'i-clock': ['0 0 24 24', '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>'],
  'i-paper': ['0 0 24 24', '<path d="M6 3h8.500L19 7.500V21H6z"/><path d="M14 3v5h5M9 12.500h7M9 16.500h7"/>'],
  'i-id': ['0 0 24 24', '<rect x="3" y="5" width="18" height="14" rx="1.5"/><circle cx="8.5" cy="11" r="2"/><path d="M5.5 16c.5-1.8 1.6-2.6 3-2.600s2.5.8 3 2.600M14 10h4.500M14 14h4.5"/>'],
  'i-alert': ['0 0 24 24', '<circle cx="12" cy="12" r="8.8"/><path d="M12 7.500v5.200M12 16.200v.1"/>'],
  'i-letter': ['0 0 24 24', '<path d="M3.5 5.500h17v13h-17z"/><path d="M3.5 6.500l8.5 7 8.5-7"/>'],
  'i-info': ['0 0 24 24', '<circle cx="12" cy="12" r="8.8"/><path d="M12 11.500v5M12 7.800v.1"/>'],
  'i-ticket': ['0 0 24 24', '<path d="M4 6h16v4a2 2 0 0 0 0 4v4H4v-4a2 2 0 0 0 0-4z"/><path d="M14 6v2.500M14 11v2M14 15.500V18"/>'],
  'i-wallet': ['0 0 24 24', '<path d="M4 7.500V18a1.5 1.5 0 0 0 1.5 1.500H20V8H5.500A1.5 1.5 0 0 1 4 6.5 1.5 1.5 0 0 1 5.5 5H18v3"/><path d="M16 13.500v.1"/>'],
  'i-right': ['0 0 24 24', '<path d="M5 12h13M13 6.500l5.5 5.5-5.5 5.5"/>'],
  'i-down': ['0 0 24 24', '<path d="M12 4v15M5.5 13l6.5 6.5 6.5-6.5"/>'],
  'i-tick': ['0 0 24 24', '<path d="M4.5 12.500l5 5L19.5 7"/>'],
  'i-print': ['0 0 24 24', '<path d="M7 9V3.500h10V9M7 17.500H4V9h16v8.500h-3"/><path d="M7 14h10v6.500H7z"/>'],
  'i-camera': ['0 0 24 24', '<path d="M4 7.500h4l1.5-2.500h5L16 7.500h4V19H4z"/><circle cx="12" cy="13" r="3.5"/>'],
  'i-hand': ['0 0 24 24', '<path d="M7 20.500l-3.5-7a1.4 1.4 0 0 1 2.5-1.200L8 15V5a1.4 1.4 0 0 1 2.8 0v6V4a1.4 1.4 0 0 1 2.8 0v7V5.500a1.4 1.4 0 0 1 2.8 0V12V8.500a1.4 1.4 0 0 1 2.8 0V15c0 3.5-2 5.5-5 5.500z"/>'],
  'i-left': ['0 0 24 24', '<path d="M19 12H6M11.5 6.500L6 12l5.5 5.5"/>'],
  'i-cross': ['0 0 24 24', '<path d="M6 6l12 12M18 6L6 18"/>'],
  'i-plus': ['0 0 24 24', '<path d="M12 5v14M5 12h14"/>'],
  'i-person': ['0 0 24 24', '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.500c.8-4.2 3.6-6.3 7.5-6.300s6.7 2.1 7.5 6.3"/>'],
  'i-seal': ['0 0 24 24', '<circle cx="12" cy="12" r="8.8"/><circle cx="12" cy="12" r="5.6"/><path d="M12 8.800v6.400M9.2 10.400l5.6 3.200M14.8 10.400l-5.6 3.2"/>'],
  'i-pen': ['0 0 24 24', '<path d="M4 20l1-4.500L16.5 4l3.5 3.500L8.5 19zM14 6.500l3.5 3.5"/>'],
  'i-send': ['0 0 24 24', '<path d="M4 12h12M11 6.500l5.5 5.5-5.5 5.500M20 5v14"/>'],
  'i-lock': ['0 0 24 24', '<path d="M6 10.500h12V20H6zM8.5 10.500V8a3.5 3.5 0 0 1 7 0v2.5"/>'],
  'i-eye': ['0 0 24 24', '<path d="M2.5 12c2.4-4.3 5.6-6.5 9.5-6.500s7.1 2.2 9.5 6.500c-2.4 4.3-5.6 6.5-9.5 6.500S4.9 16.3 2.5 12z"/><circle cx="12" cy="12" r="2.8"/>'],
  'i-scan': ['0 0 24 24', '<path d="M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16"/>'],
  'i-calendar': ['0 0 24 24', '<rect x="4" y="5.5" width="16" height="14.5"/><path d="M4 10h16M8.5 3.500v4M15.5 3.500v4"/>'],
};

const ns = 'xmlns="http://www.w3.org/2000/svg"';

export const sprite = () =>
  `<svg ${ns}>${Object.entries(symbols)
    .map(([id, [box, body]]) => `<symbol id="${id}" viewBox="${box}">${body}</symbol>`)
    .join('')}</svg>`;

// The art is drawn with one decimal: at the size it is shown, more is not seen.
const rounded = (svg) => svg.replace(/-?\d+\.\d+/g, (n) => String(Math.round(Number(n) * 10) / 10));
const inside = (svg) => svg.replace(/^[^]*?<svg[^>]*>/, '').replace(/<\/svg>[^]*$/, '');
// Pictures of their own, loaded after the styles: a page that draws them with <use> makes its styles wait for them.
const picture = (svg, ink, ground) =>
  rounded(svg).replace('<svg ', `<svg color="${ink}" `).replace(/var\(--karst-fill[^)]*\)/g, ground);
const sea = '#0E4D57';
const seaLine = '#9DBFC0';
const paperWarm = '#F6F3EC';

export const karst = (read) => picture(read('karst.svg'), seaLine, paperWarm);
export const drum = (read) => picture(read('drum.svg'), sea, 'none');
// The mark is also the icon of the browser's tab, so that it keeps its own box.
export const mark = (read) =>
  `<svg ${ns} viewBox="-24 -24 48 48"><g id="mark">${rounded(inside(read('mark.svg')))}</g></svg>`;
