from common.serve import serve
from services.masking.app import create_app

if __name__ == "__main__":
    serve("masking", create_app)
