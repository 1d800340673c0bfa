from common.serve import serve
from services.translate.app import create_app

if __name__ == "__main__":
    serve("translate", create_app)
