"""Understanding questions: from what people write to what they want, and of which system."""

from bot.services.understanding.questions import understand
from bot.services.understanding.vocabularies import Vocabulary

__all__ = ["Vocabulary", "understand"]
