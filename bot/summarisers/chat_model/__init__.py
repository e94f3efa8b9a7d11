"""A language model behind any OpenAI-compatible address: it proposes sentences, and code decides which survive."""

from bot.summarisers.chat_model.asking import Progress
from bot.summarisers.chat_model.chat_models import ChatModel, outcome, random_fence
from bot.summarisers.chat_model.endpoints import Endpoint
from bot.summarisers.chat_model.requests import TopicRequest

__all__ = ["ChatModel", "Endpoint", "Progress", "TopicRequest", "outcome", "random_fence"]
