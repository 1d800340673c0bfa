"""Translation: texts and documents, by the engine that suits the pair of languages."""
