"""What axe and a ruler say about the page that a browser shows."""

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OVERFLOW = """() => {
    const root = document.scrollingElement;
    return root.scrollWidth > root.clientWidth ? root.scrollWidth - root.clientWidth : 0;
}"""


def faults(page):
    """The faults of the page, a sentence each; none is what we want."""
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    found = [
        f"{violation['id']}: {node['target']} {node['html'][:120]}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]
    overflow = page.evaluate(OVERFLOW)
    if overflow:
        found.append(f"scrolls sideways by {overflow} px")
    return found
