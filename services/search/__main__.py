from common.serve import serve
from services.search.app import create_app

if __name__ == "__main__":
    serve("search", create_app)
