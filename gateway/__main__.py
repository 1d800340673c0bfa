"""`python -m gateway`: the only door to the four services."""

from common.serve import serve
from gateway.app import create_app

if __name__ == "__main__":
    serve("gateway", create_app)
