"""翻訳メモリー: translations that people made or corrected, found again for the same text and for texts like it."""
