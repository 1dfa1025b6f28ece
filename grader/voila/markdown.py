"""How lesson prose becomes HTML: Voila's way, but for pictures."""

from __future__ import annotations

from nbconvert.filters.markdown_mistune import IPythonRenderer
from voila.exporter import VoilaMarkdownRenderer


class PageRenderer(VoilaMarkdownRenderer):  # type: ignore[misc] # Voila has no types
    """Leaves a picture's address as it is, for the browser to fetch from beside the notebook.

    Voila's own renderer writes pictures into the page, and for that calls the server's contents manager as if
    it answered at once. JupyterLab's doesn't, and the whole page is lost.
    """

    def image(self, text: str, url: str, title: str | None = None) -> str:
        html: str = IPythonRenderer.image(self, text, url, title)
        return html
