"""A page of one sentence in both languages, for who opens an address and cannot be shown what is there."""

from collections.abc import Mapping
from html import escape

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data: 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""The policy of a page that brings its style along and asks for nothing else."""


def sorry_page(said: Mapping[str, str]) -> str:
    """Give the page; the sentences by language."""
    told = "".join(f'<p lang="{language}">{escape(sentence)}</p>' for language, sentence in said.items())
    return (
        '<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex"><title>Récolte</title><style>'
        "body{font:1.125rem/1.6 system-ui,sans-serif;margin:0;background:#eef0ea;color:#171b2b}"
        "main{max-width:34rem;margin:0 auto;padding:20vh 1.25rem 3rem}"
        "h1{font:600 2rem Georgia,serif;border-top:.5rem solid #f4d35e;padding-top:1.5rem}"
        "@media(prefers-color-scheme:dark){body{background:#14171f;color:#eef0ea}}"
        f"</style></head><body><main><h1>Récolte</h1>{told}</main></body></html>\n"
    )
