"""The pages that people use in a browser: sign-in, home, and one page a task.

Server-rendered templates and small ES modules; everything a page needs comes from the gateway itself.
"""

from gateway.pages.routes import page_router

__all__ = ["page_router"]
