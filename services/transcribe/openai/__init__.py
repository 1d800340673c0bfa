"""`/v1/audio/...`: the API of OpenAI's clients."""
