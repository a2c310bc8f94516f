"""Pages of town halls that load the button each in their own way, with the policy each one has."""

from aiohttp import web

PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Mairie</title><link rel="icon" href="data:,">{head}</head><body>
<main><h1>Mairie de Lens</h1><p>Bienvenue. <a href="#x">Démarches</a> <a href="{next}">Une autre page</a></p></main>{script}</body></html>"""
STRICT = "default-src 'self'; img-src data:; script-src {url}; frame-src {url}; style-src 'self'"
ONCE = '<script src="{url}/widget.js" async></script>'
SITES = {
    "/": (ONCE, STRICT),
    "/types": (ONCE, STRICT + "; require-trusted-types-for 'script'; trusted-types 'none'"),
    "/double": (ONCE + ONCE, STRICT),
    "/module": ('<script type="module" src="{url}/widget.js" crossorigin></script>', STRICT),
    "/interdit": (ONCE, "default-src 'self'; img-src data:; script-src {url}; frame-src 'none'"),
    "/bas": ('<script src="{url}/widget.js" data-bottom="120" async></script>', STRICT),
    "/ouvert": ('<script src="{url}/widget.js" data-open async></script>', STRICT),
    "/libre": (ONCE, ""),
    "/proche": (ONCE, ""),
    "/proche/deux": (ONCE, ""),
}
"""How the button is loaded, and the site's policy; `/proche` is of the same site as the assistant, whose storage no browser blocks."""


def page(path: str, widget: str) -> web.Response:
    """Return the page of a site whose assistant is at `widget`."""
    script, policy = SITES[path]
    headers = {"Content-Security-Policy": policy.format(url=widget)} if policy else {}
    text = PAGE.format(head="", script=script.format(url=widget), next="/proche/deux")
    return web.Response(text=text, content_type="text/html", headers=headers)
