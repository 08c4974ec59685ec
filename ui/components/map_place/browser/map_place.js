// Between a map in its frame and the page around it (geodata/maps/scripts/frame.js): where it was moved to stands in the
// address at once, and a moment later the server knows of it, too; what is chosen on the page is shown on the map.

const AFTER_MS = 400;
const maps = new Map();

function keep(moved) {
  const address = new URL(location.href);
  for (const [name, value] of Object.entries(moved)) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  history.replaceState(history.state, "", address);
}

export default function ({ data, setTriggerValue }) {
  const here = maps.get(data.key) ?? { frame: null, moved: {} };
  maps.set(data.key, here);
  const choose = (first) => here.frame?.postMessage({ sonaeChosen: data.chosen, first }, location.origin);

  window.removeEventListener("message", here.heard);
  here.heard = (event) => {
    if (event.origin !== location.origin || event.data?.sonae !== data.key) return;
    const { sonae, ready, ...moved } = event.data;
    here.frame = event.source;
    if (ready) {
      choose(true);
      return;
    }
    Object.assign(here.moved, moved);
    keep(moved);
    clearTimeout(here.waits);
    here.waits = setTimeout(() => setTriggerValue("moved", { ...here.moved }), AFTER_MS);
  };
  window.addEventListener("message", here.heard);
  if (here.chosen !== data.chosen) choose(false);
  here.chosen = data.chosen;
  return () => {
    clearTimeout(here.waits);
    window.removeEventListener("message", here.heard);
  };
}
