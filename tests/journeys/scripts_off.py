"""What a page lacks for who has no JavaScript, as found in a browser that runs none of the page's scripts."""

# Every folded part is opened first, as a reader can do: what is then not to be seen waits for a script.
LOOK = r"""() => {
  const found = [];
  const name = (each) => each.outerHTML.slice(0, 120);
  const seen = (each) => each.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && each.getClientRects().length > 0;
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const say = (what, which) => which.forEach((each) => found.push(`${what}: ${name(each)}`));

  for (const each of all("details")) {
    if (each.firstElementChild?.localName !== "summary" || !each.firstElementChild.textContent.trim())
      say("cannot be opened", [each]);
    each.open = true;
  }
  say("cannot be reached", all("details > summary").filter((each) => !seen(each)));
  say("holds nothing", all("details").filter((each) => each.scrollHeight <= each.firstElementChild?.offsetHeight));

  const headings = all("h1").filter(seen);
  if (headings.length !== 1) found.push(`${headings.length} first headings`);
  const main = document.querySelector("main");
  if (!main || !seen(main) || main.innerText.trim().length < 40) found.push("no content");
  const words = (each) => [...each.childNodes].some((part) => part.nodeType === 3 && part.data.trim());
  const left = "script, style, template, noscript, datalist, datalist *, select *, svg *, button[type=submit][hidden]";
  all("body *").forEach((each, place) => {
    if (words(each) && !each.matches(left) && !seen(each)) say(`waits for a script: ${place}`, [each]);
  });
  say("asks for scripts", all("noscript"));

  for (const each of all("form")) {
    const sends = [...each.elements, ...all(`input[type=image][form="${each.id}"]`)]
      .filter((control) => ["submit", "image"].includes(control.type) && !control.disabled);
    if (!sends.some(seen)) say("cannot be sent", [each]);
  }
  const dead = all("button").filter((each) => each.type === "button" || (!each.form && !each.popoverTargetElement));
  dead.push(...all("[onclick], [role=button]:not(button, a, summary), a[href='#'], a:not([href])"));
  dead.push(...all("a[href^='javascript:']"));
  say("does nothing", dead.filter(seen));
  say("leads nowhere", all("a[href^='#']").filter(
    (each) => each.hash.length > 1 && !document.getElementById(decodeURIComponent(each.hash.slice(1)))));
  return found;
}"""


WAITS = "waits for a script: "


def missing(page, *, phone):
    """What does not work on a page that was loaded without JavaScript: nothing, one hopes.

    What is hidden at this width may be what is shown on a phone instead.
    """
    found = page.evaluate(LOOK)
    if any(each.startswith(WAITS) for each in found):
        page.set_viewport_size(phone)
        there = page.evaluate(LOOK)
        found = [each for each in found if not each.startswith(WAITS) or each in there]
    return found
