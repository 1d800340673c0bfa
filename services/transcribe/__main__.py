"""`python -m services.transcribe`."""

from common.serve import serve
from services.transcribe.app import create_app

if __name__ == "__main__":
    serve("transcribe", create_app)
